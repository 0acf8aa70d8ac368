//! Two clusters side by side: the same machines, keys and clicks under two placements, and what
//! that makes of them.

pub(super) mod difference;
mod rows;

use lab::placement::unusual;
use yew::prelude::*;

use super::{
    distribution::{chart, tallest},
    geometry::round_above,
    palette::{Look, swatch},
    panel::{DrawnProps, Panel, same},
    parts::state_word,
    placement_form::PlacementForm,
    save::save,
};
use crate::{
    export::Figure,
    format::machine,
    language::Language,
    picture::{Intent, Picture},
    placements::label,
};
use difference::difference;
use rows::rows;

/// A bar here has a third of the room of one in the figure of all machines.
const CROWD: usize = 3;

/// The offer of a second cluster; and when there is one, both on one scale, and their difference.
pub const SIDE_BY_SIDE: Panel =
    Panel { draw: panel, same: same!(second, placement, machines, figures, losses, moves, ready) };

fn panel(props: &DrawnProps) -> Html {
    let DrawnProps { picture, on, .. } = props;
    let say = picture.language;
    let second = picture.second.as_ref();
    let asked = if second.is_some() { Intent::CloseSecond } else { Intent::OpenSecond };
    html! {
        <section class={classes!("panel", "side-by-side", second.map(|_| "is-open"))}
            aria-labelledby="side-title">
            <h2 id="side-title">{ say.side_title() }</h2>
            if second.is_some() {
                { save(say, on, Figure::SideBySide, say.side_title()) }
            }
            <div class="side-offer">
                <p>{ if second.is_some() { say.side_about() } else { say.side_offer() } }</p>
                if picture.ready {
                    // One button for both: the focus stays on it.
                    <button type="button" data-second="" aria-expanded={second.is_some().to_string()}
                        onclick={on.reform(move |_| asked.clone())}>
                        { if second.is_some() { say.side_close() } else { say.side_open() } }
                    </button>
                }
            </div>
            if let Some(second) = second {
                { compared(say, [picture, second], on) }
            }
        </section>
    }
}

fn compared(say: Language, both: [&Picture; 2], on: &Callback<Intent>) -> Html {
    let [first, second] = both;
    let placements = both.map(|one| placed(say, one));
    let names = [say.side_first(&placements[0]), say.side_second(&placements[1])];
    let tall =
        round_above(both.map(|one| tallest(&one.machines)).into_iter().max().unwrap_or(0).max(10));
    let on_second = on.reform(|intent| Intent::InSecond(Box::new(intent)));
    html! {
        <>
            <div class="side-clusters">
                { cluster(say, first, "first", &names[0], tall, on) }
                { cluster(say, second, "second", &names[1], tall, &on_second) }
            </div>
            { legend(say) }
            { rows(say, both, &names) }
            { difference(say, both, &placements, &names) }
        </>
    }
}

fn cluster(
    say: Language,
    picture: &Picture,
    which: &'static str,
    name: &str,
    tall: u64,
    on: &Callback<Intent>,
) -> Html {
    let id = if which == "first" { "placement" } else { "second-placement" };
    html! {
        <div class="side-cluster" data-cluster={which} data-settled={picture.settled.to_string()}>
            <h3>{ name }</h3>
            <PlacementForm {id} {on} placement={picture.placement} language={say}
                runs={picture.running() > 0} />
            { chart(say, &picture.machines, tall, CROWD, Html::default(), say.side_machines(name)) }
            { last_loss(say, picture) }
        </div>
    }
}

/// What the last death cost.
fn last_loss(say: Language, picture: &Picture) -> Html {
    let Some(loss) = picture.losses.last() else {
        return html! { <p class="side-loss">{ say.side_no_loss() }</p> };
    };
    let (lost, unreachable) = (loss.toll.keys_lost, loss.toll.keys_unreachable);
    html! {
        <p class="side-loss" data-cost-lost={lost.to_string()} data-cost-unreachable={unreachable.to_string()}>
            { say.side_loss(&machine(loss.machine), state_word(say, &loss.cause), lost, unreachable) }
        </p>
    }
}

/// The placement, and its setting when it is not the usual one.
fn placed(say: Language, picture: &Picture) -> String {
    let name = label(say, picture.placement);
    match unusual(picture.placement) {
        Some((_, value)) => format!("{name} ({})", say.count(value.into())),
        None => name.to_owned(),
    }
}

/// What the looks mean, of keys and of entries.
fn legend(say: Language) -> Html {
    let looks = [
        (Look::Reachable, say.side_legend_reachable()),
        (Look::Stranded, say.side_legend_stranded()),
        (Look::Lost, say.side_legend_lost()),
    ];
    html! {
        <p class="legend">
            { for looks.map(|(look, words)| html! { <span>{ swatch(look) }{ words }</span> }) }
        </p>
    }
}
