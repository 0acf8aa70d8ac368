//! What one death cost: in words, in per cent, in keys, and who noticed when.

use std::rc::Rc;

use lab::ledger::{Figures, Toll};
use yew::prelude::*;

use super::{
    bar::keys_bar,
    parts::{reason_sentence, reason_short, reason_word, state_name},
};
use crate::{
    format::{fraction, machine},
    language::Language,
    picture::{Condition, Loss, Noticed},
};

/// Props of [`LastToll`].
#[derive(Clone, PartialEq, Properties)]
pub struct LastTollProps {
    /// The death.
    pub loss: Rc<Loss>,
    /// The language of the page.
    pub language: Language,
}

/// Props of [`EarlierToll`].
#[derive(Clone, PartialEq, Properties)]
pub struct EarlierTollProps {
    /// The death.
    pub loss: Rc<Loss>,
    /// The language of the page.
    pub language: Language,
}

/// Survivors up to which each is named at once; more are behind a summary.
const MOST_NAMED: usize = 8;

/// The last death, large.
#[component]
pub fn LastToll(props: &LastTollProps) -> Html {
    let (loss, say) = (&*props.loss, props.language);
    let toll = &loss.toll;
    let (before, after) = (&toll.before, &toll.after);
    let missing = after.acknowledged.saturating_sub(after.found);
    html! {
        <article class="toll" data-loss={loss.machine.to_string()}>
            <p class="headline">
                { died(say, loss) }
                { " " }
                <strong class={classes!((missing > 0).then_some("missing"))}>{ cost(say, loss) }</strong>
            </p>
            if after.acknowledged > 0 {
                <div class="rate">
                    <p class="rate-figures">
                        <span class="rate-before">{ say.percent(before.found, before.acknowledged) }</span>
                        <span class="rate-arrow" aria-label={say.toll_then()}>{ "→" }</span>
                        <span class="rate-after">{ say.percent(after.found, after.acknowledged) }</span>
                    </p>
                    <p class="rate-words">
                        <span>{ say.toll_hit_rate() }</span>
                        <b>{ say.toll_of_keys_parts(plain(say, "found-after", after.found), after.acknowledged) }</b>
                        <span>{ say.toll_found_now_parts(plain(say, "found-before", before.found)) }</span>
                    </p>
                </div>
                { keys_bar(say, after) }
            } else {
                { unseen_rates(say, loss) }
            }
            <p class="account-of-it">
                { say.toll_account_parts(
                    figure("gone", toll.entries_gone, say.entries_counted(toll.entries_gone)),
                    state_name(&loss.cause),
                    html! { machine(loss.machine) },
                    figure("lost", toll.keys_lost, say.keys_counted(toll.keys_lost)),
                    figure("unreachable", toll.keys_unreachable, say.keys_counted(toll.keys_unreachable)),
                    why_unreachable(loss),
                ) }
                if toll.keys_found_again > 0 {
                    { " " }{ say.toll_found_again(toll.keys_found_again) }
                }
            </p>
            { noticed(say, loss) }
        </article>
    }
}

/// The headline's first sentence: who is gone.
pub(super) fn died(say: Language, loss: &Loss) -> String {
    say.toll_died(loss.ran.into(), state_name(&loss.cause))
}

/// The headline's second sentence: what is not found.
pub(super) fn cost(say: Language, loss: &Loss) -> String {
    let Figures { acknowledged: keys, found, .. } = loss.toll.after;
    let missing = keys.saturating_sub(found);
    match (missing, fraction(missing, keys)) {
        _ if keys == 0 => say.toll_cost_nothing().to_owned(),
        (0, _) => say.toll_cost_none().to_owned(),
        (missing, _) if missing == keys => say.toll_cost_all(keys),
        (_, Some((part, of))) => say.toll_cost_fraction(part, of),
        (_, None) => say.toll_cost_share(&say.percent(missing, keys)),
    }
}

/// Why keys are unreachable: the word by which the sentence is chosen.
const fn why_unreachable(loss: &Loss) -> &'static str {
    match (&loss.cause, loss.toll.keys_unreachable) {
        (_, 0) => "none",
        (Condition::Frozen, _) => "frozen",
        (Condition::Silent, _) => "silent",
        _ => "moved",
    }
}

/// A death before the last one, on a line.
#[component]
pub fn EarlierToll(props: &EarlierTollProps) -> Html {
    let (loss, say) = (&*props.loss, props.language);
    let (toll, after) = (&loss.toll, &loss.toll.after);
    html! {
        <li data-loss={loss.machine.to_string()}>
            { say.toll_earlier_parts(
                html! { <b>{ machine(loss.machine) }</b> },
                state_name(&loss.cause),
                figure("gone", toll.entries_gone, say.entries_counted(toll.entries_gone)),
                if may_return(&loss.cause) { "away" } else { "gone" },
                figure("lost", toll.keys_lost, say.keys_counted(toll.keys_lost)),
                figure("unreachable", toll.keys_unreachable, say.keys_counted(toll.keys_unreachable)),
                plain(say, "found-before", toll.before.found),
                plain(say, "found-after", after.found),
                after.acknowledged,
            ) }
            { noticed(say, loss) }
        </li>
    }
}

/// A figure with its noun.
fn figure(name: &'static str, value: u64, counted: String) -> Html {
    html! { <b data-loss-figure={name} data-value={value.to_string()}>{ counted }</b> }
}

/// A figure in a sentence.
fn plain(say: Language, name: &'static str, value: u64) -> Html {
    html! { <span data-loss-figure={name} data-value={value.to_string()}>{ say.count(value) }</span> }
}

/// The rates of a cluster without keys, for whoever reads the figures.
fn unseen_rates(say: Language, loss: &Loss) -> Html {
    let Toll { before, after, .. } = &loss.toll;
    html! {
        <p class="rate-words">
            { say.toll_no_keys_parts(
                plain(say, "found-before", before.found),
                plain(say, "found-after", after.found),
            ) }
        </p>
    }
}

/// Whether it is not dead: it may come back, with its entries.
const fn may_return(cause: &Condition) -> bool {
    matches!(cause, Condition::Frozen | Condition::Silent)
}

/// How the survivors learned of it.
fn noticed(say: Language, loss: &Loss) -> Html {
    let all = &loss.noticed;
    let Some(last) = all.iter().map(|one| one.after_ms).max_by(f64::total_cmp) else {
        return Html::default();
    };
    let ways: Vec<_> = all.iter().map(|one| one.reason).collect();
    let same_way = ways.iter().all(|way| Some(way) == ways.first());
    // Survivors of a goodbye know before this page does.
    let when =
        if last < 0.05 { say.toll_at_once().to_owned() } else { say.toll_within(&say.span(last)) };
    let survivors = all.len() as u64;
    let summary = match ways.first() {
        Some(&way) if same_way => say.toll_noticed_why(survivors, &when, reason_sentence(say, way)),
        _ => say.toll_noticed(survivors, &when),
    };
    let each = html! {
        <ul class="noticed">{ for all.iter().map(|one| survivor(say, one)) }</ul>
    };
    if all.len() <= MOST_NAMED {
        html! { <div class="noticed-by"><p>{ summary }</p>{ each }</div> }
    } else {
        html! { <details class="noticed-by"><summary>{ summary }</summary>{ each }</details> }
    }
}

fn survivor(say: Language, one: &Noticed) -> Html {
    html! {
        <li data-noticed={one.by.to_string()} data-reason={reason_word(one.reason)}
            data-ms={format!("{:.1}", one.after_ms)}>
            { machine(one.by) }{ " " }<b>{ say.span(one.after_ms) }</b>{ " " }
            <span class="way">{ reason_short(say, one.reason) }</span>
        </li>
    }
}
