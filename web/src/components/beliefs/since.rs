//! How long something has been so in the cluster's time, counted while one looks.

use gloo_timers::callback::Interval;
use yew::prelude::*;

use crate::{clock::page_millis, language::Language, pace::Pace};

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
    let pace = use_context::<Pace>().unwrap_or_default();
    let now = pace.cluster(page_millis());
    let began = use_state(|| now);
    let update = use_force_update();
    use_effect_with((), move |()| {
        let ticking = Interval::new(PACE_MILLIS, move || update.force_update());
        || drop(ticking)
    });
    html! { <span class="since-then">{ props.language.span(now - *began) }</span> }
}
