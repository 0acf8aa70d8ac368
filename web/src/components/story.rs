//! A key's story, step by step: where it went, where it is looked for, and what is there.

use lab::ledger::{Copy, Explanation, Fate, Place};
use node_core::{NodeId, Placement, Steps};
use yew::prelude::*;

use crate::{
    format::{machine, shortened},
    language::Language,
};

/// A key's story as it is written here.
type Story = Explanation<String>;

/// Characters of a key or value that are shown.
const MOST_SHOWN: usize = 60;

/// Members up to which the whole list is shown.
const MOST_MEMBERS: usize = 12;

/// The steps, then the verdict.
pub(super) fn story(say: Language, explanation: &Story) -> Html {
    let moved = explanation.before.as_ref() != explanation.now.as_ref();
    html! {
        <div class="story" data-why="">
            <p class="verdict">
                <code class="answer">{ format!("get {} → {}", term(say, &explanation.key), answer(say, explanation)) }</code>
                { " " }{ verdict(say, explanation) }
            </p>
            <ol>
                if let Some(before) = explanation.before.as_ref().filter(|_| moved) {
                    <li>
                        <h3>{ say.story_then(before.members.len() as u64) }</h3>
                        { place(say, &explanation.key, before) }
                        <p>{ say.story_went_parts(bold(before.owner)) }</p>
                    </li>
                }
                if let Some(now) = &explanation.now {
                    <li>
                        <h3>{ say.story_now(now.members.len() as u64) }</h3>
                        { place(say, &explanation.key, now) }
                        <p>
                            { if explanation.owner_runs {
                                say.story_looked_for_parts(bold(now.owner))
                            } else {
                                say.story_looked_for_dead_parts(bold(now.owner))
                            } }
                        </p>
                    </li>
                } else {
                    <li><h3>{ say.story_none_runs() }</h3><p>{ say.story_nobody() }</p></li>
                }
                <li>
                    <h3>{ say.story_where() }</h3>
                    { copies(say, explanation) }
                </li>
            </ol>
        </div>
    }
}

fn bold(node: NodeId) -> Html {
    html! { <b>{ name(node) }</b> }
}

fn name(node: NodeId) -> String {
    machine(node.number())
}

fn term(say: Language, written: &str) -> String {
    shortened(say, written, MOST_SHOWN)
}

/// The arithmetic, and what it points to.
fn place(say: Language, key: &str, place: &Place) -> Html {
    let key = term(say, key);
    let line = |sum: String, told: Html| {
        html! { <p class="arithmetic"><code>{ sum }</code><span>{ told }</span></p> }
    };
    match &place.steps {
        Steps::Index { range, index } if place.placement == Placement::Fixed => html! {
            <p class="arithmetic">
                <code>{ format!("phash2({key}, {range}) = {index}") }</code>
                <span>{ say.story_index_fixed() }{ " " }</span>
                <code>{ format!("{index} + 1 = {}", place.owner.number()) }</code>
            </p>
        },
        Steps::Index { range, index } => html! {
            <>
                { line(format!("phash2({key}, {range}) = {index}"), say.story_index().into()) }
                { members(&place.members, *index as usize) }
            </>
        },
        Steps::Token { tokens, token } => line(
            format!("phash2({key}, {tokens}) = {token}"),
            say.story_token_parts(html! { token }, bold(place.owner)),
        ),
        Steps::Point { place: at, point } => line(
            format!("phash2({key}, {}) = {at}", u32::MAX),
            say.story_point_parts(html! { point }, bold(place.owner)),
        ),
        Steps::Probe { probes, place: at, point } => html! {
            <p class="arithmetic">{
                say.story_probe_parts(*probes as u64, html! { at }, html! { point }, bold(place.owner))
            }</p>
        },
        Steps::Row { rows, row } => line(
            format!("phash2({key}, {rows}) = {row}"),
            say.story_row_parts(html! { row }, bold(place.owner)),
        ),
        Steps::Partition { partitions, partition } => html! {
            <p class="arithmetic">{
                say.story_partition_parts(html! { partition }, *partitions as u64, bold(place.owner))
            }</p>
        },
        Steps::Walk(walk) => line(
            walk.iter().map(u32::to_string).collect::<Vec<_>>().join(" → "),
            say.story_walk_parts(bold(place.owner)),
        ),
        Steps::Draws(draws) => html! {
            <>
                <p class="arithmetic"><span>{ say.story_draws() }</span></p>
                <ol class="members code">
                    { for draws.iter().enumerate().map(|(i, (draw, node))| html! {
                        <li class={classes!((i == 0).then_some("picked"))}>
                            <span class="index">{ draw }</span>{ " " }<span>{ name(*node) }</span>
                        </li>
                    }) }
                </ol>
            </>
        },
        Steps::Nobody => Html::default(),
    }
}

/// The list an index points into.
fn members(members: &[NodeId], picked: usize) -> Html {
    // A long list is shown around its picked member.
    let first =
        if members.len() <= MOST_MEMBERS { 0 } else { picked.saturating_sub(MOST_MEMBERS / 2) };
    let shown = members.iter().enumerate().skip(first).take(MOST_MEMBERS);
    html! {
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
    }
}

fn copies(say: Language, explanation: &Story) -> Html {
    if explanation.copies.is_empty() {
        return html! { <p>{ say.story_nowhere() }</p> };
    }
    html! {
        <ul class="copies">
            { for explanation.copies.iter().map(|copy| {
                let owns = explanation.now.as_ref().is_some_and(|now| now.owner == copy.node);
                let value = html! { <code>{ term(say, &copy.value) }</code> };
                let yes = |so: bool| if so { "yes" } else { "no" };
                html! {
                    <li>{ say.story_copy_parts(bold(copy.node), value, yes(owns), yes(copy.stale)) }</li>
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
fn answer(say: Language, explanation: &Story) -> String {
    match (&explanation.now, explanation.owner_runs, met(explanation)) {
        (None, ..) => say.story_answers_nobody().to_owned(),
        (Some(_), false, _) => say.story_answers_refused().to_owned(),
        (Some(_), true, None) => "nil".to_owned(),
        (Some(_), true, Some(copy)) => term(say, &copy.value),
    }
}

/// What became of the key, in one sentence.
fn verdict(say: Language, explanation: &Story) -> String {
    let owner = explanation
        .now
        .as_ref()
        .map_or_else(|| say.verdict_nobody().to_owned(), |now| name(now.owner));
    let last = explanation.acknowledged.as_deref().map(|last| term(say, last)).unwrap_or_default();
    let once = explanation.before.as_ref().map(|before| name(before.owner));
    let held = explanation.copies.iter().map(|copy| name(copy.node)).collect::<Vec<_>>().join(", ");
    match explanation.fate {
        Fate::Found => say.verdict_found(&owner),
        Fate::Stale => say.verdict_stale(&owner, &last),
        Fate::Unreachable if !explanation.owner_runs => say.verdict_owner_dead(&owner, &held),
        Fate::Unreachable => say.verdict_unreachable(&held, &owner),
        Fate::Lost => match once {
            Some(once) => say.verdict_lost_from(&once),
            None => say.verdict_lost().to_owned(),
        },
        Fate::Resurrected => say.verdict_resurrected(&owner),
        Fate::Deleted => say.verdict_deleted().to_owned(),
        Fate::Never if met(explanation).is_some() => say.verdict_unknown(&owner),
        Fate::Never => say.verdict_never().to_owned(),
    }
}
