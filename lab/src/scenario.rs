//! A scenario: console lines with times, what they answer, and words about them.
//!
//! It is a text file: what `apothik run` runs, what the page plays, what a link to a run holds. A
//! plain file of console lines is one; a head of comments gives it a title, a question and its
//! answer, a seed and a pace. The format is told in `docs/scenarios.md`.
//!
//! ```
//! use lab::scenario::Scenario;
//!
//! let text = "# apothik scenario 1\n# title: One dies\n\nMaster.kill(2)\n@2.5s Master.hits(1, 5000) #=> 0\n";
//! let scenario = Scenario::read(text).expect("it is one");
//! assert_eq!(scenario.title.of("en"), "One dies");
//! assert_eq!(scenario.steps[1].expected.as_deref(), Some("0"));
//! assert_eq!(Scenario::read(&scenario.to_string()), Ok(scenario));
//!
//! let error = Scenario::read("Master.kill(2)\n@soon Master.sum\n").expect_err("it is none");
//! assert_eq!(error.to_string(), "line 2: expected a time such as `@2.5s` or `@500ms`, found `@soon`");
//! ```

mod error;
mod head;
#[cfg(feature = "gzip")]
pub mod link;
mod play;
mod read;
mod time;
mod write;

use core::time::Duration;

use serde::{Deserialize, Serialize};

pub use error::{Problem, ScenarioError};
pub use head::FIELDS;
pub use play::{Stopped, Why};
pub use read::parted;

/// The version of the format that is read and written here.
pub const VERSION: u64 = 1;

/// The scenarios that come with the page, `scenarios/<name>.scenario`, in the order in which they are
/// offered.
pub const SHIPPED: [&str; 10] = [
    "one-of-five-dies",
    "a-fixed-list",
    "a-ring",
    "a-goodbye",
    "one-machine-more",
    "a-machine-comes-back",
    "a-freeze",
    "two-islands",
    "a-lossy-network",
    "the-last-or-the-first",
];

/// Console lines on a fresh cluster of five, `:modulo`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    /// The source of all chance in a simulated network.
    pub seed: u64,
    /// How fast the cluster's time passes at first; none leaves it as it is.
    pub pace: Option<Pace>,
    /// What it is called.
    pub title: Words,
    /// What a reader is to find out.
    pub question: Words,
    /// The answer to that.
    pub answer: Words,
    /// The lines.
    pub steps: Vec<Step>,
}

/// A console line of a scenario.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Which line of the file it is, from 1; that of what is written anew.
    pub number: u32,
    /// When it is given at the earliest, since the start and in the cluster's time. It waits for the
    /// line before to settle as well.
    pub at: Option<Duration>,
    /// The console line, as it was written, without time and comment.
    pub source: String,
    /// What it is expected to answer.
    pub expected: Option<String>,
}

/// The same words in each language; empty where nobody wrote them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// In English.
    pub en: String,
    /// In French.
    pub fr: String,
}

impl Words {
    /// The words in the language of this tag, `en` or `fr`; in the other one if nobody wrote them.
    #[must_use]
    pub fn of(&self, tag: &str) -> &str {
        let (wanted, other) = if tag == "fr" { (&self.fr, &self.en) } else { (&self.en, &self.fr) };
        if wanted.is_empty() { other } else { wanted }
    }
}

/// How many seconds pass for the cluster in a real one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pace {
    /// One.
    Real,
    /// A tenth.
    Tenth,
    /// A hundredth.
    Hundredth,
    /// A thousandth.
    Thousandth,
    /// None.
    Paused,
}

impl Pace {
    /// All of them, the fastest first.
    pub const ALL: [Self; 5] =
        [Self::Real, Self::Tenth, Self::Hundredth, Self::Thousandth, Self::Paused];

    /// As it is written: cluster seconds a real second.
    #[must_use]
    pub const fn written(self) -> &'static str {
        match self {
            Self::Real => "1",
            Self::Tenth => "0.1",
            Self::Hundredth => "0.01",
            Self::Thousandth => "0.001",
            Self::Paused => "0",
        }
    }

    /// Cluster seconds a real second.
    #[must_use]
    pub const fn rate(self) -> f64 {
        match self {
            Self::Real => 1.0,
            Self::Tenth => 0.1,
            Self::Hundredth => 0.01,
            Self::Thousandth => 0.001,
            Self::Paused => 0.0,
        }
    }
}

impl Scenario {
    /// Reads a scenario.
    ///
    /// # Errors
    ///
    /// The first line that is wrong, and what was expected there.
    pub fn read(text: &str) -> Result<Self, ScenarioError> {
        read::scenario(text)
    }

    /// Reads a scenario from what is not known to be text.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read); the first byte that is not UTF-8 is an error too.
    pub fn read_bytes(bytes: &[u8]) -> Result<Self, ScenarioError> {
        read::too_large(bytes.len())?;
        core::str::from_utf8(bytes)
            .map_or_else(|error| Err(read::not_text(bytes, error)), Self::read)
    }
}
