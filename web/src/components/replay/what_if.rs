//! What if? From the moment that is shown on, the machines are simulated with one thing changed.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::{ask::ask, ending::ending, words::plainly};
use crate::{
    format::machine,
    language::Language,
    past::{Ask, Change, Deed, Past, Told},
    picture::Intent,
};

/// Props of [`WhatIf`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct WhatIfProps {
    /// The replay.
    pub past: Rc<Past>,
    /// The machines there are at the moment, by number.
    pub machines: Vec<u32>,
    /// The language of the page.
    pub language: Language,
    /// What the person asks for.
    pub on: Callback<Intent>,
}

/// Changes to choose from, and what the last one came to.
#[component]
pub(super) fn WhatIf(props: &WhatIfProps) -> Html {
    let WhatIfProps { past, machines, language, on } = props;
    let say = *language;
    let (deed, number) = (use_state_eq(|| Deed::Kill), use_state_eq(|| 2_u32));
    let line = use_node_ref();
    let instead = use_state_eq(|| false);
    // What was asked of the live cluster is offered here.
    use_effect_with(past.wish.clone(), {
        let (deed, number, line) = (deed.setter(), number.setter(), line.clone());
        move |wish| match wished(wish.as_ref()) {
            Some(Change::Do { deed: one, machine, .. }) => {
                deed.set(one);
                number.set(machine);
            }
            Some(Change::Line { source, .. }) => {
                if let Some(line) = line.cast::<HtmlInputElement>() {
                    line.set_value(&source);
                }
            }
            _ => {}
        }
    });
    let onsubmit = {
        let (line, on, instead) = (line.clone(), on.clone(), *instead);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let typed = line.cast::<HtmlInputElement>().map(|line| line.value());
            if let Some(source) = typed.filter(|source| !source.trim().is_empty()) {
                on.emit(Intent::InPast(Ask::WhatIf(Change::Line { source, instead })));
            }
        })
    };
    let choose_deed = {
        let deed = deed.setter();
        Callback::from(move |event: Event| {
            let value = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
            let chosen = Deed::ALL.into_iter().find(|one| Some(one.name()) == value.as_deref());
            deed.set(chosen.unwrap_or(Deed::Kill));
        })
    };
    let choose_machine = {
        let number = number.setter();
        Callback::from(move |event: Event| {
            let value = event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value());
            if let Some(chosen) = value.and_then(|value| value.parse().ok()) {
                number.set(chosen);
            }
        })
    };
    let simulate = |change: Change| ask::<MouseEvent>(on, Ask::WhatIf(change));
    let done = Change::Do { deed: *deed, machine: *number, instead: *instead };
    let toggle = {
        let instead = instead.setter();
        Callback::from(move |event: Event| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                instead.set(input.checked());
            }
        })
    };
    let is_at = past.fork.as_ref().is_some_and(|fork| fork.ending.is_none());
    html! {
        <section class={classes!("panel", "what-if", past.wish.as_ref().map(|_| "is-wished"))}
            aria-labelledby="what-if-title" aria-busy={is_at.to_string()}>
            <h2 id="what-if-title">{ say.what_if_title() }</h2>
            <p class="in-words">{ say.what_if_about(&say.instant(past.moment.at_ms)) }</p>
            <ul class="changes">
                <li>
                    if let Some((row, words)) = message(say, past) {
                        <span>{ say.what_if_lost() }{ " " }<b>{ words }</b></span>
                        <button type="button" data-what-if="lose" onclick={simulate(Change::Lose(row))}>
                            { say.what_if_lose() }
                        </button>
                    } else {
                        <span class="about">{ say.what_if_choose() }</span>
                    }
                </li>
                <li>
                    <span class="deed-fields">
                        <select aria-label={say.what_if_deed()} onchange={choose_deed} data-what-if-deed="">
                            { for Deed::ALL.into_iter().map(|one| html! {
                                <option value={one.name()} selected={one == *deed}>{ deed_word(say, one) }</option>
                            }) }
                        </select>
                        <select aria-label={say.what_if_machine()} onchange={choose_machine} data-what-if-machine="">
                            { for machines.iter().map(|&one| html! {
                                <option value={one.to_string()} selected={one == *number}>{ machine(one) }</option>
                            }) }
                        </select>
                    </span>
                    <button type="button" data-what-if="do" onclick={simulate(done)}>
                        { say.what_if_simulate() }
                    </button>
                </li>
                <li>
                    <form class="line-field" {onsubmit}>
                        <label for="what-if-line">{ say.what_if_line() }</label>
                        <input ref={line} id="what-if-line" type="text" class="code" placeholder="Master.kill(3)"
                            spellcheck="false" autocapitalize="off" autocomplete="off" />
                        <button type="submit" data-what-if="line">{ say.what_if_simulate() }</button>
                    </form>
                </li>
                <li>
                    <label class="instead">
                        <input type="checkbox" checked={*instead} data-what-if-instead="" onchange={toggle} />
                        { say.what_if_instead() }
                    </label>
                </li>
                <li>
                    <span>{ say.what_if_nothing() }</span>
                    <button type="button" data-what-if="nothing" onclick={simulate(Change::Nothing)}>
                        { say.what_if_simulate() }
                    </button>
                </li>
            </ul>
            <div role="status">
                if let Some(fork) = &past.fork {
                    { ending(say, fork, on) }
                }
            </div>
        </section>
    }
}

/// The message at the moment, which can be lost.
fn message(say: Language, past: &Past) -> Option<(u64, String)> {
    let number = past.moment.row?;
    let row = past.feed.rows.iter().find(|row| row.number == number)?;
    matches!(row.told, Told::Said(_)).then(|| (number, plainly(say, row)))
}

/// What was asked of the live cluster, as a change of the past.
fn wished(wish: Option<&Intent>) -> Option<Change> {
    Some(match wish? {
        Intent::Kill(number) => Change::Do { deed: Deed::Kill, machine: *number, instead: false },
        Intent::Leave(number) => Change::Do { deed: Deed::Leave, machine: *number, instead: false },
        Intent::Freeze(number) => {
            Change::Do { deed: Deed::Freeze, machine: *number, instead: false }
        }
        Intent::Thaw(number) => Change::Do { deed: Deed::Thaw, machine: *number, instead: false },
        Intent::Start(number) => Change::Do { deed: Deed::Start, machine: *number, instead: false },
        Intent::Run(source) => Change::Line { source: source.clone(), instead: false },
        Intent::Fill { via, keys } => {
            Change::Line { source: format!("Master.fill({via}, {keys})"), instead: false }
        }
        _ => return None,
    })
}

pub(super) const fn deed_word(say: Language, deed: Deed) -> &'static str {
    match deed {
        Deed::Kill => say.what_if_kill(),
        Deed::Leave => say.what_if_leave(),
        Deed::Freeze => say.what_if_freeze(),
        Deed::Thaw => say.what_if_thaw(),
        Deed::Start => say.what_if_start(),
    }
}
