//! Lessons: the ones that come with the page, and how a file becomes one.

pub mod course;
mod reader;

use std::rc::Rc;

use lesson::{Lesson, LessonError};
use web_sys::File;

use crate::{address, language::Language};
pub use reader::read;

/// The files of the lessons that come with the page, in each language's folder.
const SHIPPED: [&str; 6] = [
    "1-one-cache",
    "2-pulling-the-plug",
    "3-noticing",
    "4-adapting",
    "5-a-machine-comes-back",
    "6-what-a-departure-costs",
];

/// The most that is repeated of a lesson's name in an address, in characters.
const MAX_NAMED: usize = 20;

/// Where a lesson comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// It is one of the page's own, counted from 0.
    Shipped(usize),
    /// It is a file of the person's.
    Own(File),
}

/// What became of a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Read {
    /// It is a lesson.
    Lesson(Rc<Lesson>),
    /// It has errors.
    Wrong(Rc<[LessonError]>),
    /// It could not be had; the text says why.
    Unavailable(String),
}

/// A step of one of the page's lessons, as an address names it: both counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The lesson.
    pub lesson: usize,
    /// The step.
    pub step: usize,
}

impl Place {
    /// The one that the page's address names; an error is a lesson that does not exist.
    #[must_use]
    pub fn of_address() -> Option<Result<Self, String>> {
        let number = |text: &str| text.parse::<usize>().ok()?.checked_sub(1);
        let named = address::parameter("lesson")?;
        let Some(lesson) = number(&named).filter(|&lesson| lesson < COUNT) else {
            return Some(Err(named.chars().take(MAX_NAMED).collect()));
        };
        let step = address::parameter("step").and_then(|step| number(&step));
        Some(Ok(Self { lesson, step: step.unwrap_or_default() }))
    }

    /// Puts it into the page's address; none takes it away. A scenario is taken away in any case.
    pub fn show(place: Option<Self>) {
        let number = |n: usize| (n + 1).to_string();
        address::set(&[
            ("lesson", place.map(|place| number(place.lesson))),
            ("step", place.map(|place| number(place.step))),
            ("scenario", None),
            ("run", None),
        ]);
    }
}

/// How many lessons come with the page.
pub const COUNT: usize = SHIPPED.len();

/// The titles of the page's lessons.
#[must_use]
pub fn titles(say: Language) -> [&'static str; COUNT] {
    [
        say.lesson_title_1(),
        say.lesson_title_2(),
        say.lesson_title_3(),
        say.lesson_title_4(),
        say.lesson_title_5(),
        say.lesson_title_6(),
    ]
}

/// The address of one of the page's lessons.
fn file(language: Language, lesson: usize) -> Option<String> {
    let name = SHIPPED.get(lesson)?;
    Some(format!("./lessons/{}/{name}.md", language.tag()))
}
