//! One machine, and what can become of it: four deaths, and one that only looks like it.

use std::rc::Rc;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use crate::{
    components::parts::{is_dead, state_name, state_reason, state_word},
    format::machine,
    language::Language,
    picture::{Condition, Intent, Picture},
};

/// Props of [`Deaths`].
#[derive(Clone, PartialEq, Properties)]
pub struct DeathsProps {
    /// What there is to see.
    pub picture: Rc<Picture>,
    /// What the person asks for.
    pub on: Callback<Intent>,
}

/// A button, and what it does in a line.
struct Deed {
    /// Its name for programs.
    fault: &'static str,
    label: &'static str,
    line: &'static str,
    intent: fn(u32) -> Intent,
    /// Whether it can be done to the machine as it is.
    possible: bool,
}

/// A machine to choose, and the deeds.
#[component]
pub fn Deaths(props: &DeathsProps) -> Html {
    let DeathsProps { picture, on } = props;
    let say = picture.language;
    let chosen = use_state(|| 2_u32);
    let machines = &picture.machines;
    let one = machines.iter().find(|one| one.number == *chosen).or_else(|| machines.first());
    let onchange = {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            let number = event
                .target_dyn_into::<HtmlSelectElement>()
                .and_then(|select| select.value().parse().ok());
            if let Some(number) = number {
                chosen.set(number);
            }
        })
    };
    html! {
        <section class="fault-part" aria-labelledby="deaths-title">
            <h3 id="deaths-title">{ say.deaths_title() }</h3>
            <div class="field">
                <label for="fault-machine">{ say.deaths_machine() }</label>
                <select id="fault-machine" {onchange}>
                    { for machines.iter().map(|each| html! {
                        <option value={each.number.to_string()}
                            selected={one.is_some_and(|one| one.number == each.number)}>
                            { machine(each.number) }
                        </option>
                    }) }
                </select>
                if let Some(one) = one {
                    <span class="fault-state" data-fault-state={state_name(&one.condition)}>
                        { state_told(say, &one.condition) }
                    </span>
                }
            </div>
            if let Some(one) = one {
                <ul class="deeds">
                    { for deeds(say, &one.condition).into_iter().map(|deed| button(&deed, one.number, on)) }
                </ul>
            }
        </section>
    }
}

/// How the machine is, and of a dead one, why.
fn state_told(say: Language, condition: &Condition) -> Html {
    let state = html! { <b>{ state_word(say, condition) }</b> };
    match state_reason(say, condition).filter(|_| is_dead(condition)) {
        Some(why) => say.deaths_is_since_parts(state, html! { why }),
        None => say.deaths_is_parts(state),
    }
}

fn button(deed: &Deed, number: u32, on: &Callback<Intent>) -> Html {
    let Deed { fault, label, line, intent, possible } = *deed;
    let onclick = on.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        if possible {
            onclick.emit(intent(number));
        }
    });
    // Not `disabled`, and the same element for Freeze and Thaw: it keeps the focus.
    html! {
        <li>
            <button type="button" data-fault={fault} {onclick} aria-describedby={format!("fault-{fault}")}
                aria-disabled={(!possible).then_some("true")}>{ label }</button>
            <span id={format!("fault-{fault}")}>{ line }</span>
        </li>
    }
}

/// What can be done to a machine in this condition; each has its place, so that nothing moves.
fn deeds(say: Language, condition: &Condition) -> [Deed; 4] {
    let runs = *condition == Condition::Running;
    let crash = if is_dead(condition) {
        Deed {
            fault: "start",
            label: say.deaths_start(),
            line: say.deaths_start_line(),
            intent: Intent::Start,
            possible: true,
        }
    } else {
        Deed {
            fault: "crash",
            label: say.deaths_crash(),
            line: say.deaths_crash_line(),
            intent: Intent::Kill,
            possible: true,
        }
    };
    let freeze = if *condition == Condition::Frozen {
        Deed {
            fault: "thaw",
            label: say.deaths_thaw(),
            line: say.deaths_thaw_line(),
            intent: Intent::Thaw,
            possible: true,
        }
    } else {
        Deed {
            fault: "freeze",
            label: say.deaths_freeze(),
            line: say.deaths_freeze_line(),
            intent: Intent::Freeze,
            possible: runs,
        }
    };
    [
        crash,
        Deed {
            fault: "leave",
            label: say.deaths_leave(),
            line: say.deaths_leave_line(),
            intent: Intent::Leave,
            possible: runs,
        },
        Deed {
            fault: "trap",
            label: say.deaths_trap(),
            line: say.deaths_trap_line(),
            intent: Intent::Trap,
            possible: runs,
        },
        freeze,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn possible(condition: &Condition) -> Vec<&'static str> {
        let deeds = deeds(Language::French, condition).into_iter();
        deeds.filter(|deed| deed.possible).map(|deed| deed.fault).collect()
    }

    #[test]
    fn what_can_be_done_depends_on_how_the_machine_is() {
        assert_eq!(possible(&Condition::Running), ["crash", "leave", "trap", "freeze"]);
        assert_eq!(possible(&Condition::Frozen), ["crash", "thaw"]);
        assert_eq!(possible(&Condition::Silent), ["crash"]);
        assert_eq!(possible(&Condition::Left), ["start"]);
    }
}
