//! Belief against truth: what each machine thinks of each other, beside what is so.

mod last;
mod sentence;
mod since;

use yew::prelude::*;

use super::{
    parts::{dot, drawn_from, short, state_name, state_word},
    save::save,
};
use crate::{
    export::Figure,
    format::machine,
    language::Language,
    picture::{Belief, BeliefRow, Beliefs, Condition, Machine, Picture},
};
use last::LastChange;
use since::since;

drawn_from! {
    /// Props of [`BeliefMatrix`].
    BeliefMatrixProps: beliefs, machines, sides, past
}

/// Machines up to which each cell says how long; with more, only who points at it is told.
const MOST_TIMED: usize = 8;

/// Machines up to which cells are as large as a finger.
const MOST_ROOMY: usize = 24;

/// A row a machine that thinks, a column a machine that is thought of.
#[component]
pub fn BeliefMatrix(props: &BeliefMatrixProps) -> Html {
    let picture = &props.picture;
    let say = picture.language;
    let last = use_mut_ref(LastChange::default);
    last.borrow_mut().see(&picture.beliefs);
    let took = last.borrow().took(&picture.beliefs);
    let too_many = picture.beliefs.about.is_empty() && !picture.machines.is_empty();
    html! {
        <section class="panel beliefs" aria-labelledby="beliefs-title">
            <h2 id="beliefs-title">{ say.beliefs_title() }</h2>
            { save(say, &props.on, Figure::Beliefs, say.beliefs_title()) }
            if too_many {
                <p class="belief-sentence" data-belief-sentence="">
                    { say.beliefs_too_many() }
                </p>
            } else {
                { sentence::sentence(picture, took) }
                { matrix(picture) }
                { legend(picture) }
            }
        </section>
    }
}

fn matrix(picture: &Picture) -> Html {
    let say = picture.language;
    let Beliefs { about, rows } = &*picture.beliefs;
    let size = match about.len() {
        0..=MOST_TIMED => "is-timed",
        n if n <= MOST_ROOMY => "is-roomy",
        _ => "is-compact",
    };
    html! {
        // It scrolls sideways when there are many, also by keyboard.
        <div class="table-box" tabindex="0" role="group" aria-label={say.beliefs_matrix()}>
            <table class={classes!("matrix", size)}>
                <thead>
                    <tr>
                        <th scope="col">{ say.beliefs_thinks_of() }</th>
                        { for about.iter().map(|&number| html! {
                            <th key={number} scope="col">
                                if about.len() <= MOST_TIMED { { dot(number) } }
                                { short(number) }
                            </th>
                        }) }
                    </tr>
                </thead>
                <tbody>
                    { for about.iter().map(|&of| match rows.iter().find(|row| row.of == of) {
                        Some(row) => line(row, about, picture),
                        None => mindless(of, about.len(), picture),
                    }) }
                </tbody>
                <tfoot>
                    <tr>
                        <th scope="row">{ say.beliefs_so_it_is() }</th>
                        { for about.iter().map(|&number| truth(say, number, &picture.machines)) }
                    </tr>
                </tfoot>
            </table>
        </div>
    }
}

fn line(row: &BeliefRow, about: &[u32], picture: &Picture) -> Html {
    let say = picture.language;
    let asleep = sleeps(picture, row.of);
    let timed = about.len() <= MOST_TIMED;
    html! {
        <tr key={row.of} class={classes!(asleep.then_some("asleep"))}>
            <th scope="row">
                { row_name(row.of, about.len()) }
                if asleep { { snow() }<span class="unseen">{ say.beliefs_frozen() }</span> }
            </th>
            { for about.iter().zip(&row.cells).map(|(&about, belief)| match belief {
                Some(belief) => cell(picture, row.of, about, belief, timed, asleep),
                None => html! { <td key={about} class="self"><span class="unseen">{ say.beliefs_itself() }</span></td> },
            }) }
        </tr>
    }
}

/// The row of a machine that does not run; it keeps its place.
fn mindless(of: u32, columns: usize, picture: &Picture) -> Html {
    let one = picture.machines.iter().find(|one| one.number == of);
    let say = picture.language;
    let state = one.map_or(say.beliefs_dead(), |one| state_word(say, &one.condition));
    html! {
        <tr key={of} class="mindless">
            <th scope="row">{ row_name(of, columns) }</th>
            <td class="self" colspan={columns.to_string()}>{ say.beliefs_mindless(state) }</td>
        </tr>
    }
}

fn row_name(of: u32, columns: usize) -> Html {
    if columns > MOST_ROOMY {
        return short(of);
    }
    html! {
        <>
            { dot(of) }
            <span class="in-full">{ machine(of) }</span>
            <span class="in-short">{ short(of) }</span>
        </>
    }
}

/// Whether a machine thinks nothing new: it is frozen.
fn sleeps(picture: &Picture, number: u32) -> bool {
    picture.machines.iter().any(|one| one.number == number && one.condition == Condition::Frozen)
}

fn cell(
    picture: &Picture,
    of: u32,
    about: u32,
    belief: &Belief,
    timed: bool,
    asleep: bool,
) -> Html {
    let say = picture.language;
    let Belief { up, truly_up, wrong_since_ms, took_ms } = *belief;
    let wrong = up != truly_up && !asleep;
    let words = match (up, wrong) {
        (true, false) => say.beliefs_up(),
        (false, false) => say.beliefs_down(),
        (true, true) => say.beliefs_up_wrong(),
        (false, true) => say.beliefs_down_wrong(),
    };
    let title = match (wrong, took_ms) {
        (false, Some(took)) if !asleep => {
            say.beliefs_of_learned(&machine(of), &machine(about), words, &say.span(took))
        }
        _ => say.beliefs_of(&machine(of), &machine(about), words),
    };
    html! {
        <td key={about} class={classes!("belief", wrong.then_some("is-wrong"))} {title}
            data-belief-of={of.to_string()} data-belief-about={about.to_string()}
            data-up={up.to_string()} data-truth={truly_up.to_string()}
            data-took={took_ms.map(|took| format!("{took:.1}"))}>
            { mark(up) }<span class="unseen">{ words }</span>
            if timed {
                <span class="took">
                    if let Some(began) = wrong_since_ms.filter(|_| wrong) {
                        { since(picture, began) }
                    } else if let Some(took) = took_ms.filter(|_| !asleep) {
                        { say.span(took) }
                    }
                </span>
            }
        </td>
    }
}

const fn word(up: bool) -> &'static str {
    if up { "up" } else { "down" }
}

/// Up: a full disc. Down: a cross. The same in cells, in the last row and in the legend.
fn mark(up: bool) -> Html {
    html! {
        <svg class={classes!("belief-mark", word(up))} viewBox="-8 -8 16 16" width="16" height="16"
            aria-hidden="true" focusable="false">
            if up {
                <circle r="5" />
            } else {
                <path d="M-4 -4L4 4M-4 4L4 -4" />
            }
        </svg>
    }
}

/// Frozen.
fn snow() -> Html {
    html! {
        <svg class="belief-mark snow" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"
            focusable="false">
            <path d="M0 -6V6M-5.2 -3L5.2 3M-5.2 3L5.2 -3" />
        </svg>
    }
}

fn truth(say: Language, number: u32, machines: &[Machine]) -> Html {
    let condition = machines.iter().find(|one| one.number == number).map(|one| &one.condition);
    let runs = matches!(condition, Some(Condition::Running | Condition::Leaving));
    let state = condition.map_or("", |condition| state_word(say, condition));
    let name = condition.map_or("", state_name);
    let frozen = condition == Some(&Condition::Frozen);
    html! {
        <td key={number} class="truth" title={say.disc_state(&machine(number), state)}
            data-so={name}>
            { if frozen { snow() } else { mark(runs) } }<span class="unseen">{ state }</span>
        </td>
    }
}

fn legend(picture: &Picture) -> Html {
    let say = picture.language;
    html! {
        <p class="legend belief-legend">
            <span>{ mark(true) }{ say.beliefs_up() }</span>
            <span>{ mark(false) }{ say.beliefs_down() }</span>
            <span><i class="wrong-sample" aria-hidden="true">{ mark(true) }</i>{ say.beliefs_legend_wrong() }</span>
            <span>{ say.beliefs_legend_else() }</span>
            if picture.sides.len() > 1 {
                <span>{ say.beliefs_legend_cut() }</span>
            }
        </p>
    }
}
