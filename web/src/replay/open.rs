//! A record that is handed over: as a file, or from the Master's worker.

use lab::record::{FileError, MAX_FRAMES_BYTES, Record};
use node_core::Instant;

use crate::past::Trouble;

/// A record, and how far it can be lived; to its end, if that is not said.
pub(super) type Opened = (Record, Option<Instant>);

/// The record in a file, of its frames.
pub(super) fn file(frames: &[u8]) -> Result<Opened, Trouble> {
    Ok((Record::from_frames(frames).map_err(trouble)?, None))
}

/// The record of the live cluster.
pub(super) fn live(frames: &[u8], until: Instant) -> Result<Opened, Trouble> {
    if frames.is_empty() {
        return Err(Trouble::Failed("nothing is recorded".to_owned()));
    }
    Ok((Record::from_frames(frames).map_err(trouble)?, Some(until)))
}

fn trouble(error: FileError) -> Trouble {
    let limit = MAX_FRAMES_BYTES as u64;
    match error {
        FileError::Foreign => Trouble::Foreign,
        FileError::Version(_) => Trouble::Newer,
        FileError::TooLarge => Trouble::TooLarge(limit, limit),
        FileError::Cut | FileError::Edited { .. } | FileError::Compression => {
            Trouble::Damaged(error.to_string())
        }
    }
}
