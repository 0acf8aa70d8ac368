//! The ledger's two sums, and whether the machines agree with it.

use lab::ledger::Figures;
use yew::prelude::*;

use super::{
    palette::{Look, swatch},
    panel::{DrawnProps, Panel, same},
    parts::listed,
};
use crate::{
    format::{count, counted, machine},
    picture::{Audit, Machine, Side},
};

/// What a dropped message is.
const DROPPED: &str = "Messages on the machines' channels that were not understood.";

/// What an ignored message is.
const IGNORED: &str = "Messages that were understood and not acted on: repeated, of dead lives.";

/// acknowledged = found + unreachable + lost; stored = reachable + stranded.
pub const ACCOUNT: Panel =
    Panel { draw: account, same: same!(figures, audit, dropped, machines, sides) };

fn account(props: &DrawnProps) -> Html {
    let picture = &props.picture;
    let figures = &picture.figures;
    let ignored = picture.machines.iter().map(|one| one.ignored).sum();
    html! {
        <section class="account" aria-labelledby="account-title">
            <h2 id="account-title" class="unseen">{ "The account" }</h2>
            <div class="sums">
                <p class="sum">
                    <span class="sum-of">{ "Keys" }</span>
                    { term("acknowledged", figures.acknowledged, None) }
                    { sign("=") }
                    { term("found", figures.found, Some(Look::Reachable)) }
                    { sign("+") }
                    { term("unreachable", figures.unreachable, Some(Look::Stranded)) }
                    { sign("+") }
                    { term("lost", figures.lost, Some(Look::Lost)) }
                </p>
                <p class="sum">
                    <span class="sum-of">{ "Entries" }</span>
                    { term("stored", figures.stored, None) }
                    { sign("=") }
                    { term("reachable", figures.reachable, Some(Look::Reachable)) }
                    { sign("+") }
                    { term("stranded", figures.stranded, Some(Look::Stranded)) }
                </p>
            </div>
            <p class="besides">
                <span class="sum-of">{ "Besides" }</span>
                { term("stale", figures.stale, Some(Look::Stale)) }
                { term("resurrected", figures.resurrected, None) }
                { term("refused", figures.refused, None) }
                { term("unknown", figures.unknown, None) }
                { messages("dropped", picture.dropped, &picture.machines, |one| one.dropped) }
                { messages("ignored", ignored, &picture.machines, |one| one.ignored) }
                { audit(&picture.audit) }
            </p>
            if !picture.sides.is_empty() {
                <ul class="seen-from">{ for picture.sides.iter().map(seen_from) }</ul>
            }
            if let Audit::Disagree(sentences) = &picture.audit {
                <div role="alert" class="disagreement">
                    <p>{ "The ledger and the machines disagree:" }</p>
                    <ul>{ for sentences.iter().map(|sentence| html! { <li>{ sentence.as_str() }</li> }) }</ul>
                </div>
            }
        </section>
    }
}

/// What one side of a partition finds.
fn seen_from(side: &Side) -> Html {
    let machines = listed(&side.machines);
    let Figures { found, unreachable, lost, .. } = side.figures;
    html! {
        <li data-found-through={side.machines.first().map(u32::to_string)} data-found={found.to_string()}>
            { format!("Through {machines}: ") }
            <b>{ count(found) }</b>{ " found, " }
            <b>{ count(unreachable) }</b>{ " unreachable, " }
            <b>{ count(lost) }</b>{ " lost" }
        </li>
    }
}

fn sign(sign: &str) -> Html {
    html! { <span class="sign">{ sign }</span> }
}

fn term(word: &'static str, value: u64, look: Option<Look>) -> Html {
    let class = classes!("term", look.map(Look::class), (value == 0).then_some("none"));
    html! {
        <span {class}>
            if let Some(look) = look {
                { swatch(look) }
            }
            <b data-figure={word} data-value={value.to_string()}>{ count(value) }</b>
            { " " }<span class="word">{ word }</span>
        </span>
    }
}

/// Messages that changed nothing; which machines had them is said to who points at them.
fn messages(
    word: &'static str,
    value: u64,
    machines: &[Machine],
    of: impl Fn(&Machine) -> u64,
) -> Html {
    let meaning = if word == "dropped" { DROPPED } else { IGNORED };
    let each: Vec<String> = machines
        .iter()
        .filter(|one| of(one) > 0)
        .map(|one| format!("{} {}", machine(one.number), count(of(one))))
        .collect();
    let title = if each.is_empty() {
        meaning.to_owned()
    } else {
        format!("{meaning} {}.", each.join(", "))
    };
    html! {
        <span class={classes!("term", (value == 0).then_some("none"))} {title}>
            <b data-dropped={(word == "dropped").then_some("")} data-messages={word}
                data-value={value.to_string()}>{ count(value) }</b>
            { " " }<span class="word">{ word }</span>
        </span>
    }
}

fn audit(audit: &Audit) -> Html {
    let (state, words) = match audit {
        Audit::Pending => ("pending", "Not compared with the machines yet".to_owned()),
        Audit::Agree => ("agree", "The machines agree".to_owned()),
        Audit::Unseen(entries) => {
            let unseen = counted(*entries, "entry");
            (
                "unseen",
                format!("This tab joined late: {unseen} stored before are not in its account"),
            )
        }
        Audit::Disagree(_) => ("disagree", "The machines disagree".to_owned()),
    };
    html! { <span class={classes!("audit", state)} data-audit={state}>{ words }</span> }
}
