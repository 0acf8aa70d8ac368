//! How the run ended, beside how it ends in a what-if.

use lab::ledger::Figures;
use yew::prelude::*;

use super::{ask::ask, what_if::deed_word};
use crate::{
    components::{
        bar::Word,
        geometry::round_above,
        palette::Look,
        side_by_side::difference::{bar, signed},
    },
    format::machine,
    language::Language,
    past::{Ask, Change, Endings, Fork, ForkTrouble},
    picture::Intent,
};

/// A figure that is compared: its name among programs, its word, its look, where it is read.
type Compared = (&'static str, Word, Option<Look>, fn(&Figures) -> u64);

const COMPARED: [Compared; 4] = [
    ("found", Language::figure_found, Some(Look::Reachable), |of| of.found),
    ("unreachable", Language::figure_unreachable, Some(Look::Stranded), |of| of.unreachable),
    ("lost", Language::figure_lost, Some(Look::Lost), |of| of.lost),
    ("stored", Language::figure_stored, None, |of| of.stored),
];

/// The two endings and their difference, or why there is none.
pub(super) fn ending(say: Language, fork: &Fork, on: &Callback<Intent>) -> Html {
    html! {
        <div class="ending" data-ending={state(fork)}>
            <div class="ending-head">
                <p class="ending-told">
                    <b class="simulated">{ say.what_if_simulated() }</b>{ " " }
                    { changed(say, fork) }
                </p>
                <button type="button" class="quiet" onclick={ask::<MouseEvent>(on, Ask::ForgetFork)}>
                    { say.what_if_forget() }
                </button>
            </div>
            { match &fork.ending {
                None => html! { <p class="in-words">{ say.what_if_at_it() }</p> },
                Some(Err(trouble)) => html! { <p class="wrong">{ wrong(say, trouble) }</p> },
                Some(Ok(endings)) => table(say, endings),
            } }
        </div>
    }
}

const fn state(fork: &Fork) -> &'static str {
    match &fork.ending {
        None => "pending",
        Some(Ok(_)) => "told",
        Some(Err(_)) => "wrong",
    }
}

/// What was changed, and when.
fn changed(say: Language, fork: &Fork) -> String {
    let from = say.instant(fork.from_ms);
    let also = |told: String, instead: bool| {
        if instead { format!("{told} {}", say.what_if_changed_instead()) } else { told }
    };
    match &fork.change {
        Change::Nothing => say.what_if_changed_nothing(&from),
        Change::Lose(_) => say.what_if_changed_lost(&from),
        Change::Do { deed, machine: number, instead } => also(
            say.what_if_changed_deed(&from, &machine(*number), deed_word(say, *deed)),
            *instead,
        ),
        Change::Line { source, instead } => also(say.what_if_changed_line(&from, source), *instead),
    }
}

fn wrong(say: Language, trouble: &ForkTrouble) -> String {
    match trouble {
        ForkTrouble::Line(why) => say.what_if_no_line(why),
        ForkTrouble::NoMessage => say.what_if_no_message().to_owned(),
        ForkTrouble::Failed(why) => say.what_if_failed(why),
    }
}

fn table(say: Language, endings: &Endings) -> Html {
    let Endings { recorded, simulated, settled } = endings;
    let less = |read: fn(&Figures) -> u64| read(simulated) as i64 - read(recorded) as i64;
    let most = COMPARED.iter().map(|(.., read)| less(*read).unsigned_abs()).max().unwrap_or(0);
    let top = round_above(most.max(10));
    html! {
        <>
            <p class="in-words" data-ending-told="">{ told(say, recorded, simulated) }</p>
            <div class="side-difference">
                <table aria-label={say.what_if_endings()}>
                    <thead>
                        <tr>
                            <th scope="col"><span class="unseen">{ say.side_figure() }</span></th>
                            <th scope="col" class="number">{ say.what_if_recorded() }</th>
                            <th scope="col" class="number">{ say.what_if_simulated() }</th>
                            <th scope="col" class="number">{ say.side_difference() }</th>
                            <td class="side-scale" aria-hidden="true"></td>
                        </tr>
                    </thead>
                    <tbody>
                        { for COMPARED.iter().map(|(name, word, look, read)| {
                            let (one, other) = (read(recorded), read(simulated));
                            html! {
                                <tr data-ended={*name} class={look.map(Look::class)}>
                                    <th scope="row">{ word(say, 2) }</th>
                                    { number(say, "recorded", one) }
                                    { number(say, "simulated", other) }
                                    <td class="number" data-side="difference" data-value={less(*read).to_string()}>
                                        <b>{ signed(say, less(*read)) }</b>
                                    </td>
                                    <td class="side-scale" aria-hidden="true">{ bar(*look, less(*read), top) }</td>
                                </tr>
                            }
                        }) }
                    </tbody>
                </table>
            </div>
            if !settled {
                <p class="in-words">{ say.what_if_unsettled() }</p>
            }
        </>
    }
}

fn number(say: Language, which: &'static str, n: u64) -> Html {
    html! {
        <td class={classes!("number", (n == 0).then_some("none"))} data-side={which} data-value={n.to_string()}>
            { say.count(n) }
        </td>
    }
}

/// Whether more or fewer keys are found.
fn told(say: Language, recorded: &Figures, simulated: &Figures) -> String {
    let (one, other) = (recorded.found, simulated.found);
    match other.cmp(&one) {
        std::cmp::Ordering::Equal => say.what_if_same(one),
        std::cmp::Ordering::Less => say.what_if_fewer(other, one),
        std::cmp::Ordering::Greater => say.what_if_more(other, one),
    }
}
