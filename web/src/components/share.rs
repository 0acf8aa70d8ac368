//! Sharing: a link of what was done, or of a scenario.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlDialogElement, HtmlInputElement};
use yew::prelude::*;

use super::find;
use crate::{
    export::Export,
    language::Language,
    picture::{Intent, Picture},
    scenarios::{
        MAX_LINK, Packed, Source,
        done::{Untold, done},
        seam::{Link, Matter, link, untold},
    },
};

/// Where the link stands.
const LINK: &str = "#share-link";

/// What is to be shared.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Asked {
    /// What was done since the last boot.
    Run,
    /// A scenario, and where it comes from.
    Scenario(Source, Rc<Packed>),
}

/// What there is to be shown.
#[derive(Clone, Debug, PartialEq)]
enum Made {
    /// Nothing yet.
    Waiting,
    /// A link.
    Link(Link),
    /// What was done can't be told.
    Untold(Untold),
    /// There is no link; the text says why.
    Failed(String),
}

/// The dialog with a link.
pub(super) struct Sharing {
    asked: UseStateHandle<Option<Asked>>,
    made: UseStateHandle<Made>,
    dialog: NodeRef,
}

/// The page's dialog: closed, or with what was asked for of the last picture.
#[hook]
pub(super) fn use_sharing(picture: &Rc<Picture>) -> Sharing {
    let asked = use_state_eq(|| None::<Asked>);
    let made = use_state_eq(|| Made::Waiting);
    let dialog = use_node_ref();
    use_effect_with((*asked).clone(), {
        let (dialog, picture, made) = (dialog.clone(), picture.clone(), made.setter());
        move |asked| {
            let dialog = dialog.cast::<HtmlDialogElement>();
            if let (Some(asked), Some(dialog)) = (asked, dialog.filter(|dialog| !dialog.open())) {
                made.set(Made::Waiting);
                // It is on the page, and closed.
                let _ = dialog.show_modal();
                make(asked, &picture, &made);
            }
        }
    });
    use_effect_with((*made).clone(), |_| {
        if let Some(field) =
            find::first(LINK).and_then(|field| field.dyn_into::<HtmlInputElement>().ok())
        {
            field.select();
        }
    });
    Sharing { asked, made, dialog }
}

impl Sharing {
    /// Asks for a link.
    pub(super) fn ask(&self) -> Callback<Asked> {
        let asked = self.asked.setter();
        Callback::from(move |what| asked.set(Some(what)))
    }
}

/// The button, and the dialog.
pub(super) fn share(picture: &Picture, sharing: &Sharing, on: &Callback<Intent>) -> Html {
    let Sharing { asked, made, dialog } = sharing;
    let say = picture.language;
    let closed = {
        let asked = asked.setter();
        Callback::from(move |_: Event| asked.set(None))
    };
    html! {
        <>
            <button type="button" class="share-button" aria-haspopup="dialog" title={say.share_about()}
                onclick={sharing.ask().reform(|_| Asked::Run)}>{ say.share_open() }</button>
            <dialog ref={dialog.clone()} class="keys share-dialog" aria-labelledby="share-title" onclose={closed}>
                if let Some(asked) = &**asked {
                    { content(picture, asked, made, on) }
                }
            </dialog>
        </>
    }
}

/// Has the link made.
fn make(asked: &Asked, picture: &Picture, made: &UseStateSetter<Made>) {
    let then = {
        let made = made.clone();
        move |link: Result<Link, String>| made.set(link.map_or_else(Made::Failed, Made::Link))
    };
    match asked {
        Asked::Scenario(source @ (Source::Shipped(_) | Source::Link(_)), _) => {
            link(&Matter::Fragment(&source.fragment().unwrap_or_default()), then);
        }
        Asked::Scenario(Source::Own(_), packed) => {
            link(&Matter::Text(&packed.scenario.to_string()), then);
        }
        Asked::Run => match done(picture, false) {
            Ok(scenario) => link(&Matter::Text(&scenario.to_string()), then),
            Err(why) => made.set(Made::Untold(why)),
        },
    }
}

fn content(
    picture: &Picture,
    asked: &Asked,
    made: &UseStateHandle<Made>,
    on: &Callback<Intent>,
) -> Html {
    let say = picture.language;
    let (title, about) = match asked {
        Asked::Run => (say.share_title(), say.share_run_about()),
        Asked::Scenario(..) => (say.share_scenario_title(), say.share_scenario_about()),
    };
    let is_shared = *asked == Asked::Run && picture.tabs.len() > 1;
    html! {
        <form method="dialog">
            <h2 id="share-title">{ title }</h2>
            { match &**made {
                Made::Waiting => html! { <p role="status">{ say.share_making() }</p> },
                Made::Untold(why) => html! { <p role="status" data-untold="">{ untold(say, *why) }</p> },
                Made::Failed(why) => html! { <p role="alert">{ say.share_failed(why) }</p> },
                Made::Link(link) if link.address.len() > MAX_LINK => html! {
                    <p role="status" data-too-long="">
                        { say.share_too_long(link.address.len() as u64, MAX_LINK as u64) }
                    </p>
                },
                Made::Link(link) => html! {
                    <>
                        <p>{ about }</p>
                        { linked(say, link, made) }
                    </>
                },
            } }
            if is_shared {
                <p class="note">{ say.share_tabs() }</p>
            }
            <div class="share-deeds">
                if *asked == Asked::Run && !matches!(**made, Made::Untold(_)) {
                    <button type="button" data-save="scenario"
                        onclick={on.reform(|_| Intent::Save(Export::Scenario))}>{ say.save_scenario() }</button>
                }
                <button type="submit">{ say.keys_close() }</button>
            </div>
        </form>
    }
}

/// The link, to be selected, and a button that copies it.
fn linked(say: Language, made: &Link, all: &UseStateHandle<Made>) -> Html {
    let Link { address, is_copied } = made.clone();
    let copy = {
        let (address, all) = (address.clone(), all.setter());
        Callback::from(move |_: MouseEvent| {
            let all = all.clone();
            let fragment = address.split_once('#').map_or("", |(_, fragment)| fragment);
            link(&Matter::Fragment(fragment), move |link| {
                all.set(link.map_or_else(Made::Failed, Made::Link));
            });
        })
    };
    html! {
        <>
            <div class="share-link">
                <input id="share-link" type="text" class="code" readonly=true value={address.clone()}
                    aria-label={say.share_link()} autofocus=true spellcheck="false" />
                <button type="button" data-copy="" onclick={copy}>{ say.share_copy() }</button>
            </div>
            <p class="note" role="status" data-copied={is_copied.to_string()}>
                { if is_copied { say.share_copied() } else { say.share_not_copied() } }
                { " " }
                { say.share_length(address.len() as u64) }
            </p>
        </>
    }
}
