//! Plays a scenario in virtual time.

use core::{convert::Infallible, fmt, time::Duration};

use super::{Scenario, Step};
use crate::{
    command::Line,
    master::{Outcome, Refusal},
    script::{self, ScriptError},
    session::Session,
};

/// Why a scenario was not played to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stopped {
    /// The line, from 1.
    pub line: u32,
    /// What happened there.
    pub why: Why,
}

/// What can happen at a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// It answered something else than was expected.
    Unlike {
        /// What was expected.
        expected: String,
        /// What it answered.
        got: String,
    },
    /// It was refused.
    Refused(Refusal),
    /// It can't be read.
    Unread(ScriptError),
}

impl core::error::Error for Stopped {}

impl fmt::Display for Stopped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.why {
            Why::Unlike { expected, got } => {
                write!(f, "line {}: expected {expected}, got {got}", self.line)
            }
            Why::Refused(why) => write!(f, "line {}: {why}", self.line),
            Why::Unread(error) => write!(f, "line {}, {error}", self.line),
        }
    }
}

impl Scenario {
    /// Plays it wherever `run` runs a line, not before its moment since the start, if it has one.
    /// `each` sees every line with what came of it.
    ///
    /// # Errors
    ///
    /// The trouble that `run` or `each` had; and inside, the first line that answered something else
    /// than was expected, or that was refused and not expected to be. The lines after it are not run.
    pub fn play_on<E>(
        &self,
        mut run: impl FnMut(Line, Option<Duration>) -> Result<Outcome, E>,
        mut each: impl FnMut(&Step, &Outcome) -> Result<(), E>,
    ) -> Result<Result<(), Stopped>, E> {
        for step in &self.steps {
            let stopped = |why| Ok(Err(Stopped { line: step.number, why }));
            let line = match script::parse(&step.source) {
                Ok(Some(line)) => line,
                Ok(None) => continue,
                Err(error) => return stopped(Why::Unread(error)),
            };
            let outcome = run(line, step.at)?;
            each(step, &outcome)?;
            match (&step.expected, outcome.value) {
                (Some(expected), value) => {
                    let got = value.map_or_else(|why| why.to_string(), |value| value.to_string());
                    if *expected != got {
                        return stopped(Why::Unlike { expected: expected.clone(), got });
                    }
                }
                (None, Err(why)) => return stopped(Why::Refused(why)),
                (None, Ok(_)) => {}
            }
        }
        Ok(Ok(()))
    }
}

impl Session {
    /// Plays a scenario from this moment on; the cluster is expected to be a fresh one. `each` sees
    /// every line with what came of it.
    ///
    /// # Errors
    ///
    /// The first line that answered something else than was expected, or that was refused and not
    /// expected to be. The lines after it are not run.
    pub fn play(
        &mut self,
        scenario: &Scenario,
        mut each: impl FnMut(&Step, &Outcome),
    ) -> Result<(), Stopped> {
        let start = self.sim_ref().now();
        let played: Result<_, Infallible> = scenario.play_on(
            |line, at| Ok(self.run_from(line, at.map(|at| start + at))),
            |step, outcome| {
                each(step, outcome);
                Ok(())
            },
        );
        let Ok(played) = played;
        played
    }
}
