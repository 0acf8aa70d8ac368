//! How long something has been so, counted while one looks.

use gloo_timers::callback::Interval;
use yew::prelude::*;

use crate::{clock::page_millis, language::Language};

/// How often it is written anew, in milliseconds.
const PACE_MILLIS: u32 = 100;

/// Props of [`Since`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct SinceProps {
    /// The language of the page.
    pub language: Language,
}

/// The time since it was first shown; give it a key that changes with what it counts.
#[component]
pub(super) fn Since(props: &SinceProps) -> Html {
    let began = use_state(page_millis);
    let passed = use_state(|| 0.0);
    use_effect_with((), {
        let passed = passed.setter();
        let began = *began;
        move |()| {
            let ticking = Interval::new(PACE_MILLIS, move || passed.set(page_millis() - began));
            || drop(ticking)
        }
    });
    html! { <span class="since-then">{ props.language.span(*passed) }</span> }
}
