//! Bytes on the channels: a version byte, then one or more envelopes in postcard.
//!
//! Several messages to the same machine share one body, since a channel carries few large
//! bodies far faster than many small ones. Decoding is total and bounded: it reads all of a body
//! or rejects it, never panics, and never allocates more than the body's own size warrants.

use alloc::vec::Vec;
use core::fmt;

use crate::{
    limits::{FULL_BODY_BYTES, MAX_BODY_BYTES, MAX_BODY_MESSAGES, MAX_TERM_BYTES},
    message::{Answer, Body, Envelope, Message},
};

/// The version of the protocol; machines of another version are not understood.
pub const VERSION: u8 = 1;

/// A body that is being filled.
#[derive(Clone, Debug)]
pub struct Writer {
    bytes: Vec<u8>,
    messages: usize,
}

impl Default for Writer {
    fn default() -> Self {
        Self { bytes: alloc::vec![VERSION], messages: 0 }
    }
}

impl Writer {
    /// Appends an envelope.
    pub fn push(&mut self, envelope: &Envelope) {
        let bytes = core::mem::take(&mut self.bytes);
        // Writing to memory fails only where serialising itself does, and no type here does.
        self.bytes = postcard::to_extend(envelope, bytes).unwrap_or_default();
        self.messages += 1;
    }

    /// Whether the body should be sent before more is appended.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.bytes.len() >= FULL_BODY_BYTES || self.messages >= MAX_BODY_MESSAGES
    }

    /// The body.
    #[must_use]
    pub fn finish(self) -> Vec<u8> {
        self.bytes
    }
}

/// One envelope as a body of its own.
#[must_use]
pub fn encode(envelope: &Envelope) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.push(envelope);
    writer.finish()
}

/// Reads a body.
///
/// # Errors
///
/// What is wrong with it; nothing of the body is to be acted on then.
pub fn decode(body: &[u8]) -> Result<Vec<Envelope>, DecodeError> {
    if body.len() > MAX_BODY_BYTES {
        return Err(DecodeError::TooLarge);
    }
    let (&version, mut rest) = body.split_first().ok_or(DecodeError::Empty)?;
    if version != VERSION {
        return Err(DecodeError::Version(version));
    }
    let mut envelopes = Vec::new();
    while !rest.is_empty() {
        let (envelope, after) =
            postcard::take_from_bytes::<Envelope>(rest).map_err(|_| DecodeError::Malformed)?;
        let too_many = envelopes.len() >= MAX_BODY_MESSAGES;
        if too_many || largest_term(&envelope.message) > MAX_TERM_BYTES {
            return Err(DecodeError::TooLarge);
        }
        envelopes.push(envelope);
        rest = after;
    }
    if envelopes.is_empty() {
        return Err(DecodeError::Empty);
    }
    Ok(envelopes)
}

fn largest_term(message: &Message) -> usize {
    match message {
        Message::Data { body: Body::Call { operation, .. }, .. } => operation.largest_term(),
        Message::Data { body: Body::Answer { answer: Answer::Value(Some(value)), .. }, .. } => {
            value.size()
        }
        _ => 0,
    }
}

/// Why a body was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// There is nothing in it.
    Empty,
    /// It, or a term in it, is larger than allowed, or it holds too many messages.
    TooLarge,
    /// It is of another version of the protocol.
    Version(u8),
    /// It is cut, or no message at all.
    Malformed,
}

impl core::error::Error for DecodeError {}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("an empty body"),
            Self::TooLarge => f.write_str("a body beyond the limits"),
            Self::Version(version) => {
                write!(f, "version {version} of the protocol; this is version {VERSION}")
            }
            Self::Malformed => f.write_str("a malformed body"),
        }
    }
}
