//! Where keys go: who owned the keys before the last change of the running machines, and who owns
//! them since.

mod dense;
mod legend;
mod matrix;
mod sentence;
mod twin;

use yew::prelude::*;

use super::{
    panel::{DrawnProps, Panel, same},
    save::save,
};
use crate::export::Figure;
use matrix::matrix;
use sentence::{nothing, told, why};
pub(super) use twin::change_head;
use twin::twin;

/// A row for each owner before, a column for each owner since.
pub const MOVES: Panel =
    Panel { draw: moves, same: same!(moves, figures, machines, sides, placement, settled) };

fn moves(props: &DrawnProps) -> Html {
    let picture = &props.picture;
    let say = picture.language;
    html! {
        <section class="panel moves" aria-labelledby="moves-title">
            <h2 id="moves-title">{ say.moves_title() }</h2>
            { save(say, &props.on, Figure::Moves, say.moves_title()) }
            if let Some(moves) = &picture.moves {
                <p class="moves-told" data-moves-told="">{ told(say, moves) }{ " " }{ why(picture, moves) }</p>
                { matrix(say, moves) }
                <details class="twin">
                    <summary>{ say.figure_as_table() }</summary>
                    { twin(say, moves) }
                </details>
            } else {
                <div class="no-moves"><p class="nothing">{ nothing(picture) }</p></div>
            }
        </section>
    }
}
