//! The ledger's two sums, and whether the machines agree with it.

use lab::ledger::Figures;
use node_core::Summary;
use yew::prelude::*;

use super::{
    bar::Word,
    palette::{Look, swatch},
    panel::{DrawnProps, Panel, same},
    parts::listed,
    save::save,
};
use crate::{
    export::Figure,
    format::machine,
    language::Language,
    picture::{Audit, Machine, Side},
};

/// acknowledged = found + unreachable + lost; stored = reachable + stranded.
pub const ACCOUNT: Panel =
    Panel { draw: account, same: same!(figures, audit, dropped, machines, sides) };

fn account(props: &DrawnProps) -> Html {
    let picture = &props.picture;
    let figures = &picture.figures;
    let say = picture.language;
    let term = |name: &'static str, word: Word, n, look| term(say, name, word, n, look);
    let ignored = picture.machines.iter().map(|one| one.ignored).sum();
    html! {
        <section class="account" aria-labelledby="account-title">
            <h2 id="account-title" class="unseen">{ say.account_title() }</h2>
            { save(say, &props.on, Figure::Account, say.account_title()) }
            <div class="sums">
                <p class="sum">
                    <span class="sum-of">{ say.account_keys() }</span>
                    { term("acknowledged", Language::figure_acknowledged, figures.acknowledged, None) }
                    { sign("=") }
                    { term("found", Language::figure_found, figures.found, Some(Look::Reachable)) }
                    { sign("+") }
                    { term("unreachable", Language::figure_unreachable, figures.unreachable, Some(Look::Stranded)) }
                    { sign("+") }
                    { term("lost", Language::figure_lost, figures.lost, Some(Look::Lost)) }
                </p>
                <p class="sum">
                    <span class="sum-of">{ say.account_entries() }</span>
                    { term("stored", Language::figure_stored, figures.stored, None) }
                    { sign("=") }
                    { term("reachable", Language::figure_reachable, figures.reachable, Some(Look::Reachable)) }
                    { sign("+") }
                    { term("stranded", Language::figure_stranded, figures.stranded, Some(Look::Stranded)) }
                </p>
            </div>
            <p class="besides">
                <span class="sum-of">{ say.account_besides() }</span>
                { term("stale", Language::figure_stale, figures.stale, Some(Look::Stale)) }
                { term("resurrected", Language::figure_resurrected, figures.resurrected, None) }
                { term("refused", Language::figure_refused, figures.refused, None) }
                { term("unknown", Language::figure_unknown, figures.unknown, None) }
                { messages(say, "dropped", picture.dropped, &picture.machines, |one| one.dropped) }
                { messages(say, "ignored", ignored, &picture.machines, |one| one.ignored) }
                { audit(say, &picture.audit) }
            </p>
            if !picture.sides.is_empty() {
                <ul class="seen-from">{ for picture.sides.iter().map(|side| seen_from(say, side)) }</ul>
            }
            if let Audit::Disagree(machines) = &picture.audit {
                <div role="alert" class="disagreement">
                    <p>{ say.account_disagreement() }</p>
                    <ul>{ for machines.iter().map(|each| html! { <li>{ difference(say, each) }</li> }) }</ul>
                </div>
            }
        </section>
    }
}

/// What one side of a partition finds.
fn seen_from(say: Language, side: &Side) -> Html {
    let machines = listed(say, &side.machines);
    let bold = |n| html! { <b>{ say.count(n) }</b> };
    let Figures { found, unreachable, lost, .. } = side.figures;
    html! {
        <li data-found-through={side.machines.first().map(u32::to_string)} data-found={found.to_string()}>
            { say.account_through_parts(html! { machines }, bold(found), bold(unreachable), bold(lost)) }
        </li>
    }
}

fn sign(sign: &str) -> Html {
    html! { <span class="sign">{ sign }</span> }
}

fn term(say: Language, name: &'static str, word: Word, value: u64, look: Option<Look>) -> Html {
    let class = classes!("term", look.map(Look::class), (value == 0).then_some("none"));
    html! {
        <span {class}>
            if let Some(look) = look {
                { swatch(look) }
            }
            <b data-figure={name} data-value={value.to_string()}>{ say.count(value) }</b>
            { " " }<span class="word">{ word(say, value) }</span>
        </span>
    }
}

/// Messages that changed nothing; which machines had them is said to who points at them.
fn messages(
    say: Language,
    name: &'static str,
    value: u64,
    machines: &[Machine],
    of: impl Fn(&Machine) -> u64,
) -> Html {
    let (meaning, word) = if name == "dropped" {
        (say.account_dropped(), say.figure_dropped(value))
    } else {
        (say.account_ignored(), say.figure_ignored(value))
    };
    let each: Vec<String> = machines
        .iter()
        .filter(|one| of(one) > 0)
        .map(|one| format!("{} {}", machine(one.number), say.count(of(one))))
        .collect();
    let title = if each.is_empty() {
        meaning.to_owned()
    } else {
        format!("{meaning} {}.", each.join(", "))
    };
    html! {
        <span class={classes!("term", (value == 0).then_some("none"))} {title}>
            <b data-dropped={(name == "dropped").then_some("")} data-messages={name}
                data-value={value.to_string()}>{ say.count(value) }</b>
            { " " }<span class="word">{ word }</span>
        </span>
    }
}

fn audit(say: Language, audit: &Audit) -> Html {
    let (state, words) = match audit {
        Audit::Pending => ("pending", say.account_pending().to_owned()),
        Audit::Agree => ("agree", say.account_agree().to_owned()),
        Audit::Unseen(entries) => ("unseen", say.account_unseen(*entries)),
        Audit::Disagree(_) => ("disagree", say.account_disagree().to_owned()),
    };
    html! { <span class={classes!("audit", state)} data-audit={state}>{ words }</span> }
}

/// What the ledger has of a machine, and what it says itself.
fn difference(say: Language, (number, ledger, says): &(u32, Summary, Summary)) -> String {
    let name = machine(*number);
    if (ledger.stored, ledger.owned) == (says.stored, says.owned) {
        return say.account_differs_inside(&name, ledger.stored, ledger.owned);
    }
    say.account_differs(ledger.stored, &name, ledger.owned, says.stored, says.owned)
}
