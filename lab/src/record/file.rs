//! A record as a file.
//!
//! A file is a line of text, [`HEAD`], then its *frames*, compressed by gzip. A frame is its length
//! and a checksum (four bytes each, the lower first), then what it says in postcard: first where the
//! record comes from, then notes, at the end how the run ended and how many frames there are. Each
//! checksum runs over the one before, too: whoever changes, leaves out, repeats or exchanges
//! something is found out at the first frame that is not as it was. It keeps out accidents, not
//! people.

use core::fmt;
use std::borrow::Cow;

use node_core::wire;
use serde::{Deserialize, Serialize};

use super::{Ending, Record, Whose};

/// The first line of a file: what it is, and the version of the format.
pub const HEAD: &[u8] = b"apothik record 1\n";

/// What every version's first line begins with.
const NAME: &[u8] = b"apothik record ";

/// The version of the format.
const VERSION: u32 = 1;

/// What the frames of a file have at most, in bytes.
pub const MAX_FRAMES_BYTES: usize = 256 * 1024 * 1024;

/// Notes of one frame at most, in bytes.
const MAX_FRAME_NOTES: usize = 64 * 1024;

/// The length and the checksum before a frame, in bytes.
const FRAME_HEAD: usize = 8;

/// What one frame says.
#[derive(Debug, Serialize, Deserialize)]
enum Frame<'a> {
    /// Who recorded which run.
    Origin { program: Cow<'a, str>, source: Cow<'a, str>, is_whole: bool },
    /// What follows in a stream.
    Notes { whose: Whose, notes: Cow<'a, serde_bytes::Bytes> },
    /// It is over, after so many other frames.
    End { ending: Option<Ending>, frames: u64 },
}

impl Record {
    /// The record as frames: what a file has compressed behind its first line. One whose oldest
    /// notes were [let go](super::Replay::trim) can't be read again.
    #[must_use]
    pub fn to_frames(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.push(&Frame::Origin {
            program: Cow::Borrowed(self.program()),
            source: Cow::Borrowed(self.source()),
            is_whole: self.begins().is_none(),
        });
        for (whose, notes) in self.notes_by_stream() {
            for notes in notes.chunks(MAX_FRAME_NOTES) {
                let notes = Cow::Borrowed(serde_bytes::Bytes::new(notes));
                writer.push(&Frame::Notes { whose, notes });
            }
        }
        let frames = writer.frames;
        writer.push(&Frame::End { ending: self.ending().cloned(), frames });
        writer.bytes
    }

    /// Reads frames.
    ///
    /// # Errors
    ///
    /// What is wrong with them, and where.
    pub fn from_frames(frames: &[u8]) -> Result<Self, FileError> {
        if frames.len() > MAX_FRAMES_BYTES {
            return Err(FileError::TooLarge);
        }
        let mut reader = Reader { rest: frames, sum: 0, frames: 0 };
        let Frame::Origin { program, source, is_whole } = reader.next()? else {
            return Err(FileError::Foreign);
        };
        if !is_whole {
            return Err(FileError::Cut);
        }
        let mut record = Self::by(program, source);
        loop {
            match reader.next()? {
                Frame::Origin { .. } => return Err(reader.edited()),
                Frame::Notes { whose, notes } => record.push(whose, &notes),
                Frame::End { frames, .. } if frames + 1 != reader.frames => {
                    return Err(reader.edited());
                }
                Frame::End { .. } if !reader.rest.is_empty() => {
                    reader.frames += 1;
                    return Err(reader.edited());
                }
                Frame::End { ending, .. } => {
                    if let Some(ending) = ending {
                        record.end(ending);
                    }
                    return Ok(record);
                }
            }
        }
    }

    /// The record as a file.
    #[cfg(feature = "gzip")]
    #[must_use]
    pub fn to_file(&self) -> Vec<u8> {
        use std::io::Write;
        let mut gzip = flate2::write::GzEncoder::new(HEAD.to_vec(), flate2::Compression::default());
        // Writing to memory does not fail.
        let _ = gzip.write_all(&self.to_frames());
        gzip.finish().unwrap_or_default()
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// What is wrong with it, and where.
    #[cfg(feature = "gzip")]
    pub fn from_file(file: &[u8]) -> Result<Self, FileError> {
        use std::io::Read;
        let compressed = compressed(file)?;
        // A byte of gzip can't stand for more than so many.
        let limit = compressed.len().saturating_mul(1_032).min(MAX_FRAMES_BYTES);
        let mut frames = Vec::new();
        let mut gzip = flate2::bufread::GzDecoder::new(compressed).take(limit as u64 + 1);
        gzip.read_to_end(&mut frames).map_err(|error| match error.kind() {
            std::io::ErrorKind::UnexpectedEof => FileError::Cut,
            _ => FileError::Compression,
        })?;
        let record = Self::from_frames(&frames)?;
        // Nothing follows.
        gzip.into_inner().get_ref().is_empty().then_some(record).ok_or(FileError::Compression)
    }
}

/// The compressed frames behind the first line of a file.
///
/// # Errors
///
/// It is no record, or one of another version.
pub fn compressed(file: &[u8]) -> Result<&[u8], FileError> {
    if let Some(compressed) = file.strip_prefix(HEAD) {
        return Ok(compressed);
    }
    let Some(rest) = file.strip_prefix(NAME) else {
        let is_cut = !file.is_empty() && NAME.starts_with(file);
        return Err(if is_cut { FileError::Cut } else { FileError::Foreign });
    };
    let digits = rest.split(|&byte| byte == b'\n').next().unwrap_or_default();
    match core::str::from_utf8(digits).ok().and_then(|digits| digits.parse().ok()) {
        Some(VERSION) => Err(FileError::Cut),
        Some(version) => Err(FileError::Version(version)),
        None if digits.is_empty() => Err(FileError::Cut),
        None => Err(FileError::Foreign),
    }
}

#[derive(Default)]
struct Writer {
    bytes: Vec<u8>,
    sum: u32,
    frames: u64,
}

impl Writer {
    fn push(&mut self, frame: &Frame<'_>) {
        // Writing to memory fails only where serialising itself does, and no frame does.
        let said = postcard::to_extend(frame, self.sum.to_le_bytes().to_vec()).unwrap_or_default();
        self.sum = wire::checksum(&said);
        let length = (said.len() - size_of::<u32>()) as u32;
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(&self.sum.to_le_bytes());
        self.bytes.extend_from_slice(&said[size_of::<u32>()..]);
        self.frames += 1;
    }
}

struct Reader<'a> {
    rest: &'a [u8],
    sum: u32,
    /// Those that were read, and the one that is being read.
    frames: u64,
}

impl<'a> Reader<'a> {
    const fn edited(&self) -> FileError {
        FileError::Edited { frame: self.frames }
    }

    fn next(&mut self) -> Result<Frame<'a>, FileError> {
        self.frames += 1;
        let number = |bytes: &[u8]| bytes.try_into().map(u32::from_le_bytes).unwrap_or_default();
        let (head, rest) = self.rest.split_at_checked(FRAME_HEAD).ok_or(FileError::Cut)?;
        let (length, sum) = (number(&head[..4]), number(&head[4..]));
        let (said, rest) = rest.split_at_checked(length as usize).ok_or(FileError::Cut)?;
        if wire::checksum(&[&self.sum.to_le_bytes(), said].concat()) != sum {
            return Err(self.edited());
        }
        (self.sum, self.rest) = (sum, rest);
        match postcard::take_from_bytes(said) {
            Ok((frame, [])) => Ok(frame),
            Ok(_) | Err(_) => Err(self.edited()),
        }
    }
}

/// Why a file can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileError {
    /// It is no record.
    Foreign,
    /// It is of another version of the format.
    Version(u32),
    /// A part of it is missing, its end or its beginning.
    Cut,
    /// It was changed.
    Edited {
        /// The first frame that is not as it was, from 1.
        frame: u64,
    },
    /// It can't be decompressed: it was changed.
    Compression,
    /// It has more than [`MAX_FRAMES_BYTES`].
    TooLarge,
}

impl core::error::Error for FileError {}

impl fmt::Display for FileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str("this is no record of Apothik"),
            Self::Version(version) => {
                write!(f, "a record of version {version}; this program reads version {VERSION}")
            }
            Self::Cut => f.write_str("the record was cut: a part of it is missing"),
            Self::Edited { frame } => {
                write!(f, "the record was changed: part {frame} of it is not as it was")
            }
            Self::Compression => f.write_str("the record was changed: it can't be decompressed"),
            Self::TooLarge => write!(
                f,
                "the record is larger than {} MiB when it is decompressed",
                MAX_FRAMES_BYTES >> 20
            ),
        }
    }
}
