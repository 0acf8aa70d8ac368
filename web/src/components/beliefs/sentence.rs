//! What the matrix says, in a sentence.

use yew::prelude::*;

use super::{Since, sleeps};
use crate::{
    components::parts::state_word,
    format::{counted, machine, span},
    picture::{Belief, Condition, Picture},
};

/// Who is wrong about whom, or that nobody is; the last change `took` so long to be known to all.
pub(super) fn sentence(picture: &Picture, took: Option<f64>) -> Html {
    let Some(wrong) = Wrong::of(picture) else {
        return html! {
            <p class="belief-sentence" data-belief-sentence="agree">{ agreed(picture, took) }</p>
        };
    };
    html! {
        <p class="belief-sentence is-wrong" data-belief-sentence="wrong">
            { wrong.told(picture) }{ " for " }<Since key={wrong.since.to_bits()} />{ "." }
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
        let who = counted(self.machines as u64, "machine");
        let (believe, have) =
            if self.machines == 1 { ("believes", "has") } else { ("believe", "have") };
        match self.about[..] {
            [(about, true)] => match state(picture, about) {
                Some(state) => {
                    format!("{who} still {believe} in {}, which has been {state}", machine(about))
                }
                None => format!(
                    "{who} still {believe} in {}, which has been out of reach",
                    machine(about)
                ),
            },
            [(about, false)] => {
                format!("{who} {have} not known that {} is up", machine(about))
            }
            _ if self.about.iter().all(|(_, up)| *up) && picture.sides.len() > 1 => {
                format!("{who} {have} believed in machines across the cut")
            }
            _ => {
                let mut about: Vec<u32> = self.about.iter().map(|(about, _)| *about).collect();
                about.sort_unstable();
                about.dedup();
                let others = counted(about.len() as u64, "machine");
                format!("{who} {have} been wrong about {others}")
            }
        }
    }
}

/// What is wrong with a machine that does not run, after "which has been".
fn state(picture: &Picture, number: u32) -> Option<&'static str> {
    let one = picture.machines.iter().find(|one| one.number == number)?;
    match &one.condition {
        Condition::Running | Condition::Starting | Condition::Leaving => None,
        Condition::Killed | Condition::TabClosed | Condition::TabReloaded => Some("dead"),
        Condition::Left => Some("gone"),
        Condition::Trapped(_) => Some("broken"),
        other => Some(state_word(other)),
    }
}

/// Nobody is wrong.
fn agreed(picture: &Picture, took: Option<f64>) -> String {
    let awake = picture.beliefs.rows.iter().filter(|row| !sleeps(picture, row.of)).count();
    let mut text = match awake {
        0 => return "No machine runs, so nobody believes anything.".to_owned(),
        1 => "The one machine sees the cluster as it is.".to_owned(),
        n => format!("All {n} machines see the cluster as it is."),
    };
    if let Some(took) = took {
        text = format!("{text} The last change was known to all within {}.", span(took));
    }
    text
}
