//! Every key as a cell: what became of it, and which one to ask about.

mod drawing;
mod figure;
mod glyph;
mod layout;
mod shares;
mod twin;

use lab::ledger::Figures;
use yew::prelude::*;

use super::{parts::drawn_from, save::save};
use crate::{
    export::Figure,
    language::Language,
    picture::{MAX_CELLS, Picture},
};
use figure::EveryKey;
use glyph::{Kind, sample};
use shares::shares;
use twin::{of_cells, of_machines};

drawn_from! {
    /// Props of [`Ledger`].
    LedgerProps: cells, figures, machines, explanation
}

/// The cells while they can be seen, their shares beyond, and the same as a table.
#[component]
pub fn Ledger(props: &LedgerProps) -> Html {
    let LedgerProps { picture, on } = props;
    let say = picture.language;
    let figures = &picture.figures;
    let cells = picture.cells.as_ref().filter(|cells| !cells.is_empty());
    let keys = figures.acknowledged + figures.resurrected;
    let table = use_memo((picture.cells.clone(), say), |(cells, say)| {
        cells.as_ref().map(|cells| of_cells(*say, cells))
    });
    html! {
        <section class="panel ledger" aria-labelledby="ledger-title">
            <h2 id="ledger-title">{ say.ledger_title() }</h2>
            { save(say, on, Figure::Ledger, say.ledger_title()) }
            if keys == 0 {
                <div class="no-keys">
                    <p class="nothing">{ say.ledger_empty() }</p>
                </div>
            } else {
                <p class="in-words" data-ledger-told="">{ told(say, figures) }</p>
                { legend(say, figures) }
                if let Some(cells) = cells {
                    <EveryKey cells={cells.clone()} explanation={picture.explanation.clone()}
                        language={say} on={on} />
                } else {
                    { shares(picture) }
                }
                <details class="twin">
                    <summary>{ say.figure_as_table() }</summary>
                    { table.as_ref().clone().filter(|_| cells.is_some())
                        .unwrap_or_else(|| of_machines(picture)) }
                </details>
            }
        </section>
    }
}

/// The figure in a sentence.
fn told(say: Language, figures: &Figures) -> String {
    let Figures { acknowledged, found, unreachable, lost, stale, resurrected, .. } = *figures;
    let mut told = say.ledger_told(acknowledged, found, unreachable, lost);
    if stale > 0 {
        told.push(' ');
        told.push_str(&say.ledger_told_stale(stale));
    }
    if resurrected > 0 {
        told.push(' ');
        told.push_str(&say.ledger_told_resurrected(resurrected));
    }
    told
}

/// How many keys are of a kind; those found with an old value are found as well, and counted apart
/// here, as they are drawn.
const fn keys(figures: &Figures, kind: Kind) -> u64 {
    match kind {
        Kind::Found => figures.found.saturating_sub(figures.stale),
        Kind::Stale => figures.stale,
        Kind::Unreachable => figures.unreachable,
        Kind::Lost => figures.lost,
        Kind::Resurrected => figures.resurrected,
    }
}

/// What each shape means, and how many there are; of stale and resurrected ones only if there are.
fn legend(say: Language, figures: &Figures) -> Html {
    let shown = Kind::ALL.into_iter().filter(|&kind| {
        !matches!(kind, Kind::Stale | Kind::Resurrected) || keys(figures, kind) > 0
    });
    html! {
        <ul class="legend cells-legend">
            { for shown.map(|kind| {
                let n = keys(figures, kind);
                html! {
                    <li class={classes!(kind.class(), "term", (n == 0).then_some("none"))}
                        data-legend={kind.name()} data-keys={n.to_string()}>
                        { sample(kind) }<b>{ say.count(n) }</b>{ " " }
                        { if kind == Kind::Found && figures.stale > 0 {
                            say.ledger_found_fresh(n)
                        } else {
                            (kind.word())(say, n)
                        } }
                    </li>
                }
            }) }
        </ul>
    }
}

/// Whether there are too many keys for a cell each.
const fn are_many(picture: &Picture) -> bool {
    let Figures { acknowledged, resurrected, .. } = picture.figures;
    acknowledged + resurrected > MAX_CELLS as u64
}
