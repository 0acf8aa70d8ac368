//! Why is this key missing? One key, asked about.

use std::rc::Rc;

use lab::ledger::Ground;
use node_core::{NodeId, Owners, Place as _, Term, View, fill_key, phash2};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{parts::drawn_from, story::story};
use crate::picture::{Intent, Picture};

drawn_from! {
    /// Props of [`Why`].
    WhyProps: explanation, grounds, losses, via
}

/// Keys of a fill that are looked through for good examples.
const LOOKED_THROUGH: u64 = 200;

/// A key to type or pick, and its story.
#[component]
pub fn Why(props: &WhyProps) -> Html {
    let WhyProps { picture, on } = props;
    let say = picture.language;
    let input = use_node_ref();
    let wrong = use_state(|| false);
    let examples = use_memo((picture.via, picture.losses.len(), picture.grounds.clone()), {
        let picture = picture.clone();
        move |_| examples(&picture)
    });
    // A key that was picked elsewhere is the one that is typed here.
    use_effect_with(picture.explanation.as_ref().map(|one| as_typed(&one.key).to_owned()), {
        let input = input.clone();
        move |key| {
            if let (Some(input), Some(key)) = (input.cast::<HtmlInputElement>(), key)
                && !is_focused(&input)
            {
                input.set_value(key);
            }
        }
    });
    let onsubmit = {
        let (input, on, wrong) = (input.clone(), on.clone(), wrong.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let key =
                input.cast::<HtmlInputElement>().map(|input| input.value()).unwrap_or_default();
            let key = key.trim();
            wrong.set(key.is_empty());
            if !key.is_empty() {
                on.emit(Intent::Explain(key.to_owned()));
            }
        })
    };
    let pick = |key: &Rc<str>| {
        let (input, on, wrong, key) = (input.clone(), on.clone(), wrong.clone(), key.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.set_value(&key);
            }
            wrong.set(false);
            on.emit(Intent::Explain(key.to_string()));
        })
    };
    html! {
        <section class="panel why" aria-labelledby="why-title">
            <h2 id="why-title">{ say.why_title() }</h2>
            <form class="why-form" {onsubmit}>
                <div class="field">
                    <label for="why-key">{ say.why_key() }</label>
                    <input ref={input.clone()} id="why-key" class="code" type="text" placeholder="k_1_7"
                        spellcheck="false" autocapitalize="off" autocomplete="off"
                        aria-invalid={wrong.to_string()} aria-describedby="why-wrong" />
                </div>
                <button type="submit">{ say.why_explain() }</button>
                <div class="examples">
                    <span>{ say.why_for_example() }</span>
                    { for examples.iter().map(|key| html! {
                        <button type="button" class="example code" onclick={pick(key)}>{ &**key }</button>
                    }) }
                </div>
            </form>
            <p id="why-wrong" class="wrong" aria-live="polite">
                { if *wrong { say.why_wrong() } else { "" } }
            </p>
            <div aria-live="polite">
                if let Some(explanation) = &picture.explanation {
                    { story(say, explanation) }
                }
            </div>
        </section>
    }
}

/// A key as one types it: a text without its quotes, unless it has more to escape.
pub(super) fn as_typed(written: &str) -> &str {
    let text = written.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    text.filter(|text| !text.contains('\\')).unwrap_or(written)
}

/// Whether the person is in this field.
fn is_focused(input: &HtmlInputElement) -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    let active = document.and_then(|document| document.active_element());
    active.as_ref() == Some(input.as_ref())
}

/// Keys of the last fill with different fates since the last change, as far as arithmetic tells:
/// one that moved, one that was on the dead machine, one that stayed.
fn examples(picture: &Picture) -> Vec<Rc<str>> {
    let via = picture.via;
    let dead = picture.losses.last().map(|loss| NodeId::new(loss.machine));
    let now = picture.grounds.now.as_ref().map(Ground::owners);
    let before = picture.grounds.before.as_ref().map(Ground::owners);
    let fates: [&dyn Fn(NodeId, Option<NodeId>) -> bool; 3] = [
        &|was, is| Some(was) != dead && Some(was) != is,
        &|was, _| Some(was) == dead,
        &|was, is| Some(was) != dead && Some(was) == is,
    ];
    let find = |fate: &dyn Fn(NodeId, Option<NodeId>) -> bool| {
        (1..=LOOKED_THROUGH).find(|&j| {
            let hash = phash2::hash(&fill_key(via, j));
            let owner = |owners: &Option<Owners>| owners.as_ref().and_then(|one| one.owner(hash));
            let is = owner(&now);
            owner(&before).or(is).is_some_and(|was| fate(was, is))
        })
    };
    let mut picked: Vec<u64> = fates.into_iter().filter_map(find).collect();
    picked.extend([7, 8, 9].into_iter().skip(picked.len()));
    picked.into_iter().map(|j| text(&fill_key(via, j))).collect()
}

fn text(key: &Term) -> Rc<str> {
    match key.view() {
        View::Binary(bytes) => String::from_utf8_lossy(bytes).into(),
        _ => key.to_string().into(),
    }
}
