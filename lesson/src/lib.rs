//! A lesson: a Markdown file that tells of the cluster, and lets its reader do what it tells.
//!
//! [`read`] turns the file into plain data: text, console lines to run, guesses to make,
//! questions, figures of the page to show, and *live figures*, numbers in the text that are those
//! of the cluster at that moment. The format is told in `docs/lessons.md`.
//!
//! A lesson comes from anywhere, so a file is data and never more: what could run, load or fetch
//! something (HTML, images, links that are not plain web links) is an error, and so is all that a
//! page could not show as it was meant. Errors are data as well, each with its line, so that a page
//! can tell them in its own language.
//!
//! ```
//! let text = "# Five machines\n\n## Fill it\n\n```run\nMaster.fill(1, 5000)\n```\n";
//! let lesson = lesson::read(text).expect("it is a lesson");
//! assert_eq!(lesson.cluster, "Master.boot(5)");
//! assert_eq!(lesson.steps[0].lines_to(1), ["Master.fill(1, 5000)"]);
//!
//! let errors = lesson::read("# Hi\n\n<script>alert(1)</script>\n").expect_err("it is not");
//! assert_eq!(errors[0].to_string(), "line 3: HTML can't be in a lesson: `<script>alert(1)</script>`");
//! ```
#![forbid(unsafe_code)]
#![warn(clippy::unwrap_used)]

mod assemble;
mod block;
mod directive;
mod display;
mod error;
mod expression;
mod figure;
mod lesson;
pub mod limits;
mod markdown;
mod report;

pub use block::{Align, Block, Guess, Panel, Predict, Question, Span};
pub use error::{Directive, LessonError, Markup, Problem};
pub use expression::Expression;
pub use figure::{Count, Figure, KillCount, MachineCount};
pub use lesson::{Lesson, Step};

/// Reads a lesson file.
///
/// # Errors
///
/// What is wrong with it, in the order of its lines: all that was found, up to
/// [`limits::MAX_ERRORS`].
pub fn read(text: &str) -> Result<Lesson, Vec<LessonError>> {
    assemble::lesson(text)
}

/// Reads a lesson file that is not known to be text.
///
/// # Errors
///
/// As [`read`]; the first byte that is not UTF-8 is an error too, and then the only one.
pub fn read_bytes(bytes: &[u8]) -> Result<Lesson, Vec<LessonError>> {
    if bytes.len() > limits::MAX_BYTES {
        return Err(vec![report::too_large(bytes.len())]);
    }
    match core::str::from_utf8(bytes) {
        Ok(text) => read(text),
        Err(error) => {
            let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
            let line = 1 + before.iter().filter(|&&byte| byte == b'\n').count() as u32;
            Err(vec![LessonError { line, problem: Problem::NotText }])
        }
    }
}
