//! How one comes to look back: the buttons that open a replay, of the live cluster or of a file, and
//! the one that makes such a file.

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use crate::{
    components::panel::{DrawnProps, Panel, same},
    language::Language,
    picture::Intent,
    record::keeper::Recorded,
};

/// How the name of a record's file ends.
const FILE_END: &str = ".apothik";

/// Saving the record, and opening one.
pub const RECORD_FILES: Panel = Panel { draw: record_files, same: same!(recorded, past) };

/// The button by which one looks back.
pub(in crate::components) fn look_back(
    say: Language,
    recorded: Recorded,
    on: &Callback<Intent>,
) -> Html {
    let refusal = refusal(say, recorded);
    let onclick = {
        let (on, is_refused) = (on.clone(), refusal.is_some());
        Callback::from(move |_: MouseEvent| {
            if !is_refused {
                on.emit(Intent::LookBack(None));
            }
        })
    };
    html! {
        <div class="look-back">
            <button type="button" data-look-back="" aria-disabled={refusal.is_some().to_string()}
                title={say.replay_look_back_about()} aria-describedby="look-back-why" {onclick}>
                { say.replay_look_back() }
            </button>
            <span id="look-back-why" class="about">{ refusal.unwrap_or_default() }</span>
        </div>
    }
}

/// Why one can't look back on the live cluster.
const fn refusal(say: Language, recorded: Recorded) -> Option<&'static str> {
    match recorded {
        Recorded::SinceBoot | Recorded::InPart => None,
        Recorded::Nothing => Some(say.replay_nothing_recorded()),
        Recorded::OtherTabs => Some(say.replay_other_tabs()),
        Recorded::Off => Some(say.replay_off()),
    }
}

fn record_files(props: &DrawnProps) -> Html {
    let (picture, on) = (&props.picture, &props.on);
    let say = picture.language;
    let is_recorded = matches!(picture.recorded, Recorded::SinceBoot | Recorded::InPart);
    let onchange = {
        let on = on.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let file = input.files().and_then(|files| files.get(0));
            // The same file can be opened again.
            input.set_value("");
            if file.is_some() {
                on.emit(Intent::LookBack(file));
            }
        })
    };
    html! {
        <div class="record-files">
            if is_recorded {
                <button type="button" title={say.replay_save_about()} data-save="record"
                    onclick={on.reform(|_| Intent::SaveRecord)}>{ say.replay_save() }</button>
            }
            <input id="record-file" class="unseen" type="file" accept={FILE_END} {onchange} />
            <label for="record-file" class="file-button" title={say.replay_open_about()}>
                { say.replay_open() }
            </label>
        </div>
    }
}

/// Whether a file that was dropped on the page is a record, by its name.
#[must_use]
pub(in crate::components) fn is_record(file: &File) -> bool {
    file.name().to_ascii_lowercase().ends_with(FILE_END)
}
