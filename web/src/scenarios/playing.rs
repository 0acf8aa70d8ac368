//! A scenario that is played, as it crosses between the page and its Master's worker.

use lab::scenario::{Scenario, Step};
use serde::{Deserialize, Serialize};

use crate::picture::{ConsoleEntry, Origin, Picture};

/// A scenario to be played on a fresh cluster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Play {
    /// Names this play; the page chooses it.
    pub run: u32,
    /// The scenario, as its reader packed it: that crosses by itself.
    #[serde(with = "serde_bytes")]
    pub packed: Vec<u8>,
}

/// How far a scenario has come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Playing {
    /// The play's name.
    pub run: u32,
    /// The last line of the console before it.
    pub after: u64,
    /// How many of its lines were given to the Master.
    pub given: u32,
    /// When the last of them begins, in milliseconds since the start; none when it has begun.
    pub waits_until_ms: Option<f64>,
    /// Whether there is more to come.
    pub stage: Stage,
}

/// Where a play is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// The fresh cluster is not there yet.
    Booting,
    /// Its lines run.
    Running,
    /// All its lines were run.
    Done,
    /// It was stopped, or somebody booted the cluster.
    Stopped,
}

impl Stage {
    /// Whether nothing more is to come.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Stopped)
    }
}

impl Playing {
    /// What came of a scenario's lines so far, for each that was given; none for one that the console
    /// has forgotten since.
    #[must_use]
    pub fn entries<'a>(&self, picture: &'a Picture) -> Vec<Option<&'a ConsoleEntry>> {
        let own =
            |entry: &&ConsoleEntry| entry.number > self.after && entry.origin == Origin::Played;
        let known: Vec<_> = picture.console.iter().map(|entry| &**entry).filter(own).collect();
        let given = self.given as usize;
        let forgotten = given.saturating_sub(known.len());
        let mut all = vec![None; forgotten];
        all.extend(known.into_iter().take(given).map(Some));
        all
    }

    /// The lines of the file that answered something else than was expected, as far as they have
    /// answered.
    #[must_use]
    pub fn unlike(&self, scenario: &Scenario, picture: &Picture) -> Vec<u32> {
        let entries = self.entries(picture);
        let both = scenario.steps.iter().zip(entries);
        both.filter(|(step, entry)| entry.is_some_and(|entry| is_unlike(step, entry)))
            .map(|(step, _)| step.number)
            .collect()
    }
}

/// Whether a line answered something else than was expected.
#[must_use]
pub fn is_unlike(step: &Step, entry: &ConsoleEntry) -> bool {
    let both = step.expected.as_ref().zip(entry.result.as_ref());
    both.is_some_and(|(expected, result)| expected != result)
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;

    fn entry(number: u64, origin: Origin, result: &str) -> Rc<ConsoleEntry> {
        Rc::new(ConsoleEntry {
            number,
            source: "Master.sum".to_owned(),
            origin,
            result: Some(result.to_owned()),
            is_error: false,
            refusal: None,
            hints: Vec::new(),
        })
    }

    #[test]
    fn a_line_meets_its_answer_whatever_else_is_in_the_console() {
        let console = vec![
            entry(3, Origin::Played, "an earlier play's"),
            entry(5, Origin::Typed, "6"),
            entry(6, Origin::Played, "7"),
            entry(7, Origin::Clicked, ":ok"),
            entry(8, Origin::Played, "9"),
        ];
        let picture = Picture { console, ..Picture::default() };
        let stage = Stage::Running;
        let mut playing = Playing { run: 1, after: 4, given: 2, waits_until_ms: None, stage };
        let numbers = |playing: &Playing| {
            let entries = playing.entries(&picture);
            entries.into_iter().map(|entry| entry.map(|entry| entry.number)).collect::<Vec<_>>()
        };
        assert_eq!(numbers(&playing), [Some(6), Some(8)]);
        playing.given = 3;
        assert_eq!(numbers(&playing), [None, Some(6), Some(8)], "the console forgot the first");
        let step = |number, expected: &str| Step {
            number,
            expected: Some(expected.to_owned()),
            ..Step::default()
        };
        let steps = vec![step(1, "1"), step(2, "7"), step(4, "10")];
        let scenario = Scenario { steps, ..Scenario::default() };
        assert_eq!(playing.unlike(&scenario, &picture), [4]);
    }
}
