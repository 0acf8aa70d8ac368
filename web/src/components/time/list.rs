//! What waits while time stands still, as a list.

use yew::prelude::*;

use super::words::{kind, label, sentence};
use crate::{
    components::flying::mark,
    language::Language,
    picture::{Intent, Picture, Waiting, WaitingId},
};

/// All that is on its way, each a button that opens its card.
pub(super) fn list(picture: &Picture, on: &Callback<Intent>) -> Html {
    let say = picture.language;
    let time = &picture.time;
    let more = time.count.saturating_sub(time.waiting.len() as u64);
    html! {
        <div class="on-the-way">
            <h3 id="on-the-way-title">{ say.pace_on_the_way() }{ " " }<span>{ say.count(time.count) }</span></h3>
            if time.count == 0 {
                <p class="nothing">{ say.pace_nothing_waits() }</p>
            } else {
                <ol aria-labelledby="on-the-way-title">
                    { for time.waiting.iter().map(|one| item(say, one, picture.read, on)) }
                    if more > 0 {
                        <li class="more">{ say.pace_more(more) }</li>
                    }
                </ol>
            }
        </div>
    }
}

fn item(say: Language, one: &Waiting, read: Option<WaitingId>, on: &Callback<Intent>) -> Html {
    let id = one.id;
    // Its name is what one sees; the sentence describes it.
    html! {
        <li key={name(id)}>
            <button type="button" id={name(id)} data-message={kind(one)} title={sentence(say, one)}
                aria-pressed={(read == Some(id)).to_string()}
                onclick={on.reform(move |_| Intent::Read(Some(id)))}>
                <svg class="message-mark" viewBox="-7 -7 14 14" aria-hidden="true">{ mark(one, 5.0) }</svg>
                <span>{ label(say, one) }{ " " }</span>
                <span class="whence">{ whence(one) }</span>
            </button>
        </li>
    }
}

/// From whom to whom, in short.
fn whence(one: &Waiting) -> String {
    let who = |machine: Option<u32>| machine.map_or("M".to_owned(), |n| n.to_string());
    format!("{} → {}", who(one.from), who(one.id.gate))
}

/// The name of a message's button on the page.
#[must_use]
pub(in super::super) fn name(id: WaitingId) -> String {
    format!("waits-{}-{}", id.gate.unwrap_or_default(), id.number)
}
