//! The Master console: a line to type, and the log above it.

use std::{cell::RefCell, rc::Rc};

use lab::limits::MAX_LINE_BYTES;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlInputElement};
use yew::prelude::*;

use super::{log::Log, parts::drawn_from};
use crate::picture::{Intent, Origin, Picture};

drawn_from! {
    /// Props of [`Console`].
    ConsoleProps: console, past
}

/// Where the arrow keys are in what was typed before.
#[derive(Default)]
struct Recall {
    /// How many lines back; 0 is the line being typed.
    back: usize,
    /// The line being typed, kept while older ones are looked at.
    draft: String,
}

/// One line in, one result out.
#[component]
pub fn Console(props: &ConsoleProps) -> Html {
    let ConsoleProps { picture, on } = props;
    let say = picture.language;
    let input = use_node_ref();
    let recall = use_mut_ref(Recall::default);
    // A huge line stays out of the document: laying it out would stop the page.
    let held = use_state(|| None::<Rc<str>>);

    let onkeydown = {
        let (input, recall, held) = (input.clone(), recall.clone(), held.clone());
        let picture = picture.clone();
        Callback::from(move |event: KeyboardEvent| {
            let Some(input) = input.cast::<HtmlInputElement>() else { return };
            match event.key().as_str() {
                "ArrowUp" => go_back(&input, &recall, &picture, 1),
                "ArrowDown" => go_back(&input, &recall, &picture, -1),
                "Escape" if held.is_some() => held.set(None),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let onsubmit = {
        let (input, recall, held) = (input.clone(), recall.clone(), held.clone());
        let on = on.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(input) = input.cast::<HtmlInputElement>() else { return };
            let typed = input.value();
            input.set_value("");
            *recall.borrow_mut() = Recall::default();
            if let Some(line) = &*held {
                on.emit(Intent::Run(line.to_string()));
                held.set(None);
            } else if !typed.trim().is_empty() {
                on.emit(Intent::Run(typed));
            }
        })
    };
    let onpaste = {
        let (on, held) = (on.clone(), held.clone());
        Callback::from(move |event: Event| {
            let text = event
                .dyn_ref::<ClipboardEvent>()
                .and_then(ClipboardEvent::clipboard_data)
                .and_then(|data| data.get_data("text").ok())
                .unwrap_or_default();
            let lines = text.lines().filter(|line| !line.trim().is_empty()).count();
            if lines > 1 {
                event.prevent_default();
                on.emit(Intent::Paste(text));
            } else if text.trim().len() > MAX_LINE_BYTES {
                event.prevent_default();
                held.set(Some(text.trim().into()));
            }
        })
    };

    html! {
        <section class="panel console" aria-labelledby="console-title">
            <h2 id="console-title">{ say.console_title() }</h2>
            <Log entries={picture.console.clone()} language={say} />
            if picture.past.is_some() {
                <p class="about">{ say.replay_console_waits() }</p>
            } else {
            <form class="prompt" {onsubmit}>
                <span class="iex" aria-hidden="true">{ "iex>" }</span>
                <input ref={input} type="text" aria-label={say.console_title()} class="code" {onkeydown} {onpaste}
                    aria-describedby="console-held" placeholder="Master.stat"
                    spellcheck="false" autocapitalize="off" autocomplete="off" autocorrect="off" />
            </form>
            }
            <p id="console-held" class="held" role="status">
                if let Some(line) = &*held {
                    { say.console_held(line.len() as u64) }
                }
            </p>
        </section>
    }
}

/// Shows an older line (or, with -1, a newer one) in the input.
fn go_back(input: &HtmlInputElement, recall: &RefCell<Recall>, picture: &Picture, by: isize) {
    let typed = picture.console.iter().rev().filter(|entry| entry.origin == Origin::Typed);
    let mut lines: Vec<&str> = typed.map(|entry| entry.source.as_str()).collect();
    lines.dedup();
    let mut recall = recall.borrow_mut();
    let back = recall.back.saturating_add_signed(by).min(lines.len());
    if recall.back == 0 {
        recall.draft = input.value();
    }
    recall.back = back;
    let line = match back.checked_sub(1) {
        None => recall.draft.as_str(),
        Some(i) => lines.get(i).copied().unwrap_or_default(),
    };
    input.set_value(line);
    let end = u32::try_from(line.encode_utf16().count()).unwrap_or(u32::MAX);
    // A text input has a selection to set.
    let _ = input.set_selection_range(end, end);
}
