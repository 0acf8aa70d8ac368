//! Loss on kill: what each death cost, the last one large.

use std::{mem::discriminant, rc::Rc};

use node_core::Placement;
use yew::prelude::*;

use super::{
    bar::keys_bar,
    guess::{Ask, Guess, Row, compared, missing},
    palette::Look,
    parts::{drawn_from, state_name},
    save::save,
    toll::{EarlierToll, LastToll, cost, died},
};
use crate::{
    export::Figure,
    format::machine,
    language::Language,
    picture::{Condition, Loss, Picture},
    placements,
};

drawn_from! {
    /// Props of [`LossOnKill`].
    LossProps: losses, figures, ready, fill, machines, past
}

/// The panel with the lesson.
#[component]
pub fn LossOnKill(props: &LossProps) -> Html {
    let picture = &props.picture;
    let say = picture.language;
    let trials = use_mut_ref(Trials::default);
    // What is past is neither tried nor guessed.
    let is_past = picture.past.is_some();
    if !is_past {
        trials.borrow_mut().remember(picture);
    }
    let guess = use_state_eq(|| None::<Guess>);
    // Another cluster begins empty: what was guessed of the last one is over.
    let is_new = !is_past && picture.losses.is_empty() && picture.figures.acknowledged == 0;
    use_effect_with(is_new, {
        let guess = guess.setter();
        move |is_new| {
            if *is_new {
                guess.set(None);
            }
        }
    });
    let guessed = guess.filter(|guess| !is_past && !guess.is_over(picture));
    let on_guess = {
        let (guess, deaths) = (guess.setter(), picture.losses.len());
        Callback::from(move |missing: Option<u64>| {
            guess.set(missing.map(|missing| Guess { missing, deaths }));
        })
    };
    html! {
        <section class="loss" aria-labelledby="loss-title">
            <h2 id="loss-title">{ say.loss_title() }</h2>
            { save(say, &props.on, Figure::Loss, say.loss_title()) }
            // The headline is drawn anew at each death: this says it to who can't see it.
            <p class="unseen" role="status">
                { picture.losses.last().map(|last| {
                    format!("{} {}", died(say, last), cost(say, last))
                }) }
            </p>
            if let Some((last, earlier)) = picture.losses.split_last() {
                <LastToll loss={last} language={say} />
                if let Some((guess, death)) = guessed.and_then(|guess| Some((guess, guess.death(picture)?))) {
                    <section class="guessed" aria-labelledby="guess-title" data-guess-shown="">
                        <h3 id="guess-title">{ say.guess_title() }</h3>
                        { compared(say, &[row(say, guess, death)]) }
                    </section>
                }
                if !is_past { { trials.borrow().compare(picture, last) } }
                { since(picture, last) }
                if !earlier.is_empty() {
                    <h3>{ say.loss_before_that() }</h3>
                    <ul class="earlier">
                        { for earlier.iter().rev().map(|loss| html! { <EarlierToll {loss} language={say} /> }) }
                    </ul>
                }
            } else if is_past {
                <p class="nothing">{ say.loss_none_yet() }</p>
            } else {
                { invitation(picture, guessed, &on_guess) }
            }
        </section>
    }
}

/// The last death under each placement, kept when the cluster is made anew: the same kill under
/// another placement is what a class compares.
#[derive(Default)]
struct Trials(Vec<(Placement, Rc<Loss>)>);

impl Trials {
    fn remember(&mut self, picture: &Picture) {
        if let [only] = &picture.losses[..]
            && only.toll.before.acknowledged > 0
        {
            self.0.retain(|(placement, _)| *placement != picture.placement);
            self.0.push((picture.placement, only.clone()));
        }
    }

    /// The death under another placement that was seen last, or else another placement to try.
    fn other(&self, than: Placement) -> (Placement, Option<&Rc<Loss>>) {
        let other = self.0.iter().rev().find(|(placement, _)| *placement != than);
        let untried = if than == Placement::Modulo { Placement::Fixed } else { Placement::Modulo };
        other.map_or((untried, None), |(placement, loss)| (*placement, Some(loss)))
    }

    fn compare(&self, picture: &Picture, last: &Loss) -> Html {
        let say = picture.language;
        let (placement, other) = self.other(picture.placement);
        let name = placements::label(say, placement);
        let before = last.toll.before;
        let same = |other: &&Rc<Loss>| {
            other.machine == last.machine
                && discriminant(&other.cause) == discriminant(&last.cause)
                && other.toll.before.found == before.found
        };
        if picture.losses.len() > 1 || before.acknowledged == 0 {
            return Html::default();
        }
        match other.filter(same) {
            Some(other) => {
                let after = &other.toll.after;
                let rate = html! { <b>{ say.percent(after.found, after.acknowledged) }</b> };
                let (found, keys) = (after.found, after.acknowledged);
                let deed = deed(&last.cause);
                html! {
                    <p class="compare">
                        { say.loss_compared_parts(deed, html! { name }, rate, found, keys) }
                    </p>
                }
            }
            None => html! {
                <p class="compare">
                    { say.loss_try(name, state_name(&last.cause), &machine(last.machine)) }
                </p>
            },
        }
    }
}

/// A death as a thing: the word by which its sentence is chosen.
const fn deed(cause: &Condition) -> &'static str {
    match cause {
        Condition::TabClosed | Condition::TabReloaded => "tab",
        other => state_name(other),
    }
}

/// The guess beside what came true.
fn row(say: Language, guess: Guess, death: &Loss) -> Row {
    Row {
        label: say.guess_missing().to_owned(),
        look: Look::Stranded,
        guess: guess.missing,
        outcome: Some(missing(death)),
        most: death.toll.after.acknowledged,
    }
}

/// What to do before there is a loss to show.
fn invitation(picture: &Picture, guess: Option<Guess>, on_guess: &Callback<Option<u64>>) -> Html {
    let say = picture.language;
    let filled = picture.figures.acknowledged > 0 && picture.fill.is_none();
    let step = |n: u8, done: bool, now: bool, text: &str| {
        let class = classes!("step", done.then_some("done"), now.then_some("now"));
        html! { <li {class}><span class="step-number" aria-hidden="true">{ if done { "✓".to_owned() } else { n.to_string() } }</span>{ text }</li> }
    };
    html! {
        <div class="invitation">
            <p class="headline">
                { match (filled, guess) {
                    (false, _) => say.loss_invite_fill(),
                    (true, None) => say.loss_invite_guess(),
                    (true, Some(_)) => say.loss_invite_kill(),
                } }
            </p>
            <ol class="steps">
                { step(1, filled, picture.ready && !filled, say.loss_step_fill()) }
                { step(2, guess.is_some(), filled && guess.is_none(), say.loss_step_guess()) }
                { step(3, false, filled && guess.is_some(), say.loss_step_kill()) }
            </ol>
            if filled {
                <Ask language={say} keys={picture.figures.found} machines={picture.running()}
                    guessed={guess.map(|guess| guess.missing)} on_guess={on_guess.clone()} />
            }
            if picture.figures.acknowledged > 0 {
                { keys_bar(say, &picture.figures) }
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
    let say = picture.language;
    let found = html! { <b>{ say.loss_since_found(now.found, now.acknowledged) }</b> };
    let rate = html! { say.percent(now.found, now.acknowledged) };
    html! {
        <p class="since">
            { say.loss_since_parts(found, rate) }
            if now.stale > 0 {
                { " " }{ say.loss_since_stale(now.stale) }
            }
        </p>
    }
}
