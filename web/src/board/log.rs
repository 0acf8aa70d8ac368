//! The console's lines and their results.

use std::rc::Rc;

use lab::master::{Outcome, Ticket};

use crate::{
    format::beginning,
    picture::{ConsoleEntry, MAX_SOURCE_CHARS, Origin},
};

/// Lines that are kept; older ones are forgotten.
const MAX_ENTRIES: usize = 1_000;

#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    entries: Vec<Rc<ConsoleEntry>>,
    last: u64,
}

impl Log {
    pub(super) fn entries(&self) -> Vec<Rc<ConsoleEntry>> {
        self.entries.clone()
    }

    /// Lines are numbered from the one after this on.
    pub(super) const fn go_on_after(&mut self, last: u64) {
        self.last = last;
    }

    pub(super) fn clicked(&mut self, source: &str) {
        self.push(source, Origin::Clicked);
    }

    pub(super) fn submitted(&mut self, source: &str, origin: Origin) -> Ticket {
        self.push(source, origin);
        Ticket(self.last)
    }

    /// The line that runs, or else the last one there is.
    pub(super) fn running(&self) -> u64 {
        let waits =
            |entry: &&Rc<ConsoleEntry>| entry.result.is_none() && entry.origin != Origin::Clicked;
        self.entries.iter().find(waits).map_or(self.last, |entry| entry.number)
    }

    /// The last line there is.
    pub(super) const fn last(&self) -> u64 {
        self.last
    }

    pub(super) fn misread(&mut self, source: &str, error: &str) {
        self.push(source, Origin::Typed);
        let text = format!("** (SyntaxError) {error}");
        self.change(self.last, |entry| {
            entry.result = Some(text);
            entry.is_error = true;
        });
    }

    pub(super) fn resulted(&mut self, ticket: Ticket, outcome: Outcome) {
        self.change(ticket.0, |entry| {
            entry.hints = outcome.hints;
            entry.is_error = outcome.value.is_err();
            entry.result = Some(match &outcome.value {
                Ok(value) => value.to_string(),
                Err(why) => why.to_string(),
            });
            entry.refusal = outcome.value.err();
        });
    }

    fn push(&mut self, source: &str, origin: Origin) {
        self.last += 1;
        let source = beginning(source, MAX_SOURCE_CHARS);
        let entry = ConsoleEntry {
            number: self.last,
            source,
            origin,
            result: None,
            is_error: false,
            refusal: None,
            hints: Vec::new(),
        };
        self.entries.push(Rc::new(entry));
        if self.entries.len() > MAX_ENTRIES {
            self.entries.remove(0);
        }
    }

    fn change(&mut self, number: u64, change: impl FnOnce(&mut ConsoleEntry)) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.number == number) {
            change(Rc::make_mut(entry));
        }
    }
}
