//! Bytes on the channels: a version byte, a checksum, then one or more envelopes in postcard.
//!
//! Several messages to the same machine share one body, since a channel carries few large
//! bodies far faster than many small ones. Small messages to many machines share an *addressed*
//! body, for a channel that all of them hear: the version byte says so ([`ADDRESSED`]), and what
//! follows the checksum is parts, each with the number of the machine it is for and its length, so
//! that the others skip it unread. Decoding is total and bounded: it reads all of a body that is
//! for the reader or rejects it, never panics, and never allocates more than the body's own size
//! warrants. The checksum is there because short messages are: a few random bytes would be one now
//! and then.

use alloc::vec::Vec;
use core::fmt;

use crate::{
    id::NodeId,
    limits::{FULL_BODY_BYTES, MAX_BATCH_KEYS, MAX_BODY_BYTES, MAX_BODY_MESSAGES, MAX_TERM_BYTES},
    message::{Answer, Body, Envelope, Message},
    term::Term,
};

/// The version of the protocol; machines of another version are not understood.
pub const VERSION: u8 = 4;

/// The version byte of a body in parts for several machines.
pub const ADDRESSED: u8 = VERSION | 0x80;

/// The version and the checksum ([`checksum`], little-endian) of all that follows, in bytes.
pub const HEAD: usize = 5;

/// A body that is being filled.
#[derive(Clone, Debug)]
pub struct Writer {
    bytes: Vec<u8>,
    messages: usize,
}

impl Default for Writer {
    fn default() -> Self {
        Self { bytes: alloc::vec![VERSION, 0, 0, 0, 0], messages: 0 }
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
    pub fn finish(mut self) -> Vec<u8> {
        seal(&mut self.bytes);
        self.bytes
    }
}

/// One body of several, each for the machine that it comes with.
#[must_use]
pub fn address(parts: impl IntoIterator<Item = (NodeId, Writer)>) -> Vec<u8> {
    let mut body = alloc::vec![ADDRESSED, 0, 0, 0, 0];
    for (to, writer) in parts {
        let envelopes = writer.bytes.get(HEAD..).unwrap_or_default();
        // As with a writer: writing to memory does not fail.
        body = postcard::to_extend(&(to.number(), envelopes), body).unwrap_or_default();
    }
    seal(&mut body);
    body
}

/// Writes the checksum of what is behind it into a body.
fn seal(body: &mut [u8]) {
    if let Some((head, rest)) = body.split_at_mut_checked(HEAD) {
        head[1..].copy_from_slice(&checksum(rest).to_le_bytes());
    }
}

/// What tells a body from one that was cut, changed or made up: xxHash32, which needs no table to
/// be fetched with the page. It keeps out accidents, not people.
#[must_use]
pub fn checksum(bytes: &[u8]) -> u32 {
    xxhash_rust::xxh32::xxh32(bytes, 0)
}

/// One envelope as a body of its own.
#[must_use]
pub fn encode(envelope: &Envelope) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.push(envelope);
    writer.finish()
}

/// Reads a body that is for whoever hears it.
///
/// # Errors
///
/// What is wrong with it; nothing of the body is to be acted on then.
pub fn decode(body: &[u8]) -> Result<Vec<Envelope>, DecodeError> {
    let (version, envelopes) = open(body)?;
    if version != VERSION {
        return Err(DecodeError::Version(version));
    }
    decode_envelopes(envelopes)
}

/// Reads what a body has for the machine `me`: all of it, unless it is [addressed](ADDRESSED).
/// Then the parts for others are skipped, and there may be none for this machine.
///
/// # Errors
///
/// What is wrong with it; nothing of the body is to be acted on then.
pub fn decode_for(me: NodeId, body: &[u8]) -> Result<Vec<Envelope>, DecodeError> {
    match open(body)? {
        (ADDRESSED, parts) => decode_parts(me, parts),
        (_, envelopes) => decode_envelopes(envelopes),
    }
}

/// Reads the parts for the machine `me` of what follows the version and the checksum of an
/// [addressed](ADDRESSED) body.
///
/// # Errors
///
/// What is wrong with it; nothing of it is to be acted on then.
pub fn decode_parts(me: NodeId, mut rest: &[u8]) -> Result<Vec<Envelope>, DecodeError> {
    if rest.is_empty() {
        return Err(DecodeError::Empty);
    }
    let mut mine = Vec::new();
    while !rest.is_empty() {
        let (to, part) = take_part(&mut rest)?;
        if to == me {
            read_envelopes(part, &mut mine)?;
        }
    }
    Ok(mine)
}

/// Takes the next part off an addressed body: whom it is for, and its messages as bytes.
fn take_part<'a>(rest: &mut &'a [u8]) -> Result<(NodeId, &'a [u8]), DecodeError> {
    let ((to, part), after) =
        postcard::take_from_bytes::<(u32, &[u8])>(rest).map_err(|_| DecodeError::Malformed)?;
    *rest = after;
    Ok((NodeId::new(to), part))
}

/// Messages of a body, and who is to act on them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Whom they are for; none: whoever hears the body.
    pub to: Option<NodeId>,
    /// The messages.
    pub envelopes: Vec<Envelope>,
}

/// Reads what a body has for several machines that hear it together: all of it once, if it is not
/// [addressed](ADDRESSED), and else the parts for those that are `wanted`.
///
/// # Errors
///
/// What is wrong with it; nothing of the body is to be acted on then.
pub fn decode_parts_of(
    body: &[u8],
    wanted: impl Fn(NodeId) -> bool,
) -> Result<Vec<Part>, DecodeError> {
    let (version, mut rest) = open(body)?;
    if version != ADDRESSED {
        return Ok(alloc::vec![Part { to: None, envelopes: decode_envelopes(rest)? }]);
    }
    if rest.is_empty() {
        return Err(DecodeError::Empty);
    }
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (to, part) = take_part(&mut rest)?;
        if wanted(to) {
            parts.push(Part { to: Some(to), envelopes: decode_envelopes(part)? });
        }
    }
    Ok(parts)
}

/// The version byte of a body, and what follows its checksum, which is right.
fn open(body: &[u8]) -> Result<(u8, &[u8]), DecodeError> {
    if body.len() > MAX_BODY_BYTES {
        return Err(DecodeError::TooLarge);
    }
    let (&version, rest) = body.split_first().ok_or(DecodeError::Empty)?;
    if version != VERSION && version != ADDRESSED {
        return Err(DecodeError::Version(version));
    }
    if rest.is_empty() {
        return Err(DecodeError::Empty);
    }
    let (sum, rest) = rest.split_first_chunk::<4>().ok_or(DecodeError::Malformed)?;
    if u32::from_le_bytes(*sum) != checksum(rest) {
        return Err(DecodeError::Malformed);
    }
    Ok((version, rest))
}

/// Reads what follows the version and the checksum of a body.
///
/// # Errors
///
/// What is wrong with it; nothing of it is to be acted on then.
pub fn decode_envelopes(rest: &[u8]) -> Result<Vec<Envelope>, DecodeError> {
    let mut envelopes = Vec::new();
    read_envelopes(rest, &mut envelopes)?;
    Ok(envelopes)
}

/// Reads envelopes, of which there must be one at least.
fn read_envelopes(mut rest: &[u8], envelopes: &mut Vec<Envelope>) -> Result<(), DecodeError> {
    if rest.is_empty() {
        return Err(DecodeError::Empty);
    }
    while !rest.is_empty() {
        let (envelope, after) =
            postcard::take_from_bytes::<Envelope>(rest).map_err(|_| DecodeError::Malformed)?;
        let too_many = envelopes.len() >= MAX_BODY_MESSAGES;
        if too_many || is_too_large(&envelope.message) {
            return Err(DecodeError::TooLarge);
        }
        envelopes.push(envelope);
        rest = after;
    }
    Ok(())
}

fn is_too_large(message: &Message) -> bool {
    let keys = match message {
        Message::Data { body: Body::Batch { batch, .. }, .. } => batch.len(),
        Message::Data { body: Body::Answer { answer: Answer::Values(values), .. }, .. } => {
            values.len()
        }
        _ => 0,
    };
    keys > MAX_BATCH_KEYS || largest_term(message) > MAX_TERM_BYTES
}

fn largest_term(message: &Message) -> usize {
    match message {
        Message::Data { body: Body::Call { operation, .. }, .. } => operation.largest_term(),
        Message::Data { body: Body::Answer { answer: Answer::Value(Some(value)), .. }, .. } => {
            value.size()
        }
        Message::Data { body: Body::Batch { batch, .. }, .. } => batch.pack().largest(),
        Message::Data { body: Body::Answer { answer: Answer::Values(values), .. }, .. } => {
            values.iter().flatten().map(Term::size).max().unwrap_or_default()
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
    /// It was cut or changed, or is no message at all.
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
