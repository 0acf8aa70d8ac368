//! What can be saved: each figure as a picture and as rows, and the whole run.
//!
//! Rows ([`rows`]) and run ([`run`]) are made here from the [`Picture`](crate::picture::Picture);
//! a figure's picture is made from the page itself, by `export.js`, which is fetched when it is
//! first needed (`export/seam.rs`).

pub mod rows;
pub mod run;
pub(crate) mod seam;

use serde::{Deserialize, Serialize};

/// Something that can be saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Export {
    /// A figure, in one of its formats.
    Figure(Figure, Format),
    /// The run so far.
    Run,
    /// What was done, as a scenario that does it again.
    Scenario,
}

/// A figure of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Figure {
    /// The machines in a circle.
    Cluster,
    /// What each death cost.
    Loss,
    /// The two sums.
    Account,
    /// A bar a machine.
    Distribution,
    /// The figures over time.
    OverTime,
    /// What each machine thinks of each other.
    Beliefs,
    /// The table of the machines.
    Machines,
    /// Every key's fate.
    Ledger,
    /// Where the last change of the machines moved the keys.
    Moves,
    /// Who owns what of all there is to own.
    Placing,
    /// Two clusters and their difference.
    SideBySide,
}

impl Figure {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Cluster,
        Self::Loss,
        Self::Account,
        Self::Distribution,
        Self::OverTime,
        Self::Beliefs,
        Self::Machines,
        Self::Ledger,
        Self::Moves,
        Self::Placing,
        Self::SideBySide,
    ];

    /// The figure of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|figure| figure.name() == name)
    }

    /// Its name among programs: its class on the page, and a part of its file's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cluster => "cluster",
            Self::Loss => "loss",
            Self::Account => "account",
            Self::Distribution => "distribution",
            Self::OverTime => "over-time",
            Self::Beliefs => "beliefs",
            Self::Machines => "machines",
            Self::Ledger => "ledger",
            Self::Moves => "moves",
            Self::Placing => "placing",
            Self::SideBySide => "side-by-side",
        }
    }
}

/// What kind of file a figure is saved as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// A drawing.
    Svg,
    /// A picture, twice as fine as the page.
    Png,
    /// Its data, a row a line.
    Csv,
}

impl Format {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Svg, Self::Png, Self::Csv];

    /// Its name, which is the end of the file's name too.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Csv => "csv",
        }
    }
}
