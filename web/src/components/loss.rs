//! Loss on kill: what each death cost, the last one large.

use std::{mem::discriminant, rc::Rc};

use lab::command::PlacementName;
use yew::prelude::*;

use super::{
    bar::keys_bar,
    parts::drawn_from,
    toll::{EarlierToll, LastToll, cost, died},
};
use crate::{
    format::{count, machine, percent},
    picture::{Condition, Loss, Picture},
};

drawn_from! {
    /// Props of [`LossOnKill`].
    LossProps: losses, figures, ready, fill, machines
}

/// The panel with the lesson.
#[component]
pub fn LossOnKill(props: &LossProps) -> Html {
    let picture = &props.picture;
    let trials = use_mut_ref(Trials::default);
    trials.borrow_mut().remember(picture);
    html! {
        <section class="loss" aria-labelledby="loss-title">
            <h2 id="loss-title">{ "Loss on kill" }</h2>
            // The headline is drawn anew at each death: this says it to who can't see it.
            <p class="unseen" role="status">
                { picture.losses.last().map(|last| {
                    format!("{} {}", died(last), cost(last))
                }) }
            </p>
            if let Some((last, earlier)) = picture.losses.split_last() {
                <LastToll loss={last} />
                { trials.borrow().compare(picture, last) }
                { since(picture, last) }
                if !earlier.is_empty() {
                    <h3>{ "Before that" }</h3>
                    <ul class="earlier">
                        { for earlier.iter().rev().map(|loss| html! { <EarlierToll {loss} /> }) }
                    </ul>
                }
            } else {
                { invitation(picture) }
            }
        </section>
    }
}

/// The last death under each placement, kept when the cluster is made anew: the same kill under
/// the other placement is what a class compares.
#[derive(Default)]
struct Trials {
    modulo: Option<Rc<Loss>>,
    fixed: Option<Rc<Loss>>,
}

impl Trials {
    fn remember(&mut self, picture: &Picture) {
        if let [only] = &picture.losses[..]
            && only.toll.before.acknowledged > 0
        {
            match picture.placement {
                PlacementName::Modulo => self.modulo = Some(only.clone()),
                PlacementName::Fixed => self.fixed = Some(only.clone()),
            }
        }
    }

    fn compare(&self, picture: &Picture, last: &Loss) -> Html {
        let (other, name) = match picture.placement {
            PlacementName::Modulo => (&self.fixed, "Fixed"),
            PlacementName::Fixed => (&self.modulo, "Modulo"),
        };
        let before = last.toll.before;
        let same = |other: &&Rc<Loss>| {
            other.machine == last.machine
                && discriminant(&other.cause) == discriminant(&last.cause)
                && other.toll.before.found == before.found
        };
        if picture.losses.len() > 1 || before.acknowledged == 0 {
            return Html::default();
        }
        match other.as_ref().filter(same) {
            Some(other) => {
                let after = &other.toll.after;
                html! {
                    <p class="compare">
                        { format!("The same {} under {name} left ", deed(&last.cause)) }
                        <b>{ percent(after.found, after.acknowledged) }</b>
                        { format!(": {} of {} keys.", count(after.found), count(after.acknowledged)) }
                    </p>
                }
            }
            None => html! {
                <p class="compare">
                    { format!("Now try the same under {name}: choose it above, fill, {}. ", again(last)) }
                    { "Guess first." }
                </p>
            },
        }
    }
}

/// A death as a thing.
const fn deed(cause: &Condition) -> &'static str {
    match cause {
        Condition::Left => "goodbye",
        Condition::Frozen => "freeze",
        Condition::Silent => "silence",
        Condition::Trapped(_) => "trap",
        Condition::TabClosed | Condition::TabReloaded => "death",
        _ => "kill",
    }
}

/// What one does to have that death again.
fn again(loss: &Loss) -> String {
    let name = machine(loss.machine);
    match loss.cause {
        Condition::Left => format!("let {name} leave"),
        Condition::Frozen => format!("freeze {name}"),
        Condition::Silent => format!("silence {name}"),
        Condition::Trapped(_) => format!("trap {name}"),
        Condition::TabClosed => format!("close the tab of {name}"),
        Condition::TabReloaded => format!("reload the tab of {name}"),
        _ => format!("kill {name}"),
    }
}

/// What to do before there is a loss to show.
fn invitation(picture: &Picture) -> Html {
    let filled = picture.figures.acknowledged > 0 && picture.fill.is_none();
    let step = |n: u8, done: bool, now: bool, text: &str| {
        let class = classes!("step", done.then_some("done"), now.then_some("now"));
        html! { <li {class}><span class="step-number" aria-hidden="true">{ if done { "✓".to_owned() } else { n.to_string() } }</span>{ text }</li> }
    };
    html! {
        <div class="invitation">
            <p class="headline">
                { if filled {
                    "Now click a machine to kill it."
                } else {
                    "Fill the cache, then click a machine to kill it."
                } }
            </p>
            <ol class="steps">
                { step(1, filled, picture.ready && !filled, "Fill: 5,000 keys go to their owners.") }
                { step(2, false, filled, "Click a machine: it dies for real, without a goodbye.") }
                { step(3, false, false, "How many of the 5,000 keys are still found? Guess first.") }
            </ol>
            if picture.figures.acknowledged > 0 {
                { keys_bar(&picture.figures) }
            }
        </div>
    }
}

/// How things stand now, when they have changed since the last death.
fn since(picture: &Picture, last: &Loss) -> Html {
    let (then, now) = (&last.toll.after, &picture.figures);
    if (then.found, then.acknowledged) == (now.found, now.acknowledged) {
        return Html::default();
    }
    html! {
        <p class="since">
            { "Since then: " }
            <b>{ format!("{} of {} keys found now", count(now.found), count(now.acknowledged)) }</b>
            { format!(" ({}).", percent(now.found, now.acknowledged)) }
            if now.stale > 0 {
                { format!(" {} of them stale.", count(now.stale)) }
            }
        </p>
    }
}
