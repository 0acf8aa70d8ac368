//! A key's story, step by step: where it went, where it is looked for, and what is there.

use lab::{
    command::PlacementName,
    ledger::{Copy, Explanation, Fate, Place},
};
use node_core::NodeId;
use yew::prelude::*;

use crate::format::{counted, machine, shortened};

/// A key's story as it is written here.
type Story = Explanation<String>;

/// Characters of a key or value that are shown.
const MOST_SHOWN: usize = 60;

/// Members up to which the whole list is shown.
const MOST_MEMBERS: usize = 12;

/// The steps, then the verdict.
pub(super) fn story(explanation: &Story, placement: PlacementName) -> Html {
    let moved = explanation.before.as_ref() != explanation.now.as_ref();
    html! {
        <div class="story" data-why="">
            <p class="verdict">
                <code class="answer">{ format!("get {} → {}", term(&explanation.key), answer(explanation)) }</code>
                { " " }{ verdict(explanation) }
            </p>
            <ol>
                if let Some(before) = explanation.before.as_ref().filter(|_| moved) {
                    <li>
                        <h3>{ format!("When it was put, {} ran", counted(before.members.len() as u64, "machine")) }</h3>
                        { place(&explanation.key, before, placement) }
                        <p>{ "So it went to " }<b>{ name(before.owner) }</b>{ "." }</p>
                    </li>
                }
                if let Some(now) = &explanation.now {
                    <li>
                        <h3>{ format!("Now {}", ran(now)) }</h3>
                        { place(&explanation.key, now, placement) }
                        <p>
                            { "So it is looked for on " }<b>{ name(now.owner) }</b>
                            { if explanation.owner_runs { "." } else { ", which is dead." } }
                        </p>
                    </li>
                } else {
                    <li><h3>{ "Now no machine runs" }</h3><p>{ "There is nobody to ask." }</p></li>
                }
                <li>
                    <h3>{ "Where it is" }</h3>
                    { copies(explanation) }
                </li>
            </ol>
        </div>
    }
}

fn ran(place: &Place) -> String {
    match place.members.len() {
        1 => "1 machine runs".to_owned(),
        n => format!("{} run", counted(n as u64, "machine")),
    }
}

fn name(node: NodeId) -> String {
    machine(node.number())
}

fn term(written: &str) -> String {
    shortened(written, MOST_SHOWN)
}

/// The arithmetic, and the list the index points into.
fn place(key: &str, place: &Place, placement: PlacementName) -> Html {
    let Place { range, index, owner, members } = place;
    let sum = format!("phash2({}, {range}) = {index}", term(key));
    if placement == PlacementName::Fixed {
        return html! {
            <p class="arithmetic">
                <code>{ sum }</code>
                <span>{ "index + 1 = number: " }</span>
                <code>{ format!("{index} + 1 = {}", owner.number()) }</code>
            </p>
        };
    }
    let picked = *index as usize;
    // A long list is shown around its picked member.
    let first =
        if members.len() <= MOST_MEMBERS { 0 } else { picked.saturating_sub(MOST_MEMBERS / 2) };
    let shown = members.iter().enumerate().skip(first).take(MOST_MEMBERS);
    html! {
        <>
            <p class="arithmetic"><code>{ sum }</code><span>{ "an index in the sorted list:" }</span></p>
            <ol class="members code">
                if first > 0 { <li class="more">{ "…" }</li> }
                { for shown.map(|(i, member)| html! {
                    <li class={classes!((i == picked).then_some("picked"))}>
                        <span class="index">{ i }</span>
                        { " " }
                        <span>{ name(*member) }</span>
                    </li>
                }) }
                if first + MOST_MEMBERS < members.len() { <li class="more">{ "…" }</li> }
            </ol>
        </>
    }
}

fn copies(explanation: &Story) -> Html {
    if explanation.copies.is_empty() {
        return html! { <p>{ "On no running machine." }</p> };
    }
    html! {
        <ul class="copies">
            { for explanation.copies.iter().map(|copy| {
                let owns = explanation.now.as_ref().is_some_and(|now| now.owner == copy.node);
                html! {
                    <li>
                        <b>{ name(copy.node) }</b>{ " holds " }<code>{ term(&copy.value) }</code>
                        { if owns { ", and owns the key" } else { ", and does not own the key: stranded" } }
                        { if copy.stale { "; an old value." } else { "." } }
                    </li>
                }
            }) }
        </ul>
    }
}

/// The copy that a `get` comes upon.
fn met(explanation: &Story) -> Option<&Copy<String>> {
    let owner = explanation.now.as_ref()?.owner;
    explanation.copies.iter().find(|copy| copy.node == owner)
}

/// What a `get` answers.
fn answer(explanation: &Story) -> String {
    match (&explanation.now, explanation.owner_runs, met(explanation)) {
        (None, ..) => "nobody answers".to_owned(),
        (Some(_), false, _) => "refused".to_owned(),
        (Some(_), true, None) => "nil".to_owned(),
        (Some(_), true, Some(copy)) => term(&copy.value),
    }
}

/// What became of the key, in one sentence.
fn verdict(explanation: &Story) -> String {
    let owner = explanation.now.as_ref().map_or_else(|| "nobody".to_owned(), |now| name(now.owner));
    let last = explanation.acknowledged.as_deref().map(term).unwrap_or_default();
    let once = explanation.before.as_ref().map(|before| name(before.owner));
    let held = explanation.copies.iter().map(|copy| name(copy.node)).collect::<Vec<_>>().join(", ");
    match explanation.fate {
        Fate::Found => format!("Found: {owner} owns it and has it."),
        Fate::Stale => {
            format!("Stale: {owner} has an old copy; the last acknowledged value is {last}.")
        }
        Fate::Unreachable if !explanation.owner_runs => {
            format!("Unreachable: {owner} owns it and is dead; the copy is on {held}.")
        }
        Fate::Unreachable => {
            format!(
                "Unreachable: it is on {held}, but its owner is {owner} now, which has no copy."
            )
        }
        Fate::Lost => match once {
            Some(once) => format!("Lost: it was put on {once}, and no running machine has a copy."),
            None => "Lost: no running machine has a copy.".to_owned(),
        },
        Fate::Resurrected => {
            format!("Resurrected: it was deleted, and an old copy came back on {owner}.")
        }
        Fate::Deleted => "Deleted: its delete was acknowledged.".to_owned(),
        Fate::Never if met(explanation).is_some() => {
            format!("Unknown: {owner} has it, and its put was never acknowledged.")
        }
        Fate::Never => "Never put: no put of this key was acknowledged.".to_owned(),
    }
}
