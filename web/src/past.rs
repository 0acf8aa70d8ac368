//! What there is to see of a replay besides its picture, and what one can ask of it: plain data
//! between the replay's worker and the components.
//!
//! Moments are in milliseconds of cluster time since the cluster was booted, as they are in the
//! figures over time.

mod feed;
mod fork;

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use crate::picture::{Intent, Mark};
pub use feed::{Died, Feed, Filter, Keys, Row, Said, Told};
pub use fork::{Change, Deed, Endings, Fork, ForkTrouble};

/// A replay, as it is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// Where the record comes from.
    pub source: Source,
    /// The moment, and how one got there.
    pub moment: Moment,
    /// What happened when, for the scrubber.
    pub marks: Rc<Vec<Mark>>,
    /// What happened around the moment.
    pub feed: Rc<Feed>,
    /// A what-if, once one has been asked for.
    pub fork: Option<Rc<Fork>>,
    /// What a person asked of the live cluster while looking back: it is not done, but can be asked
    /// as a what-if.
    pub wish: Option<Intent>,
}

/// Where a record comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Source {
    /// It is that of the cluster that runs.
    #[default]
    Live,
    /// It is a file; this is its name.
    File(String),
}

/// Where a replay is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// When the cluster was booted, in milliseconds since the page that recorded it was opened.
    pub origin_ms: f64,
    /// When the record begins.
    pub begins_ms: f64,
    /// When it ends.
    pub ends_ms: f64,
    /// What is shown.
    pub at_ms: f64,
    /// Whether it is from the boot on; else its oldest part was let go.
    pub is_whole: bool,
    /// How far the record has been read, in per cent; none once it has been.
    pub reading: Option<u8>,
    /// Why there is nothing to see, or nothing more.
    pub trouble: Option<Trouble>,
    /// Whether it plays.
    pub plays: bool,
    /// How fast it plays.
    pub speed: Speed,
    /// What the feed shows.
    pub filter: Filter,
    /// The row of the feed at this moment: the last one that had happened.
    pub row: Option<u64>,
    /// How many asks have been heard.
    pub heard: u64,
}

/// Why a record can't be looked at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// It is no record at all.
    Foreign,
    /// A newer version of Apothik wrote it.
    Newer,
    /// It is not whole, or was changed: what it says can't be so.
    Damaged(String),
    /// It is larger than what is read, in bytes: its size, and the limit.
    TooLarge(u64, u64),
    /// The file could not be read, or the replay broke; the text says why.
    Failed(String),
}

/// How fast a replay plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Speed {
    /// A hundredth.
    Hundredth,
    /// A tenth.
    Tenth,
    /// As it was.
    #[default]
    Real,
    /// Ten times as fast.
    Ten,
}

impl Speed {
    /// All of them, the slowest first.
    pub const ALL: [Self; 4] = [Self::Hundredth, Self::Tenth, Self::Real, Self::Ten];

    /// Replayed milliseconds a millisecond.
    #[must_use]
    pub const fn factor(self) -> f64 {
        match self {
            Self::Hundredth => 0.01,
            Self::Tenth => 0.1,
            Self::Real => 1.0,
            Self::Ten => 10.0,
        }
    }

    /// Its name among programs.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Hundredth => "hundredth",
            Self::Tenth => "tenth",
            Self::Real => "real",
            Self::Ten => "ten",
        }
    }
}

/// What one can ask of a replay.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Ask {
    /// Go to this moment.
    Seek(f64),
    /// Go to this row of the feed.
    Choose(u64),
    /// Go so many rows of the feed on, or back.
    Step(i32),
    /// Go to the next mark, or back to the one before.
    Leap(i32),
    /// Go to the beginning.
    ToBegin,
    /// Go to the end, as it is by now.
    ToEnd,
    /// Play, or stop.
    Play(bool),
    /// Play so fast.
    Speed(Speed),
    /// Show these happenings.
    Filter(Filter),
    /// Show the feed's rows before those that are shown, or after them.
    Turn(i32),
    /// What if?
    WhatIf(Change),
    /// Put the what-if away.
    ForgetFork,
    /// Tell a key's story at the moment.
    Explain(String),
    /// Open or close a machine's view.
    LookAt(Option<u32>),
}
