//! What can be wrong with a lesson file, as data: a page tells it in its own language.

use serde::{Deserialize, Serialize};

/// Something wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonError {
    /// The line of the file, from 1.
    pub line: u32,
    /// What is wrong there.
    pub problem: Problem,
}

/// What is wrong. A `found` is what stands there, shortened to
/// [`MAX_CITED`](crate::limits::MAX_CITED) characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// The file is larger than a lesson may be.
    TooLarge {
        /// Its bytes.
        bytes: u64,
        /// How many it may have.
        limit: u64,
    },
    /// It is not UTF-8 text, or has characters that no text has.
    NotText,
    /// The first thing is not the lesson's title, `# …`.
    NoTitle {
        /// What is there instead; nothing in an empty file.
        found: String,
    },
    /// A second title, `# …`.
    SecondTitle {
        /// Its text.
        found: String,
    },
    /// A title, a step's or the lesson's, without a word.
    EmptyTitle,
    /// A link or a live figure in a title, which is plain text.
    TitleIsPlain,
    /// No step, `## …`, in the whole lesson.
    NoStep,
    /// A heading deeper than `###`.
    HeadingLevel {
        /// How many `#` it has.
        level: u32,
    },
    /// A heading in a list, a quote or a question.
    HeadingInside,
    /// More steps than a lesson may have.
    TooManySteps {
        /// How many it may have.
        limit: u32,
    },
    /// More console lines than a step may have.
    TooManyLines {
        /// How many it may have.
        limit: u32,
    },
    /// A text longer than it may be.
    TextTooLong {
        /// How many characters it may have.
        limit: u32,
    },
    /// Lists, quotes and emphases inside one another, deeper than they may be.
    TooDeep {
        /// How deep they may be.
        limit: u32,
    },
    /// A table with more columns than it may have.
    TooManyColumns {
        /// How many it may have.
        limit: u32,
    },
    /// Markdown that a lesson can't have.
    NotInLessons {
        /// What it is.
        markup: Markup,
        /// How it reads.
        found: String,
    },
    /// A link that is neither `https://…`, `http://…` nor `#…`.
    Link {
        /// Where it leads.
        found: String,
    },
    /// A fenced block whose name is not that of a directive.
    UnknownDirective {
        /// The name.
        found: String,
    },
    /// A fenced block that is not closed: all that follows is part of it.
    NotClosed,
    /// A directive in a list, a quote or a question.
    DirectiveInside {
        /// Which one.
        directive: Directive,
    },
    /// A `run`, `predict` or `question` before the first step.
    BeforeSteps {
        /// Which one.
        directive: Directive,
    },
    /// A directive with nothing in it.
    Empty {
        /// Which one.
        directive: Directive,
    },
    /// A `cluster` or `figure` with more than one line.
    OneLine {
        /// Which one.
        directive: Directive,
    },
    /// A `cluster` after the first step began.
    ClusterInStep,
    /// A second `cluster`.
    SecondCluster,
    /// The line of a `cluster` does something else than boot one.
    NotABoot {
        /// The line.
        found: String,
    },
    /// A console line that can't be read.
    ConsoleLine {
        /// Where, in characters from 1.
        column: u32,
        /// What the console's reader says of it, in English.
        message: String,
    },
    /// A line of a `predict` that is not `figure: question`.
    NotAGuess {
        /// The line.
        found: String,
    },
    /// A guess of a figure that doesn't exist.
    UnknownFigure {
        /// Its name.
        found: String,
    },
    /// A `predict` with nothing to guess.
    NoGuess,
    /// More guesses than a `predict` may have.
    TooManyGuesses {
        /// How many it may have.
        limit: u32,
    },
    /// A line after the `why` of a `predict`.
    AfterWhy,
    /// The text of a guess or a `why` is more than one sentence's text: a list, a heading, …
    NotOneLine {
        /// The text.
        found: String,
    },
    /// A `predict` after which the step has no `run`, or another `predict` first.
    NothingToPredict,
    /// A `question` that is not a text, a line `---`, and another text.
    NotAQuestion,
    /// A `figure` that doesn't exist.
    UnknownPanel {
        /// Its name.
        found: String,
    },
    /// A live figure that can't be read.
    LiveFigure {
        /// What stands behind the `=`.
        found: String,
        /// Where it can't be read, in characters of that from 1.
        column: u32,
    },
}

/// The directives: fenced blocks with these names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Directive {
    /// `cluster`: the cluster of the lesson.
    Cluster,
    /// `run`: console lines to run.
    Run,
    /// `predict`: what to guess before.
    Predict,
    /// `question`: a question and its answer.
    Question,
    /// `figure`: a figure of the page.
    Figure,
    /// `iex`: a console transcript, only shown.
    Iex,
}

/// Markdown that a lesson can't have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Markup {
    /// HTML, comments too.
    Html,
    /// An image.
    Image,
    /// A footnote, or the mark of one.
    Footnote,
    /// Text struck through.
    Strikethrough,
    /// A list's box to tick.
    TaskList,
}

impl Directive {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Cluster, Self::Run, Self::Predict, Self::Question, Self::Figure, Self::Iex];

    /// Its name, as a fence has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cluster => "cluster",
            Self::Run => "run",
            Self::Predict => "predict",
            Self::Question => "question",
            Self::Figure => "figure",
            Self::Iex => "iex",
        }
    }

    /// The directive of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}
