//! The form that fills the cache, and its progress.

use lab::limits::MAX_KEYS_PER_FILL;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::log::{hinted, refused};
use crate::{
    language::Language,
    picture::{FillNote, FillProgress, Intent},
};

/// Props of [`FillForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct FillFormProps {
    /// What the person asks for.
    pub on: Callback<Intent>,
    /// Every machine ever started.
    pub machines: Vec<u32>,
    /// The fill that is under way.
    pub progress: Option<FillProgress>,
    /// What became of the last one.
    pub note: Option<FillNote>,
    /// The language of the page.
    pub language: Language,
    /// Whether filling is what there is to do next.
    pub inviting: bool,
}

/// How many keys, through which machine; checked before anything is asked for.
#[component]
pub fn FillForm(props: &FillFormProps) -> Html {
    let say = props.language;
    let keys = use_state(|| "5000".to_owned());
    let via = use_state(|| "1".to_owned());
    let submitted = use_state(|| false);
    let wrong_keys = submitted.then(|| read_keys(say, &keys).err()).flatten();
    let wrong_via = submitted.then(|| read_via(say, &via, &props.machines).err()).flatten();
    let onsubmit = {
        let (keys, via, submitted) = (keys.clone(), via.clone(), submitted.clone());
        let (on, machines) = (props.on.clone(), props.machines.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let asked = read_keys(say, &keys).ok().zip(read_via(say, &via, &machines).ok());
            submitted.set(asked.is_none());
            if let Some((keys, via)) = asked {
                on.emit(Intent::Fill { via, keys });
            }
        })
    };
    html! {
        <form class="fill" novalidate=true {onsubmit}>
            <div class="fields">
                { field("fill-keys", say.fill_keys(), "wide", &keys, wrong_keys.is_some()) }
                { field("fill-via", say.fill_via(), "narrow", &via, wrong_via.is_some()) }
                <button type="submit" class={classes!("fill-button", props.inviting.then_some("inviting"))}>
                    { say.fill_button() }
                </button>
                if let Some(progress) = props.progress {
                    { under_way(say, progress, &props.on) }
                }
                <p class="note" role="status">
                    { props.note.as_ref().filter(|_| props.progress.is_none()).map(|note| told(say, note)) }
                </p>
            </div>
            <p id="fill-keys-wrong" class="wrong" aria-live="polite">{ wrong_keys.unwrap_or_default() }</p>
            <p id="fill-via-wrong" class="wrong" aria-live="polite">{ wrong_via.unwrap_or_default() }</p>
        </form>
    }
}

fn field(
    id: &'static str,
    label: &str,
    size: &'static str,
    value: &UseStateHandle<String>,
    wrong: bool,
) -> Html {
    let oninput = {
        let value = value.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                value.set(input.value());
            }
        })
    };
    html! {
        <div class="field">
            <label for={id}>{ label }</label>
            <input {id} class={size} type="number" min="1" step="1" inputmode="numeric" autocomplete="off"
                value={(**value).clone()} {oninput}
                aria-invalid={wrong.to_string()} aria-describedby={format!("{id}-wrong")} />
        </div>
    }
}

fn under_way(say: Language, progress: FillProgress, on: &Callback<Intent>) -> Html {
    let FillProgress { via, keys, done } = progress;
    html! {
        <div class="under-way">
            <div class="progress" role="progressbar" aria-valuemin="0"
                aria-label={say.fill_progress_label(&via.to_string())} aria-valuenow={done.to_string()} aria-valuemax={keys.to_string()}
                aria-valuetext={say.fill_progress_told(done, keys)}>
                <svg width="100%" height="100%" aria-hidden="true">
                    <rect class="track" width="100%" height="100%" rx="4" />
                    <rect class="done" height="100%" rx="4"
                        width={format!("{:.1}%", 100.0 * crate::format::share(done, keys).min(1.0))} />
                </svg>
            </div>
            <span class="progress-text">
                { say.fill_progress(done, keys) }
            </span>
            <button type="button" onclick={on.reform(|_| Intent::Cancel)}>{ say.fill_cancel() }</button>
        </div>
    }
}

/// What became of the last fill.
fn told(say: Language, note: &FillNote) -> String {
    match note {
        FillNote::Acknowledged(keys) => say.fill_acknowledged(*keys),
        FillNote::Hinted(hints) => hinted(say, hints),
        FillNote::Refused(why) => refused(say, why),
    }
}

/// A whole number as typed: digits, perhaps with blanks around.
pub(super) fn whole(text: &str) -> Option<u64> {
    let text = text.trim();
    (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| text.parse().unwrap_or(u64::MAX))
}

fn read_keys(say: Language, text: &str) -> Result<u64, String> {
    whole(text)
        .filter(|keys| (1..=MAX_KEYS_PER_FILL).contains(keys))
        .ok_or_else(|| say.fill_wrong_keys(MAX_KEYS_PER_FILL))
}

fn read_via(say: Language, text: &str, machines: &[u32]) -> Result<u32, String> {
    let wanted = whole(text).and_then(|via| u32::try_from(via).ok());
    match (wanted, machines.last()) {
        (Some(via), _) if machines.contains(&via) => Ok(via),
        (Some(via), Some(last)) if via > 0 => {
            Err(say.fill_no_machine(via.into(), &last.to_string()))
        }
        _ => Err(say.fill_wrong_via().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fill_has_a_whole_number_of_keys_within_the_limit() {
        assert_eq!(read_keys(Language::English, " 5000 "), Ok(5_000));
        for wrong in ["", "0", "-1", "1.5", "1e3", "100000001", "99999999999999999999999"] {
            assert!(read_keys(Language::French, wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_fill_goes_through_a_machine_that_was_started_once() {
        assert_eq!(read_via(Language::English, "2", &[1, 2]), Ok(2));
        assert_eq!(
            read_via(Language::English, "9", &[1, 2]),
            Err("There is no machine 9: the last one is 2.".to_owned())
        );
        assert!(read_via(Language::English, "0", &[1, 2]).is_err());
        assert!(read_via(Language::English, "", &[1, 2]).is_err());
    }
}
