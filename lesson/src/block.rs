//! What a step consists of.

use serde::{Deserialize, Serialize};

use crate::{expression::Expression, figure::Count};

/// A piece of a lesson, from one side of the page to the other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Block {
    /// A heading inside a step, `###`.
    Heading(Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// A list.
    List {
        /// The first number of a numbered list; none: a list with dots.
        first: Option<u64>,
        /// What each item consists of: no directives, no headings.
        items: Vec<Vec<Block>>,
    },
    /// A block quote: no directives, no headings.
    Quote(Vec<Block>),
    /// A table.
    Table {
        /// How each column is aligned.
        align: Vec<Align>,
        /// The cells of its head, as many as there are columns.
        head: Vec<Vec<Span>>,
        /// The cells of each row, as many as there are columns.
        rows: Vec<Vec<Vec<Span>>>,
    },
    /// A line across the page.
    Rule,
    /// Code that is only shown.
    Code(String),
    /// A console transcript that is only shown.
    Iex(String),
    /// Console lines that the reader can run, at least one. Each can be read by
    /// [`lab::script::parse`]; comments and blank lines are left out.
    Run(Vec<String>),
    /// Guesses to be made before the next [`Run`](Self::Run) of the step.
    Predict(Predict),
    /// A question whose answer is hidden until the reader asks for it.
    Question(Question),
    /// A figure of the page to show here.
    Figure(Panel),
}

/// What the reader is to guess.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Predict {
    /// At least one.
    pub guesses: Vec<Guess>,
    /// A sentence to show beside the outcome.
    pub why: Option<Vec<Span>>,
}

/// One guess: a number of the cluster, as it will be after the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Guess {
    /// Which number.
    pub figure: Count,
    /// What the reader is asked.
    pub question: Vec<Span>,
}

/// A question and its answer: neither has directives or headings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What is asked.
    pub question: Vec<Block>,
    /// What is to be found out.
    pub answer: Vec<Block>,
}

/// A figure of the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Panel {
    /// `cluster`: the machines, and what travels between them.
    Cluster,
    /// `loss`: what each kill cost.
    Loss,
    /// `ledger`: where every key is.
    Ledger {
        /// A key to pick, as a person types it into a field, see [`lab::script::key`].
        key: Option<String>,
    },
    /// `matrix`: the machines against each other.
    Matrix,
    /// `distribution`: how many entries each machine has.
    Distribution,
    /// `timeline`: the figures over time.
    Timeline,
    /// `beliefs`: what each machine believes of each other.
    Beliefs,
    /// `account`: the ledger's sums.
    Account,
}

/// How a table's column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Align {
    /// Nothing is said.
    Unsaid,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Span {
    /// Plain text.
    Text(String),
    /// Code.
    Code(String),
    /// Emphasis, commonly in italics.
    Emphasis(Vec<Span>),
    /// Strong emphasis, commonly bold.
    Strong(Vec<Span>),
    /// A link.
    Link {
        /// To where: it begins with `https://`, `http://` or `#`.
        to: String,
        /// Its text; no links.
        spans: Vec<Span>,
    },
    /// A live figure.
    Live {
        /// As it stands in the file, without the `=`.
        source: String,
        /// What it says.
        expression: Expression,
    },
    /// `=kill machine`: the name of the machine that was killed last.
    KilledMachine,
    /// A new line within a paragraph.
    Break,
}

impl Panel {
    /// The name of each figure, as a lesson has it.
    pub const NAMES: [&str; 8] =
        ["cluster", "loss", "ledger", "matrix", "distribution", "timeline", "beliefs", "account"];

    /// The figure that a `figure` block names, with the key it names, if any.
    pub(crate) fn named(text: &str) -> Option<Self> {
        let (name, key) = match text.split_once(char::is_whitespace) {
            Some((name, key)) => (name, Some(key.trim().to_owned())),
            None => (text, None),
        };
        let panel = match name {
            "cluster" => Self::Cluster,
            "loss" => Self::Loss,
            "ledger" => return Some(Self::Ledger { key }),
            "matrix" => Self::Matrix,
            "distribution" => Self::Distribution,
            "timeline" => Self::Timeline,
            "beliefs" => Self::Beliefs,
            "account" => Self::Account,
            _ => return None,
        };
        key.is_none().then_some(panel)
    }
}
