//! Belief against truth: what each machine thinks of each other, beside what is so.

use yew::prelude::*;

use super::parts::{drawn_from, is_dead, state_word};
use crate::{
    format::{counted, machine, span},
    picture::{Belief, Beliefs, Condition, Machine},
};

drawn_from! {
    /// Props of [`BeliefAgainstTruth`].
    BeliefsProps: beliefs, machines
}

/// Machines up to which a cell has room for how long learning took.
const ROOMY: usize = 8;

/// Sentences about wrong beliefs that are shown.
const MOST_SENTENCES: usize = 3;

/// The panel: a sentence, then a row for each machine that thinks.
#[component]
pub fn BeliefAgainstTruth(props: &BeliefsProps) -> Html {
    let (beliefs, machines) = (&*props.picture.beliefs, &props.picture.machines);
    html! {
        <section class="panel beliefs" aria-labelledby="beliefs-title">
            <h2 id="beliefs-title">{ "Belief against truth" }</h2>
            if beliefs.about.is_empty() && machines.len() > 1 {
                <p class="nothing">{ "With more than 40 machines this would be too large to read." }</p>
            } else {
                <p class="beliefs-summary" role="status">{ summary(beliefs, machines) }</p>
                { matrix(beliefs, machines) }
                <p class="in-words">
                    { "Each row is what one machine believes. ● up, ○ down; a framed cell is wrong. \
                       Below the sign: how long it took to learn." }
                </p>
            }
        </section>
    }
}

fn is_wrong(belief: &Belief) -> bool {
    belief.up != belief.truly_up
}

fn summary(beliefs: &Beliefs, machines: &[Machine]) -> String {
    let thinking = || beliefs.rows.iter().filter(|row| thinks(machines, row.of));
    let sentences: Vec<String> = beliefs
        .about
        .iter()
        .enumerate()
        .filter_map(|(place, &about)| {
            let cells =
                || thinking().filter_map(move |row| row.cells.get(place).copied().flatten());
            let wrong = cells().filter(is_wrong);
            let (still, not_yet) = wrong.fold((0, 0), |(still, not_yet), belief| {
                if belief.up { (still + 1, not_yet) } else { (still, not_yet + 1) }
            });
            let now = machines.iter().find(|one| one.number == about);
            let now = now.map_or("gone", |one| state_word(&one.condition));
            match (still, not_yet) {
                (0, 0) => None,
                (0, n) => {
                    Some(format!("{} not in touch with {}, which is {now}.", be(n), machine(about)))
                }
                (n, _) => Some(format!(
                    "{} in {}, which {} can’t reach: it is {now}.",
                    believe(n),
                    machine(about),
                    if n == 1 { "it" } else { "they" }
                )),
            }
        })
        .collect();
    if !sentences.is_empty() {
        let rest = sentences.len().saturating_sub(MOST_SENTENCES);
        let mut text = sentences[..sentences.len() - rest].join(" ");
        if rest > 0 {
            text.push_str(&format!(" And {rest} more."));
        }
        return text;
    }
    let many = thinking().count();
    let took = thinking().flat_map(|row| row.cells.iter().flatten()).filter_map(|one| one.took_ms);
    match (many, took.max_by(f64::total_cmp)) {
        (0, _) => "No machine runs.".to_owned(),
        (1, _) => "One machine runs, and knows of no other.".to_owned(),
        (_, None) => "Each machine sees the others as they are.".to_owned(),
        (_, Some(most)) => format!(
            "Each machine sees the others as they are. The slowest took {} to learn.",
            span(most)
        ),
    }
}

fn believe(n: u64) -> String {
    if n == 1 {
        "1 machine believes".to_owned()
    } else {
        format!("{} believe", counted(n, "machine"))
    }
}

fn be(n: u64) -> String {
    if n == 1 { "1 machine is".to_owned() } else { format!("{} are", counted(n, "machine")) }
}

/// A frozen machine thinks nothing at all.
fn thinks(machines: &[Machine], number: u32) -> bool {
    machines.iter().any(|one| {
        one.number == number && matches!(one.condition, Condition::Running | Condition::Leaving)
    })
}

fn matrix(beliefs: &Beliefs, machines: &[Machine]) -> Html {
    let roomy = beliefs.about.len() <= ROOMY;
    let word = |number: u32| {
        let one = machines.iter().find(|one| one.number == number);
        one.map_or("", |one| state_word(&one.condition))
    };
    let dead =
        |number: u32| machines.iter().any(|one| one.number == number && is_dead(&one.condition));
    html! {
        <div class="table-box" tabindex="0" role="group" aria-labelledby="beliefs-title">
            <table class={classes!("matrix", (!roomy).then_some("dense"))}>
                <thead>
                    <tr>
                        <th scope="col">{ "about" }</th>
                        { for beliefs.about.iter().map(|&number| html! {
                            <th scope="col" class={classes!(dead(number).then_some("gone"))}>{ number }</th>
                        }) }
                    </tr>
                </thead>
                <tbody>
                    { for beliefs.rows.iter().map(|row| html! {
                        <tr key={row.of} class={classes!((!thinks(machines, row.of)).then_some("idle"))}>
                            <th scope="row">{ row.of }</th>
                            { for beliefs.about.iter().zip(&row.cells).map(|(&about, belief)| {
                                cell(row.of, about, belief.as_ref(), roomy, thinks(machines, row.of))
                            }) }
                        </tr>
                    }) }
                    if roomy {
                        <tr class="truth">
                            <th scope="row">{ "so it is" }</th>
                            { for beliefs.about.iter().map(|&number| html! { <td>{ word(number) }</td> }) }
                        </tr>
                    }
                </tbody>
            </table>
        </div>
    }
}

fn cell(of: u32, about: u32, belief: Option<&Belief>, roomy: bool, thinks: bool) -> Html {
    let Some(belief) = belief else { return html! { <td class="self">{ "·" }</td> } };
    let Belief { up, truly_up, took_ms, .. } = *belief;
    let wrong = thinks && is_wrong(belief);
    let says = format!(
        "{} believes that {} is {}{}",
        machine(of),
        machine(about),
        if up { "up" } else { "down" },
        match (wrong, took_ms) {
            (true, _) => ", which is wrong".to_owned(),
            (false, Some(took)) => format!("; it took {} to learn", span(took)),
            (false, None) => String::new(),
        }
    );
    let class = classes!("belief", if up { "up" } else { "down" }, wrong.then_some("is-wrong"));
    html! {
        <td {class} title={says.clone()} data-belief-of={of.to_string()}
            data-belief-about={about.to_string()} data-up={up.to_string()}
            data-truth={truly_up.to_string()}
            data-took={took_ms.map(|took| format!("{took:.1}"))}>
            <span aria-hidden="true">{ if up { "●" } else { "○" } }</span>
            <span class="unseen">{ says }</span>
            if roomy {
                <span class="took" aria-hidden="true">
                    { match (wrong, took_ms) {
                        (true, _) => "wrong".to_owned(),
                        (false, Some(took)) => span(took),
                        (false, None) => "\u{a0}".to_owned(),
                    } }
                </span>
            }
        </td>
    }
}
