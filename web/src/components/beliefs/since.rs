//! How long something has been so in the cluster's time, counted while one looks.

use gloo_timers::callback::Interval;
use yew::prelude::*;

use crate::{clock::page_millis, language::Language, pace::Pace, picture::Picture};

/// How often it is written anew, in milliseconds.
const PACE_MILLIS: u32 = 100;

/// The time since something began, in milliseconds since the page was opened: counted on, or as it was
/// at a moment of the past.
pub(super) fn since(picture: &Picture, began: f64) -> Html {
    let say = picture.language;
    match &picture.past {
        Some(past) => {
            let now = past.moment.origin_ms + past.moment.at_ms;
            html! { <span class="since-then">{ say.span(now - began) }</span> }
        }
        None => html! { <Since key={began.to_bits()} language={say} /> },
    }
}

/// Props of [`Since`].
#[derive(Clone, PartialEq, Properties)]
struct SinceProps {
    /// The language of the page.
    pub language: Language,
}

/// The time since it was first shown; give it a key that changes with what it counts.
#[component]
fn Since(props: &SinceProps) -> Html {
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
