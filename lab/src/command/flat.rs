//! A line as bytes: without anything in itself, so that bytes from who knows where can't make its
//! reader go deeper and deeper.

use serde::{Deserialize, Serialize};

use super::{Command, Line};

/// A line, and how often it is summed.
#[derive(Serialize, Deserialize)]
pub(super) struct Flat {
    /// A line that is read has not so many bytes.
    sums: u16,
    line: Inner,
}

#[derive(Serialize, Deserialize)]
enum Inner {
    One(Command),
    Each(Vec<Command>),
    Counts,
}

impl From<Line> for Flat {
    fn from(mut line: Line) -> Self {
        let mut sums: u16 = 0;
        loop {
            let line = match line {
                Line::Sum(summed) => {
                    sums = sums.saturating_add(1);
                    line = *summed;
                    continue;
                }
                Line::One(command) => Inner::One(command),
                Line::Each(commands) => Inner::Each(commands),
                Line::Counts => Inner::Counts,
            };
            return Self { sums, line };
        }
    }
}

impl From<Flat> for Line {
    fn from(flat: Flat) -> Self {
        let line = match flat.line {
            Inner::One(command) => Self::One(command),
            Inner::Each(commands) => Self::Each(commands),
            Inner::Counts => Self::Counts,
        };
        (0..flat.sums).fold(line, |line, _| Self::Sum(Box::new(line)))
    }
}
