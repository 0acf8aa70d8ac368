//! What is wrong, in English.

use core::fmt;

use lab::count::grouped;

use crate::{
    block::Panel,
    error::{Directive, LessonError, Markup, Problem},
    figure::Count,
};

impl core::error::Error for LessonError {}

impl fmt::Display for LessonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.problem)
    }
}

impl fmt::Display for Directive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for Markup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Html => "HTML",
            Self::Image => "an image",
            Self::Footnote => "a footnote",
            Self::Strikethrough => "text struck through",
            Self::TaskList => "a box to tick",
        })
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let figures = || Count::ALL.iter().map(|one| one.word()).collect::<Vec<_>>().join(", ");
        match self {
            Self::TooLarge { bytes, limit } => {
                let (bytes, limit) = (grouped(*bytes), grouped(*limit));
                write!(f, "the file has {bytes} bytes; a lesson has {limit} at most")
            }
            Self::NotText => f.write_str("this is not text; a lesson is a Markdown file in UTF-8"),
            Self::NoTitle { found } if found.is_empty() => {
                f.write_str("expected the lesson's title, `# …`, but nothing is there")
            }
            Self::NoTitle { found } => {
                write!(f, "expected the lesson's title, `# …`, found `{found}`")
            }
            Self::SecondTitle { found } => {
                write!(f, "a lesson has one title; a step's begins with `##`: `{found}`")
            }
            Self::EmptyTitle => f.write_str("expected a title behind the `#`"),
            Self::TitleIsPlain => f.write_str("a title is plain text, without links or figures"),
            Self::NoStep => f.write_str("expected a step, `## …`; a lesson has one at least"),
            Self::HeadingLevel { level } => {
                write!(f, "a lesson has headings `#`, `##` and `###`; this has {level} `#`")
            }
            Self::HeadingInside => {
                f.write_str("a heading can't be in a list, a quote or a question")
            }
            Self::TooManySteps { limit } => write!(f, "a lesson has {limit} steps at most"),
            Self::TooManyLines { limit } => write!(f, "a step has {limit} console lines at most"),
            Self::TextTooLong { limit } => {
                write!(f, "a text has {} characters at most", grouped(u64::from(*limit)))
            }
            Self::TooDeep { limit } => {
                write!(f, "{limit} lists, quotes and the like inside one another are the limit")
            }
            Self::TooManyColumns { limit } => write!(f, "a table has {limit} columns at most"),
            Self::NotInLessons { markup, found } => {
                write!(f, "{markup} can't be in a lesson: `{found}`")
            }
            Self::Link { found } => {
                write!(f, "a link begins with `https://`, `http://` or `#`, found `{found}`")
            }
            Self::UnknownDirective { found } => {
                let names = Directive::ALL.map(Directive::name).join(", ");
                write!(f, "a fenced block is one of {names}, or has no name, found `{found}`")
            }
            Self::NotClosed => f.write_str("this block is not closed by a line like the first"),
            Self::DirectiveInside { directive } => {
                write!(f, "a `{directive}` can't be in a list, a quote or a question")
            }
            Self::BeforeSteps { directive } => {
                write!(f, "a `{directive}` belongs to a step, `## …`, and none has begun")
            }
            Self::Empty { directive } => write!(f, "this `{directive}` has nothing in it"),
            Self::OneLine { directive } => write!(f, "a `{directive}` is one line"),
            Self::ClusterInStep => f.write_str("the `cluster` belongs before the first step"),
            Self::SecondCluster => f.write_str("a lesson has one `cluster`"),
            Self::NotABoot { found } => {
                write!(f, "a `cluster` is one `Master.boot(…)`, found `{found}`")
            }
            Self::ConsoleLine { column, message } => {
                write!(f, "the console can't read this, column {column}: {message}")
            }
            Self::NotAGuess { found } => {
                write!(f, "expected `figure: question` or `why: sentence`, found `{found}`")
            }
            Self::UnknownFigure { found } => {
                write!(f, "expected one of {}, found `{found}`", figures())
            }
            Self::NoGuess => f.write_str("expected a guess, `figure: question`, but only a `why`"),
            Self::TooManyGuesses { limit } => {
                write!(f, "a `predict` has {limit} guesses at most")
            }
            Self::AfterWhy => f.write_str("the `why` is the last line of a `predict`"),
            Self::NotOneLine { found } => write!(f, "expected a plain sentence, found `{found}`"),
            Self::NothingToPredict => {
                f.write_str("a `predict` is followed by a `run`, in the same step")
            }
            Self::NotAQuestion => {
                f.write_str("a `question` is a text, a line `---`, and the answer's text")
            }
            Self::UnknownPanel { found } => {
                let names = Panel::NAMES.join(", ");
                write!(f, "expected one of {names}, or `ledger` with a key, found `{found}`")
            }
            Self::LiveFigure { found, column } => {
                write!(f, "this live figure can't be read, column {column}: `{found}`")
            }
        }
    }
}
