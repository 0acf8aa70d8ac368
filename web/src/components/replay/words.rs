//! What happened, in words.

use lab::record::{Label, OperationKind};
use yew::prelude::*;

use crate::{
    components::parts::{dot, reason_sentence, state_word},
    format::machine,
    language::Language,
    past::{Died, Keys, Past, Row, Said, Told},
};

/// A row of the feed.
pub(super) fn told(say: Language, told: &Told) -> Html {
    match told {
        Told::Line(source) => say.feed_line_parts(code(source)),
        Told::Result(result, _) => say.feed_result_parts(code(result)),
        Told::Click(source) => say.feed_click_parts(code(source)),
        Told::Started(number, life) => say.feed_started_parts(name(*number), u64::from(*life)),
        Told::Died(died) => {
            html! { <>{ say.feed_died_parts(name(died.machine), state(say, died)) }{ cost(say, died) }</> }
        }
        Told::Frozen(number) => say.feed_frozen_parts(name(*number)),
        Told::Thawed(number) => say.feed_thawed_parts(name(*number)),
        Told::Up(by, about) => say.feed_up_parts(name(*by), name(*about)),
        Told::Down(by, about, reason) => {
            say.feed_down_parts(name(*by), name(*about), reason_sentence(say, *reason).into())
        }
        Told::LinkClosed(by, about) => say.feed_link_closed_parts(name(*by), name(*about)),
        Told::Said(one) => {
            say.feed_said_parts(end(say, one.from), end(say, one.to), said(say, one).into())
        }
    }
}

/// A machine's name with its colour; where there is little room, its number.
fn name(number: u32) -> Html {
    let full = machine(number);
    let prefix = full.strip_suffix(&number.to_string()).unwrap_or_default().to_owned();
    html! { <b class="feed-name">{ dot(number) }<span class="feed-prefix">{ prefix }</span>{ number }</b> }
}

fn end(say: Language, who: Option<u32>) -> Html {
    who.map_or_else(|| html! { <b class="feed-name">{ say.feed_master() }</b> }, name)
}

fn code(text: &str) -> Html {
    html! { <code>{ text }</code> }
}

fn state(say: Language, died: &Died) -> Html {
    state_word(say, &died.cause).into()
}

fn cost(say: Language, died: &Died) -> Html {
    if died.keys_lost + died.keys_unreachable == 0 {
        return Html::default();
    }
    html! { <>{ " " }{ say.feed_cost(died.keys_lost, died.keys_unreachable) }</> }
}

/// What a message says.
fn said(say: Language, said: &Said) -> String {
    let words = match (said.label, &said.keys) {
        (Label::Hello, _) => say.feed_hello().to_owned(),
        (Label::Tick, _) => say.feed_tick().to_owned(),
        (Label::Connect, _) => say.feed_connect().to_owned(),
        (Label::Confirm, _) => say.feed_confirm().to_owned(),
        (Label::Leave, _) => say.feed_leave().to_owned(),
        (Label::Layout, _) => say.feed_layout().to_owned(),
        (Label::Request | Label::Call | Label::Batch, Some(keys)) => asked(say, keys),
        (Label::Reply | Label::Answer, Some(keys)) => answered(say, keys),
        (Label::Request | Label::Call | Label::Batch, None) => say.feed_request().to_owned(),
        (Label::Reply | Label::Answer, None) => say.feed_reply().to_owned(),
    };
    if said.again { say.feed_again(&words) } else { words }
}

fn asked(say: Language, keys: &Keys) -> String {
    match (&keys.key, &keys.value) {
        _ if keys.count != 1 => say.feed_many(operation(keys.operation), keys.count),
        (Some(key), Some(value)) => format!("{} {key}, {value}", operation(keys.operation)),
        (Some(key), None) => format!("{} {key}", operation(keys.operation)),
        (None, _) => say.feed_many(operation(keys.operation), keys.count),
    }
}

fn answered(say: Language, keys: &Keys) -> String {
    match (keys.operation, &keys.key, &keys.value) {
        (kind, ..) if keys.count != 1 => say.feed_many_done(operation(kind), keys.count),
        (OperationKind::Get, Some(key), Some(value)) => say.feed_found(key, value),
        (OperationKind::Get, Some(key), None) => say.feed_not_found(key),
        (OperationKind::Put, Some(key), _) => say.feed_stored(key),
        (OperationKind::Delete, Some(key), _) => say.feed_deleted(key),
        (kind, None, _) => say.feed_many_done(operation(kind), keys.count),
    }
}

/// As the console says it.
const fn operation(kind: OperationKind) -> &'static str {
    match kind {
        OperationKind::Get => "get",
        OperationKind::Put => "put",
        OperationKind::Delete => "delete",
    }
}

/// What happened last before the moment, in a few plain words.
pub(super) fn at_moment(say: Language, past: &Past) -> String {
    let row = past.moment.row.and_then(|number| {
        let rows = &past.feed.rows;
        rows.binary_search_by_key(&number, |row| row.number).ok().map(|at| &rows[at])
    });
    row.map(|row| plainly(say, row)).unwrap_or_default()
}

/// The same as [`told`], as a text.
pub(super) fn plainly(say: Language, row: &Row) -> String {
    let who = |who: Option<u32>| who.map_or_else(|| say.feed_master().to_owned(), machine);
    match &row.told {
        Told::Line(source) | Told::Click(source) => source.clone(),
        Told::Result(result, _) => result.clone(),
        Told::Started(number, _) => say.timeline_mark("start", &machine(*number)),
        Told::Died(died) => format!("{} {}", machine(died.machine), state_word(say, &died.cause)),
        Told::Frozen(number) => say.timeline_mark("freeze", &machine(*number)),
        Told::Thawed(number) => say.disc_thaw(&machine(*number)),
        Told::Up(by, about) => say.feed_up(&machine(*by), &machine(*about)),
        Told::Down(by, about, _) => say.feed_down(&machine(*by), &machine(*about)),
        Told::LinkClosed(by, about) => say.feed_link_closed(&machine(*by), &machine(*about)),
        Told::Said(one) => format!("{} → {}: {}", who(one.from), who(one.to), said(say, one)),
    }
}
