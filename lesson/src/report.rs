//! Where errors are collected, and how lines are found.

use crate::{
    error::{LessonError, Problem},
    limits::{MAX_BYTES, MAX_CITED, MAX_ERRORS},
};

/// The errors so far.
#[derive(Debug, Default)]
pub(crate) struct Report(Vec<LessonError>);

impl Report {
    /// Something is wrong there.
    pub(crate) fn add(&mut self, line: u32, problem: Problem) {
        // What is found later may stand earlier: all are kept until the end, within reason.
        if self.0.len() < MAX_BYTES {
            self.0.push(LessonError { line, problem });
        }
    }

    /// How many there are so far.
    pub(crate) const fn len(&self) -> usize {
        self.0.len()
    }

    /// The errors by their lines, as many as are told.
    pub(crate) fn errors(mut self) -> Vec<LessonError> {
        self.0.sort_by_key(|error| error.line);
        self.0.truncate(MAX_ERRORS);
        self.0
    }
}

/// The file is too large.
pub(crate) fn too_large(bytes: usize) -> LessonError {
    let problem = Problem::TooLarge { bytes: bytes as u64, limit: MAX_BYTES as u64 };
    LessonError { line: 1, problem }
}

/// What stands somewhere, short enough to be shown: the first line of it.
pub(crate) fn cited(text: &str) -> String {
    let line = text.trim().lines().next().unwrap_or_default();
    match line.char_indices().nth(MAX_CITED) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

/// Which line a place of a text is on.
#[derive(Debug)]
pub(crate) struct Lines {
    /// The text's first line in the file, from 1.
    first: u32,
    /// Where each line but the first begins.
    starts: Vec<usize>,
}

impl Lines {
    /// The lines of `text`, which begins at line `first` of the file.
    pub(crate) fn of(text: &str, first: u32) -> Self {
        Self { first, starts: text.match_indices('\n').map(|(place, _)| place + 1).collect() }
    }

    /// The line of the file, from 1, at this place of the text.
    pub(crate) fn at(&self, place: usize) -> u32 {
        self.first + self.starts.partition_point(|&start| start <= place) as u32
    }
}
