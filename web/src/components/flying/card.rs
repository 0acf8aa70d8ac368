//! The card of something that is on its way: what it says, and what can be done to it.

use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use crate::{
    components::{
        find,
        time::{
            self,
            words::{came_of_it, delay, kind, sentence},
        },
    },
    gate::Act,
    language::Language,
    picture::{Asks, Intent, Says, Time, Waiting, WaitingId},
};

/// Props of [`Card`].
#[derive(Clone, PartialEq, Properties)]
pub(in super::super) struct CardProps {
    /// The language of the page.
    pub language: Language,
    /// What the person asks for.
    pub on: Callback<Intent>,
    /// What is being read.
    pub read: WaitingId,
    /// What is on its way.
    pub time: Rc<Time>,
    /// Whether it lies in the figure's lower half.
    pub is_below: bool,
}

/// What it says, and four buttons; it stays when the message is gone, until it is closed.
#[component]
pub(in super::super) fn Card(props: &CardProps) -> Html {
    let CardProps { language: say, on, read, time, is_below } = props;
    let say = *say;
    let place = use_node_ref();
    let known = use_mut_ref(|| None::<Waiting>);
    let present = time.waiting.iter().find(|one| one.id == *read);
    if let Some(present) = present {
        *known.borrow_mut() = Some(present.clone());
    }
    use_effect_with(*read, {
        let place = place.clone();
        move |_| {
            if let Some(card) = place.cast::<HtmlElement>() {
                // It can have the focus: it has a tabindex.
                let _ = card.focus();
            }
        }
    });
    let is_there = present.is_some();
    let known = known.borrow().clone().filter(|known| known.id == *read);
    let Some(message) = known else { return Html::default() };
    let close = {
        let (on, back) = (on.clone(), format!("#{}", time::name(*read)));
        Callback::from(move |()| {
            find::focus(if is_there { &back } else { time::STEP });
            on.emit(Intent::Read(None));
        })
    };
    let onkeydown = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                // It is for the card alone.
                event.prevent_default();
                event.stop_propagation();
                close.emit(());
            }
        })
    };
    html! {
        <div ref={place} class={classes!("card", if *is_below { "is-below" } else { "is-above" })}
            role="group" tabindex="-1" aria-labelledby="card-title" data-card={kind(&message)} {onkeydown}>
            <p id="card-title" class="card-title">{ sentence(say, &message) }</p>
            { facts(say, &message, time) }
            if is_there {
                { acts(say, &message, time, on) }
            } else {
                <p class="note" role="status">{ say.gate_is_gone() }</p>
            }
            <button type="button" class="card-close" aria-label={say.gate_close()} title={say.gate_close()}
                onclick={close.reform(|_| ())}>{ "×" }</button>
        </div>
    }
}

fn facts(say: Language, message: &Waiting, time: &Time) -> Html {
    let who = |machine: Option<u32>| {
        machine.map_or_else(|| say.gate_master().to_owned(), crate::format::machine)
    };
    let mut facts =
        vec![(say.gate_from(), who(message.from)), (say.gate_to(), who(message.id.gate))];
    let asks = match &message.says {
        Says::Asks(asks) | Says::Answers { to: Some(asks), .. } => Some(asks),
        _ => None,
    };
    match asks {
        Some(Asks::Put { key, value }) => {
            facts.push((say.gate_key(), key.clone()));
            facts.push((say.gate_value(), value.clone()));
        }
        Some(Asks::Get { key } | Asks::Delete { key }) => facts.push((say.gate_key(), key.clone())),
        _ => {}
    }
    if let Says::Answers { outcome, .. } = &message.says
        && !matches!(asks, Some(Asks::Put { .. }))
    {
        facts.push((say.gate_value(), came_of_it(say, outcome)));
    }
    if let Some(sequence) = message.sequence {
        facts.push((say.gate_number(), say.count(sequence)));
    }
    if time.pace.is_paused() {
        let now = time.pace.cluster(0.0);
        facts.push((say.gate_arrives(), say.span(message.arrives_ms - now)));
    }
    html! {
        <dl>
            { for facts.into_iter().map(|(name, value)| html! {
                <div><dt>{ name }</dt><dd>{ value }</dd></div>
            }) }
        </dl>
    }
}

fn acts(say: Language, message: &Waiting, time: &Time, on: &Callback<Intent>) -> Html {
    let id = message.id;
    let act = |act: Act, name: String, ends: bool| {
        let on = on.clone();
        let onclick = Callback::from(move |_: MouseEvent| {
            on.emit(Intent::Gate(id, act));
            if ends {
                find::focus(time::STEP);
                on.emit(Intent::Read(None));
            }
        });
        html! { <button type="button" data-act={format!("{act:?}")} {onclick}>{ name }</button> }
    };
    if !time.is_alone {
        return html! { <p class="note">{ say.pace_not_alone() }</p> };
    }
    html! {
        <>
            <div class="acts">
                { act(Act::Deliver, say.gate_deliver().to_owned(), true) }
                { act(Act::Delay, say.gate_delay(&delay(say)), false) }
                if message.can_be_lost() {
                    { act(Act::Drop, say.gate_drop().to_owned(), true) }
                    { act(Act::Duplicate, say.gate_duplicate().to_owned(), false) }
                }
            </div>
            if !message.can_be_lost() {
                <p class="note">{ say.gate_never_lost() }</p>
            }
        </>
    }
}
