//! Notes as bytes: each in postcard, behind the time that has passed since the one before.

use core::time::Duration;

use node_core::Instant;
use serde::{Serialize, de::DeserializeOwned};

/// Writes the notes of one stream.
#[derive(Clone, Debug, Default)]
pub(super) struct Pen {
    bytes: Vec<u8>,
    last: Instant,
}

impl Pen {
    pub(super) fn write(&mut self, at: Instant, note: &impl Serialize) {
        let since = nanos(at).saturating_sub(nanos(self.last));
        self.last = at;
        let bytes = std::mem::take(&mut self.bytes);
        // Writing to memory fails only where serialising itself does, and no note does.
        self.bytes = postcard::to_extend(&(since, note), bytes).unwrap_or_default();
    }

    pub(super) const fn len(&self) -> usize {
        self.bytes.len()
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    pub(super) fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }
}

/// Reads the notes of one stream.
#[derive(Clone, Debug, Default)]
pub(super) struct Eye {
    last: Instant,
}

impl Eye {
    /// The next note and its moment; what follows it stays in `rest`. `None` when the bytes are
    /// no note.
    pub(super) fn read<T: DeserializeOwned>(&mut self, rest: &mut &[u8]) -> Option<(Instant, T)> {
        let ((since, note), after) = postcard::take_from_bytes::<(i64, T)>(rest).ok()?;
        *rest = after;
        let nanos = nanos(self.last).saturating_add(since);
        self.last = Instant::after_origin(Duration::from_nanos(u64::try_from(nanos).ok()?));
        Some((self.last, note))
    }
}

/// Nanoseconds since the origin, up to 292 years.
fn nanos(at: Instant) -> i64 {
    i64::try_from(at.since_origin().as_nanos()).unwrap_or(i64::MAX)
}
