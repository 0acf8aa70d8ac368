//! From when to when a record goes.

use std::collections::BTreeMap;

use node_core::Instant;

use super::{Record, Whose, agenda::Times};

/// From when to when a record goes: found by reading all notes, without living them.
#[derive(Clone, Debug, Default)]
pub(super) struct Span {
    streams: BTreeMap<Whose, Times>,
    begins: Option<Instant>,
    end: Instant,
}

impl Span {
    pub(super) fn of(record: &Record) -> Self {
        let mut span = Self::default();
        for (whose, _) in record.notes_by_stream() {
            span.extend(record, whose);
        }
        span
    }

    /// Reads what was appended to one stream.
    pub(super) fn extend(&mut self, record: &Record, whose: Whose) {
        let times = self.streams.entry(whose).or_insert_with(|| Times::new(whose));
        while let Some(at) = times.next(record.notes(whose)) {
            self.begins = Some(self.begins.map_or(at, |begins| begins.min(at)));
            self.end = self.end.max(at);
        }
    }

    pub(super) const fn begins(&self) -> Instant {
        match self.begins {
            Some(begins) => begins,
            None => self.end,
        }
    }

    pub(super) const fn end(&self) -> Instant {
        self.end
    }
}
