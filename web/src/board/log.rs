//! The console's lines and their results.

use std::rc::Rc;

use lab::{
    master::{Outcome, Ticket},
    script::ScriptError,
};

use crate::picture::{ConsoleEntry, Origin};

/// Lines that are kept; older ones are forgotten.
const MAX_ENTRIES: usize = 1_000;

/// The most of a line's own text that is shown, in characters.
const MAX_SOURCE_CHARS: usize = 2_000;

#[derive(Debug, Default)]
pub(super) struct Log {
    entries: Vec<Rc<ConsoleEntry>>,
    last: u64,
}

impl Log {
    pub(super) fn entries(&self) -> Vec<Rc<ConsoleEntry>> {
        self.entries.clone()
    }

    pub(super) fn clicked(&mut self, source: String) {
        self.push(source, Origin::Clicked);
    }

    pub(super) fn submitted(&mut self, source: String, origin: Origin) -> Ticket {
        self.push(source, origin);
        Ticket(self.last)
    }

    pub(super) fn misread(&mut self, source: String, error: &ScriptError) {
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

    fn push(&mut self, source: String, origin: Origin) {
        self.last += 1;
        let source = match source.char_indices().nth(MAX_SOURCE_CHARS) {
            Some((end, _)) => format!("{}…", &source[..end]),
            None => source,
        };
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
