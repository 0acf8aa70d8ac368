//! The ledger's two sums, and whether the machines agree with it.

use lab::ledger::Figures;
use yew::prelude::*;

use super::{
    palette::{Look, Swatch},
    parts::drawn_from,
};
use crate::{
    format::{count, counted},
    picture::{Audit, Side},
};

drawn_from! {
    /// Props of [`Account`].
    AccountProps: figures, audit, dropped
}

/// acknowledged = found + unreachable + lost; stored = reachable + stranded.
#[component]
pub fn Account(props: &AccountProps) -> Html {
    let picture = &props.picture;
    let figures = &picture.figures;
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
                <span class={classes!("term", (picture.dropped == 0).then_some("none"))}>
                    <b data-dropped="" data-value={picture.dropped.to_string()}>{ count(picture.dropped) }</b>
                    { " " }<span class="word">{ "dropped" }</span>
                </span>
                { audit(&picture.audit) }
            </p>
            if !picture.sides.is_empty() {
                <ul class="seen-from">
                    { for picture.sides.iter().map(seen_from) }
                </ul>
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
    let machines: Vec<String> = side.machines.iter().map(u32::to_string).collect();
    let machines = machines.join(", ");
    let Figures { found, unreachable, lost, .. } = side.figures;
    html! {
        <li data-side-of={machines.clone()} data-found={found.to_string()}>
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
                <Swatch {look} />
            }
            <b data-figure={word} data-value={value.to_string()}>{ count(value) }</b>
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
