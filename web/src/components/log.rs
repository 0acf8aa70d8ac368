//! Console output: what was typed or clicked, and the answers.

use std::rc::Rc;

use lab::master::{Hint, Refusal};
use web_sys::Element;
use yew::prelude::*;

use super::parts::also;
use crate::{
    format::{machine, shortened},
    language::Language,
    picture::{ConsoleEntry, Origin},
};

/// Characters of a typed line that are repeated in the log; results are never cut.
const MOST_REPEATED: usize = 400;

/// Props of [`Log`].
#[derive(Clone, PartialEq, Properties)]
pub struct LogProps {
    /// What was typed and clicked.
    pub entries: Vec<Rc<ConsoleEntry>>,
    /// The language of the page.
    pub language: Language,
}

/// The log; it shows its end when something is added.
#[component]
pub fn Log(props: &LogProps) -> Html {
    let say = props.language;
    let log = use_node_ref();
    let answered = props.entries.iter().filter(|entry| entry.result.is_some()).count();
    use_effect_with((props.entries.last().map(|last| last.number), answered), {
        let log = log.clone();
        move |_| {
            if let Some(log) = log.cast::<Element>() {
                log.set_scroll_top(log.scroll_height());
            }
        }
    });
    html! {
        <div ref={log} class="log code" role="log" aria-label={say.console_output()} tabindex="0">
            { for props.entries.iter().map(|entry| html! {
                <Entry key={entry.number} entry={entry.clone()} language={say} />
            }) }
        </div>
    }
}

/// Props of [`Entry`].
#[derive(Clone, PartialEq, Properties)]
pub struct EntryProps {
    /// The line and its answer.
    pub entry: Rc<ConsoleEntry>,
    /// The language of the page.
    pub language: Language,
}

/// One line of the console.
#[component]
pub fn Entry(props: &EntryProps) -> Html {
    let entry = &*props.entry;
    let source = shortened(props.language, &entry.source, MOST_REPEATED);
    let hints = hinted(props.language, &entry.hints);
    let hint = (!hints.is_empty()).then(|| html! { <p class="hint">{ hints }</p> });
    if entry.origin == Origin::Clicked {
        return html! {
            <div class="entry is-clicked"><p class="source">{ format!("# {source}") }</p>{ hint }</div>
        };
    }
    html! {
        <div class="entry">
            <p class="source">{ prompt(&source) }{ source }</p>
            if let Some(result) = &entry.result {
                <p class={classes!("result", entry.is_error.then_some("is-error"))} data-result="">
                    { answered(props.language, entry, result) }
                </p>
            } else {
                <p class="pending">{ "…" }</p>
            }
            { hint }
        </div>
    }
}

/// What a line answered, where it is not in the log itself.
pub(super) fn answer(say: Language, entry: &ConsoleEntry) -> Html {
    let hints = hinted(say, &entry.hints);
    html! {
        <>
            <p class={classes!("result", entry.is_error.then_some("is-error"))} data-answer="">
                { entry.result.as_ref().map_or("…".into(), |result| answered(say, entry, result)) }
            </p>
            if !hints.is_empty() {
                <p class="hint">{ hints }</p>
            }
        </>
    }
}

/// Elixir's answer, or why there is none.
fn answered(say: Language, entry: &ConsoleEntry, result: &str) -> String {
    entry.refusal.as_ref().map_or_else(|| result.to_owned(), |why| refused(say, why))
}

/// Why a line was not done.
#[must_use]
pub(super) fn refused(say: Language, why: &Refusal) -> String {
    match why {
        Refusal::NoRoom { room: 0, .. } => say.refusal_no_room_left().to_owned(),
        Refusal::NoRoom { keys, room } => say.refusal_no_room(*keys, *room),
        Refusal::NoMachine(number) => say.refusal_no_machine(&number.to_string()),
        Refusal::NamedTwice(number) => say.refusal_named_twice(&number.to_string()),
        Refusal::BootedAnew { elsewhere: true } => say.refusal_booted_elsewhere().to_owned(),
        Refusal::BootedAnew { elsewhere: false } => say.refusal_booted_anew().to_owned(),
        Refusal::Withdrawn => say.refusal_withdrawn().to_owned(),
        Refusal::Raised(elixir) => elixir.clone(),
    }
}

/// The Master's words to the person, one after another.
#[must_use]
pub(super) fn hinted(say: Language, hints: &[Hint]) -> String {
    let words = |hint: &Hint| match hint {
        Hint::Cancelled { answered, keys } => say.hint_cancelled(*answered, *keys),
        Hint::Refused(puts) => say.hint_refused(*puts),
        Hint::Unanswered(puts) => say.hint_unanswered(*puts),
        Hint::NotSettled { waited_ms } => say.hint_not_settled(&say.span(*waited_ms as f64)),
        Hint::NeverStarted(number) => {
            say.hint_never_started(&format!("{}_{number}", node_core::PREFIX))
        }
        Hint::WentDown(node, why) => say.hint_went_down(&machine(node.number()), why),
    };
    also(say, &hints.iter().map(words).collect::<Vec<_>>())
}

/// The prompt before a typed line, unless it was pasted with its own.
fn prompt(source: &str) -> Html {
    let has_one = source.trim_start().starts_with("iex") || source.trim_start().starts_with("...(");
    if has_one {
        return Html::default();
    }
    html! { <span class="iex" aria-hidden="true">{ "iex> " }</span> }
}
