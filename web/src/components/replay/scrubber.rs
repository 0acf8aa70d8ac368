//! The scrubber: the whole record as a line, with what happened on it, and the moment to move.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::ask::{is_plain, of_key};
use crate::{
    components::geometry::per_cent,
    language::Language,
    past::{Ask, Moment},
    picture::{Intent, Mark, MarkKind},
};

/// Props of [`Scrubber`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct ScrubberProps {
    /// Where the replay is.
    pub moment: Moment,
    /// What happened when.
    pub marks: Rc<Vec<Mark>>,
    /// What has just happened at the moment.
    pub told: String,
    /// The language of the page.
    pub language: Language,
    /// What the person asks for.
    pub on: Callback<Intent>,
}

/// A range from the beginning of the record to its end. Keys go from happening to happening.
#[component]
pub(super) fn Scrubber(props: &ScrubberProps) -> Html {
    let ScrubberProps { moment, marks, told, language: say, on } = props;
    let Moment { begins_ms, ends_ms, at_ms, .. } = *moment;
    let input = use_node_ref();
    // The thumb follows the moment, wherever a hand has left it.
    use_effect_with(at_ms.to_bits() ^ ends_ms.to_bits(), {
        let input = input.clone();
        move |_| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.set_value(&at_ms.to_string());
            }
        }
    });
    let oninput = on.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        Intent::InPast(Ask::Seek(input.value_as_number()))
    });
    let onkeydown = {
        let on = on.clone();
        Callback::from(move |event: KeyboardEvent| {
            if let Some(asked) = of_key(&event) {
                event.prevent_default();
                on.emit(Intent::InPast(asked));
            } else if event.key() == " " && is_plain(&event) {
                event.prevent_default();
                on.emit(Intent::InPast(Ask::Play(true)));
            }
        })
    };
    let place = |ms: f64| {
        let span = (ends_ms - begins_ms).max(1.0);
        per_cent(100.0 * ((ms - begins_ms) / span).clamp(0.0, 1.0))
    };
    let valuetext = if told.is_empty() {
        say.instant(at_ms)
    } else {
        format!("{}: {told}", say.instant(at_ms))
    };
    html! {
        <div class="scrubber">
            <svg class="scrub-track" width="100%" height="100%" aria-hidden="true" focusable="false">
                <rect class="scrub-ahead" x="0" width="100%" y="50%" height="4" transform="translate(0 -2)" />
                <rect class="scrub-behind" x="0" width={place(at_ms)} y="50%" height="4" transform="translate(0 -2)" />
                { for marks.iter().enumerate().map(|(i, mark)| html! {
                    <line key={i} class={classes!("scrub-mark", class(mark.kind))} data-scrub-mark={mark.at_ms.to_string()}
                        x1={place(mark.at_ms)} x2={place(mark.at_ms)} y1="12%" y2="88%" />
                }) }
            </svg>
            <input ref={input} type="range" min={begins_ms.to_string()} max={ends_ms.to_string()} step="any"
                aria-label={say.replay_scrubber()} aria-valuetext={valuetext} data-scrubber=""
                {oninput} {onkeydown} />
        </div>
    }
}

const fn class(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Fill => "is-fill",
        MarkKind::Kill | MarkKind::Leave | MarkKind::Freeze | MarkKind::Loss => "is-death",
        MarkKind::Start | MarkKind::Add => "is-start",
    }
}
