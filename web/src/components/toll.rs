//! What one death cost: in words, in per cent, in keys, and who noticed when.

use std::rc::Rc;

use yew::prelude::*;

use super::{
    bar::keys_bar,
    parts::{reason_sentence, reason_word},
};
use crate::{
    format::{count, counted, fraction, machine, percent, span},
    picture::{Condition, Loss, Noticed},
};

/// Props of [`LastToll`].
#[derive(Clone, PartialEq, Properties)]
pub struct LastTollProps {
    /// The death.
    pub loss: Rc<Loss>,
}

/// Props of [`EarlierToll`].
#[derive(Clone, PartialEq, Properties)]
pub struct EarlierTollProps {
    /// The death.
    pub loss: Rc<Loss>,
}

/// Survivors up to which each is named at once; more are behind a summary.
const MOST_NAMED: usize = 8;

/// The last death, large.
#[component]
pub fn LastToll(props: &LastTollProps) -> Html {
    let loss = &*props.loss;
    let toll = &loss.toll;
    let (before, after) = (&toll.before, &toll.after);
    let missing = after.acknowledged.saturating_sub(after.found);
    html! {
        <article class="toll" data-loss={loss.machine.to_string()}>
            <p class="headline">
                { died(loss) }
                { " " }
                <strong class={classes!((missing > 0).then_some("missing"))}>{ cost(loss) }</strong>
            </p>
            if after.acknowledged > 0 {
                <div class="rate">
                    <p class="rate-figures">
                        <span class="rate-before">{ percent(before.found, before.acknowledged) }</span>
                        <span class="rate-arrow" aria-label="then">{ "→" }</span>
                        <span class="rate-after">{ percent(after.found, after.acknowledged) }</span>
                    </p>
                    <p class="rate-words">
                        <span>{ "hit rate" }</span>
                        <b><span data-loss-figure="found-after" data-value={after.found.to_string()}>
                            { count(after.found) }
                        </span>{ format!(" of {} keys", count(after.acknowledged)) }</b>
                        <span>
                            { "found now; before, " }
                            <span data-loss-figure="found-before" data-value={before.found.to_string()}>
                                { count(before.found) }
                            </span>
                        </span>
                    </p>
                </div>
                { keys_bar(after) }
            } else {
                { unseen_rates(loss) }
            }
            <p class="account-of-it">
                { figure("gone", toll.entries_gone, "entry") }
                { format!(" {}: ", went(loss)) }
                { figure("lost", toll.keys_lost, "key") }
                { " lost. " }
                { figure("unreachable", toll.keys_unreachable, "key") }
                { match (&loss.cause, toll.keys_unreachable) {
                    (_, 0) => " unreachable.",
                    (Condition::Frozen, _) => " unreachable: frozen, or stored where they are not looked for.",
                    (Condition::Silent, _) => " unreachable: silent, or stored where they are not looked for.",
                    _ => " unreachable: stored, but their owner is another machine now.",
                } }
                if toll.keys_found_again > 0 {
                    { format!(" {} found again.", counted(toll.keys_found_again, "key")) }
                }
            </p>
            { noticed(loss) }
        </article>
    }
}

/// The headline's first sentence: who is gone.
pub(super) fn died(loss: &Loss) -> String {
    format!("{} of {} {}.", counted(1, "machine"), loss.ran, gone(&loss.cause))
}

/// The headline's second sentence: what is not found.
pub(super) fn cost(loss: &Loss) -> String {
    let after = &loss.toll.after;
    if after.acknowledged == 0 {
        return "Nothing was stored, nothing is lost.".to_owned();
    }
    let missing = after.acknowledged.saturating_sub(after.found);
    format!("{} not found.", fraction(missing, after.acknowledged, "key"))
}

/// A death before the last one, on a line.
#[component]
pub fn EarlierToll(props: &EarlierTollProps) -> Html {
    let loss = &*props.loss;
    let (toll, after) = (&loss.toll, &loss.toll.after);
    html! {
        <li data-loss={loss.machine.to_string()}>
            <b>{ machine(loss.machine) }</b>
            { format!(" {}: ", gone(&loss.cause)) }
            { figure("gone", toll.entries_gone, "entry") }
            { if may_return(&loss.cause) { " out of reach, " } else { " gone, " } }
            { figure("lost", toll.keys_lost, "key") }{ " lost, " }
            { figure("unreachable", toll.keys_unreachable, "key") }{ " unreachable; " }
            <span data-loss-figure="found-before" data-value={toll.before.found.to_string()}>
                { count(toll.before.found) }
            </span>
            { " → " }
            <span data-loss-figure="found-after" data-value={after.found.to_string()}>
                { count(after.found) }
            </span>
            { format!(" of {} found", count(after.acknowledged)) }
            { noticed(loss) }
        </li>
    }
}

fn figure(name: &'static str, value: u64, noun: &str) -> Html {
    html! {
        <b data-loss-figure={name} data-value={value.to_string()}>{ counted(value, noun) }</b>
    }
}

/// The rates of a cluster without keys, for whoever reads the figures.
fn unseen_rates(loss: &Loss) -> Html {
    html! {
        <p class="rate-words">
            { "Keys found: " }
            <span data-loss-figure="found-before" data-value={loss.toll.before.found.to_string()}>
                { count(loss.toll.before.found) }
            </span>
            { " before, " }
            <span data-loss-figure="found-after" data-value={loss.toll.after.found.to_string()}>
                { count(loss.toll.after.found) }
            </span>
            { " after." }
        </p>
    }
}

/// What became of it, after "1 machine of 5" or its name.
const fn gone(cause: &Condition) -> &'static str {
    match cause {
        Condition::Silent => "silent",
        Condition::Frozen => "frozen",
        Condition::Trapped(_) => "trapped",
        Condition::Left => "said goodbye",
        Condition::TabClosed => "gone with its tab",
        Condition::TabReloaded => "gone: its tab was reloaded",
        _ => "gone",
    }
}

/// How its entries went, after "996 entries".
fn went(loss: &Loss) -> String {
    let machine = machine(loss.machine);
    match loss.cause {
        Condition::Frozen => format!("frozen with {machine}"),
        Condition::Silent => format!("out of reach on {machine}"),
        Condition::Left => format!("gone with {machine}, in spite of its goodbye"),
        Condition::TabClosed => format!("gone with {machine}, whose tab was closed"),
        Condition::TabReloaded => format!("gone with {machine}, whose tab was reloaded"),
        _ => format!("gone with {machine}"),
    }
}

/// Whether it is not dead: it may come back, with its entries.
const fn may_return(cause: &Condition) -> bool {
    matches!(cause, Condition::Frozen | Condition::Silent)
}

/// How the survivors learned of it.
fn noticed(loss: &Loss) -> Html {
    let all = &loss.noticed;
    let Some(last) = all.iter().map(|one| one.after_ms).max_by(f64::total_cmp) else {
        return Html::default();
    };
    let ways: Vec<_> = all.iter().map(|one| one.reason).collect();
    let same_way = ways.iter().all(|way| Some(way) == ways.first());
    let why = match ways.first() {
        Some(&way) if same_way => format!(": {}", reason_sentence(way)),
        _ => String::new(),
    };
    // Survivors of a goodbye know before this page does.
    let when = if last < 0.05 { "at once".to_owned() } else { format!("within {}", span(last)) };
    let summary = format!("{} knew {when}{why}.", counted(all.len() as u64, "survivor"));
    let each = html! {
        <ul class="noticed">{ for all.iter().map(survivor) }</ul>
    };
    if all.len() <= MOST_NAMED {
        html! { <div class="noticed-by"><p>{ summary }</p>{ each }</div> }
    } else {
        html! { <details class="noticed-by"><summary>{ summary }</summary>{ each }</details> }
    }
}

fn survivor(one: &Noticed) -> Html {
    html! {
        <li data-noticed={one.by.to_string()} data-reason={reason_word(one.reason)}
            data-ms={format!("{:.1}", one.after_ms)}>
            { machine(one.by) }{ " " }<b>{ span(one.after_ms) }</b>{ " " }
            <span class="way">{ reason_word(one.reason) }</span>
        </li>
    }
}
