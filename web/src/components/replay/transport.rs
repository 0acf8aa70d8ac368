//! The buttons that move through a replay, and how fast it plays.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{ask::ask, icon::Icon};
use crate::{
    language::Language,
    past::{Ask, Moment, Speed},
    picture::Intent,
};

pub(super) fn transport(say: Language, moment: &Moment, on: &Callback<Intent>) -> Html {
    let button = |name: &'static str, icon: Icon, asked: Ask, label: &'static str| {
        html! {
            <button type="button" class="transport-button" data-transport={name} aria-label={label} title={label}
                onclick={ask(on, asked)}>{ icon.draw() }</button>
        }
    };
    let (play, play_label) = if moment.plays {
        (Icon::Stop, say.replay_stop())
    } else {
        (Icon::Play, say.replay_play())
    };
    let onchange = on.reform(|event: Event| {
        let chosen = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
        let speed = Speed::ALL.into_iter().find(|one| Some(one.name()) == chosen.as_deref());
        Intent::InPast(Ask::Speed(speed.unwrap_or_default()))
    });
    html! {
        <div class="transport">
            <div class="transport-buttons" role="group" aria-label={say.replay_transport()}>
                { button("begin", Icon::Begin, Ask::ToBegin, say.replay_to_begin()) }
                { button("mark-before", Icon::MarkBefore, Ask::Leap(-1), say.replay_mark_before()) }
                { button("before", Icon::Before, Ask::Step(-1), say.replay_before()) }
                { button("play", play, Ask::Play(!moment.plays), play_label) }
                { button("after", Icon::After, Ask::Step(1), say.replay_after()) }
                { button("mark-after", Icon::MarkAfter, Ask::Leap(1), say.replay_mark_after()) }
                { button("end", Icon::End, Ask::ToEnd, say.replay_to_end()) }
            </div>
            <select class="speed" aria-label={say.replay_speed()} {onchange}>
                { for Speed::ALL.into_iter().map(|speed| html! {
                    <option value={speed.name()} selected={speed == moment.speed}>
                        { speed_name(speed) }
                    </option>
                }) }
            </select>
        </div>
    }
}

const fn speed_name(speed: Speed) -> &'static str {
    match speed {
        Speed::Hundredth => "1/100 ×",
        Speed::Tenth => "1/10 ×",
        Speed::Real => "1 ×",
        Speed::Ten => "10 ×",
    }
}
