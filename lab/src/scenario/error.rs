//! What can be wrong with a scenario.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::{FIELDS, Pace, VERSION};
use crate::{count::grouped, limits::MAX_SCENARIO_TIME};

/// Why a text is no scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScenarioError {
    /// The line, from 1.
    pub line: u32,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong with a line of a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// The text has more bytes than a scenario may have.
    TooLarge {
        /// How many it has.
        bytes: u64,
        /// How many it may have.
        limit: u64,
    },
    /// It is not UTF-8.
    NotText,
    /// There are more lines than a scenario may have.
    TooManyLines {
        /// How many there may be.
        limit: u64,
    },
    /// No line is to be run.
    NothingToRun,
    /// It was made by a newer Apothik.
    Newer {
        /// The version of its format.
        version: u64,
    },
    /// This is not a version.
    NotAVersion {
        /// What is there.
        found: String,
    },
    /// A line of the head has no field's name.
    NotAField {
        /// What is there.
        found: String,
    },
    /// There is no such field.
    UnknownField {
        /// Its name.
        found: String,
    },
    /// The field was there before.
    SecondField {
        /// Its name.
        field: String,
    },
    /// The field has nothing in it.
    EmptyField {
        /// Its name.
        field: String,
    },
    /// The field has more characters than it may have.
    FieldTooLong {
        /// Its name.
        field: String,
        /// How many it may have.
        limit: u64,
    },
    /// This is not a seed.
    NotASeed {
        /// What is there.
        found: String,
    },
    /// This is not a pace.
    NotAPace {
        /// What is there.
        found: String,
    },
    /// This is not a time.
    NotATime {
        /// What is there.
        found: String,
    },
    /// The time is later than a scenario may last.
    TooLate {
        /// What is there.
        found: String,
    },
    /// The time is before that of an earlier line.
    BeforeTheLast {
        /// What is there.
        found: String,
        /// The earlier line's.
        last: String,
    },
    /// Behind a time there is no console line.
    NoLine {
        /// The time.
        found: String,
    },
    /// Behind `#=>` there is no result, or before it no console line.
    NoResult,
    /// The console can't read this line.
    ConsoleLine {
        /// Where, in characters of the whole line from 1.
        column: u64,
        /// What the console says.
        message: String,
    },
}

impl core::error::Error for ScenarioError {}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.problem {
            Problem::ConsoleLine { column, message } => {
                write!(f, "line {}, column {column}: {message}", self.line)
            }
            problem => write!(f, "line {}: {problem}", self.line),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { bytes, limit } => {
                let (bytes, limit) = (grouped(*bytes), grouped(*limit));
                write!(f, "it has {bytes} bytes; a scenario has {limit} at most")
            }
            Self::NotText => f.write_str("expected UTF-8"),
            Self::TooManyLines { limit } => {
                write!(f, "expected the end: a scenario has {} lines at most", grouped(*limit))
            }
            Self::NothingToRun => f.write_str("expected a console line, but there is none"),
            Self::Newer { version } => {
                write!(f, "made by a newer Apothik: version {version}; this reads {VERSION}")
            }
            Self::NotAVersion { found } => {
                write!(
                    f,
                    "expected a version such as `# apothik scenario {VERSION}`, found `{found}`"
                )
            }
            Self::NotAField { found } => write!(
                f,
                "expected a field such as `# title: …`, or a blank line before other comments, \
                 found `{found}`"
            ),
            Self::UnknownField { found } => {
                write!(f, "expected one of {}, found `{found}`", FIELDS.join(", "))
            }
            Self::SecondField { field } => {
                write!(f, "expected another field: `{field}` was there before")
            }
            Self::EmptyField { field } => write!(f, "expected something behind `{field}:`"),
            Self::FieldTooLong { field, limit } => {
                write!(f, "expected {} characters at most in `{field}`", grouped(*limit))
            }
            Self::NotASeed { found } => {
                write!(f, "expected a whole number from 0 to {}, found `{found}`", u64::MAX)
            }
            Self::NotAPace { found } => {
                let all = Pace::ALL.map(Pace::written).join(", ");
                write!(f, "expected a pace, one of {all}, found `{found}`")
            }
            Self::NotATime { found } => {
                write!(f, "expected a time such as `@2.5s` or `@500ms`, found `{found}`")
            }
            Self::TooLate { found } => {
                let most = grouped(MAX_SCENARIO_TIME.as_secs());
                write!(f, "expected a time up to a day, `@{most}s`, found `{found}`")
            }
            Self::BeforeTheLast { found, last } => {
                write!(
                    f,
                    "expected a time from `{last}` on, since lines run in order, found `{found}`"
                )
            }
            Self::NoLine { found } => write!(f, "expected a console line behind `{found}`"),
            Self::NoResult => {
                f.write_str("expected a console line before `#=>`, and its result behind it")
            }
            Self::ConsoleLine { message, .. } => f.write_str(message),
        }
    }
}

/// The most that is repeated of what a person wrote, in characters.
const MOST_REPEATED: usize = 40;

/// What was found, cut to what can be read at a glance.
pub(super) fn shortened(found: &str) -> String {
    let found = found.trim();
    match found.char_indices().nth(MOST_REPEATED) {
        Some((end, _)) => format!("{}…", &found[..end]),
        None => found.to_owned(),
    }
}
