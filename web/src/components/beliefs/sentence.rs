//! What the matrix says, in a sentence.

use yew::prelude::*;

use super::{since, sleeps};
use crate::{
    format::machine,
    picture::{Belief, Condition, Picture},
};

/// Who is wrong about whom, or that nobody is; the last change `took` so long to be known to all.
pub(super) fn sentence(picture: &Picture, took: Option<f64>) -> Html {
    let Some(wrong) = Wrong::of(picture) else {
        return html! {
            <p class="belief-sentence" data-belief-sentence="agree">{ agreed(picture, took) }</p>
        };
    };
    let say = picture.language;
    let since = since(picture, wrong.since);
    html! {
        <p class="belief-sentence is-wrong" data-belief-sentence="wrong">
            { say.beliefs_for_parts(html! { wrong.told(picture) }, since) }
        </p>
    }
}

/// The machines that are wrong; the frozen ones learn nothing, and are not counted.
struct Wrong {
    /// How many are.
    machines: usize,
    /// Whom they are wrong about, and whether they believe it up.
    about: Vec<(u32, bool)>,
    /// Since when the first is, in milliseconds since the page was opened.
    since: f64,
}

impl Wrong {
    fn of(picture: &Picture) -> Option<Self> {
        let beliefs = &picture.beliefs;
        let mut wrong = Self { machines: 0, about: Vec::new(), since: f64::INFINITY };
        for row in beliefs.rows.iter().filter(|row| !sleeps(picture, row.of)) {
            let mut is_wrong = false;
            for (&about, cell) in beliefs.about.iter().zip(&row.cells) {
                let Some(Belief { up, truly_up, wrong_since_ms, .. }) = *cell else { continue };
                if up == truly_up {
                    continue;
                }
                is_wrong = true;
                wrong.since = wrong.since.min(wrong_since_ms.unwrap_or(f64::INFINITY));
                if !wrong.about.contains(&(about, up)) {
                    wrong.about.push((about, up));
                }
            }
            wrong.machines += usize::from(is_wrong);
        }
        (wrong.machines > 0).then_some(wrong)
    }

    /// The sentence, but for how long it has been so.
    fn told(&self, picture: &Picture) -> String {
        let say = picture.language;
        let machines = self.machines as u64;
        match self.about[..] {
            [(about, true)] => say.beliefs_still(machines, &machine(about), state(picture, about)),
            [(about, false)] => say.beliefs_unaware(machines, &machine(about)),
            _ if self.about.iter().all(|(_, up)| *up) && picture.sides.len() > 1 => {
                say.beliefs_across(machines)
            }
            _ => {
                let mut about: Vec<u32> = self.about.iter().map(|(about, _)| *about).collect();
                about.sort_unstable();
                about.dedup();
                say.beliefs_wrong_about(machines, about.len() as u64)
            }
        }
    }
}

/// What is wrong with a machine: the word by which the sentence is chosen.
fn state(picture: &Picture, number: u32) -> &'static str {
    let one = picture.machines.iter().find(|one| one.number == number);
    match one.map(|one| &one.condition) {
        Some(Condition::Killed | Condition::TabClosed | Condition::TabReloaded) => "dead",
        Some(Condition::Left) => "gone",
        Some(Condition::Trapped(_)) => "broken",
        Some(Condition::Frozen) => "frozen",
        Some(Condition::Silent) => "silent",
        // It runs, beyond the cut.
        _ => "away",
    }
}

/// Nobody is wrong.
fn agreed(picture: &Picture, took: Option<f64>) -> String {
    let awake = picture.beliefs.rows.iter().filter(|row| !sleeps(picture, row.of)).count();
    let say = picture.language;
    if awake == 0 {
        return say.beliefs_nobody().to_owned();
    }
    let text = say.beliefs_agreed(awake as u64);
    match took {
        Some(took) => format!("{text} {}", say.beliefs_known_within(&say.span(took))),
        None => text,
    }
}
