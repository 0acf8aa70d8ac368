//! Console output: what was typed or clicked, and the answers.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use crate::{
    format::shortened,
    picture::{ConsoleEntry, Origin},
};

/// Characters of a typed line that are repeated in the log; results are never cut.
const MOST_REPEATED: usize = 400;

/// Props of [`Log`].
#[derive(Clone, PartialEq, Properties)]
pub struct LogProps {
    /// What was typed and clicked.
    pub entries: Vec<Rc<ConsoleEntry>>,
}

/// The log; it shows its end when something is added.
#[component]
pub fn Log(props: &LogProps) -> Html {
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
        <div ref={log} class="log code" role="log" aria-label="Console output" tabindex="0">
            { for props.entries.iter().map(|entry| html! {
                <Entry key={entry.number} entry={entry.clone()} />
            }) }
        </div>
    }
}

/// Props of [`Entry`].
#[derive(Clone, PartialEq, Properties)]
pub struct EntryProps {
    /// The line and its answer.
    pub entry: Rc<ConsoleEntry>,
}

/// One line of the console.
#[component]
pub fn Entry(props: &EntryProps) -> Html {
    let entry = &*props.entry;
    let source = shortened(&entry.source, MOST_REPEATED);
    let hint = entry.hint.as_ref().map(|hint| html! { <p class="hint">{ hint.as_str() }</p> });
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
                    { result.as_str() }
                </p>
            } else {
                <p class="pending">{ "…" }</p>
            }
            { hint }
        </div>
    }
}

/// The prompt before a typed line, unless it was pasted with its own.
fn prompt(source: &str) -> Html {
    let has_one = source.trim_start().starts_with("iex") || source.trim_start().starts_with("...(");
    if has_one {
        return Html::default();
    }
    html! { <span class="iex" aria-hidden="true">{ "iex> " }</span> }
}
