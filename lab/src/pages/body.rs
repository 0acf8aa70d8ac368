//! What pages say, as bytes: a version byte, a checksum, then who says what.
//!
//! Anybody who knows the cookie can post anything: decoding is total and bounded.

use core::fmt;

use node_core::wire;
use serde::{Serialize, de::DeserializeOwned};

use super::{PageId, Said};

/// The version of what pages say; pages of another version are not understood. A checksum (that of
/// the machines' channels, little-endian) follows it.
pub const VERSION: u8 = 3;

/// The largest body that is read, in bytes.
pub const MAX_BODY_BYTES: usize = 16 * 1024 * 1024;

/// Data as bytes.
///
/// # Errors
///
/// None in practice: memory is all it writes to.
pub fn pack(value: &impl Serialize) -> Result<Vec<u8>, postcard::Error> {
    postcard::to_allocvec(value)
}

/// The data in bytes.
///
/// # Errors
///
/// Bytes that are something else.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, postcard::Error> {
    postcard::from_bytes(bytes)
}

/// What a page says, as a body.
///
/// # Errors
///
/// None in practice: memory is all it writes to.
pub fn encode(page: PageId, said: &Said) -> Result<Vec<u8>, postcard::Error> {
    let mut body = postcard::to_extend(&(page, said), vec![VERSION, 0, 0, 0, 0])?;
    if let Some((head, packed)) = body.split_at_mut_checked(wire::HEAD) {
        head[1..].copy_from_slice(&wire::checksum(packed).to_le_bytes());
    }
    Ok(body)
}

/// Who says something in a body, if it is one: the rest is not looked at.
#[must_use]
pub fn sender(body: &[u8]) -> Option<PageId> {
    postcard::take_from_bytes(body.get(wire::HEAD..)?).ok().map(|(page, _)| page)
}

/// Who says what in a body.
///
/// # Errors
///
/// What is wrong with it.
pub fn decode(body: &[u8]) -> Result<(PageId, Said), BodyError> {
    if body.len() > MAX_BODY_BYTES {
        return Err(BodyError::TooLarge);
    }
    let (&version, rest) = body.split_first().ok_or(BodyError::Malformed)?;
    // The checksum is in all versions, so that noise is not taken for another one.
    let (sum, packed) = rest.split_first_chunk::<4>().ok_or(BodyError::Malformed)?;
    if u32::from_le_bytes(*sum) != wire::checksum(packed) {
        return Err(BodyError::Malformed);
    }
    if version != VERSION {
        return Err(BodyError::Version(version));
    }
    unpack(packed).map_err(|_| BodyError::Malformed)
}

/// Why a body was not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyError {
    /// It is larger than [`MAX_BODY_BYTES`].
    TooLarge,
    /// It is of another version.
    Version(u8),
    /// It was cut or changed, or is nothing that a page says.
    Malformed,
}

impl core::error::Error for BodyError {}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => f.write_str("a body beyond the limits"),
            Self::Version(version) => {
                write!(f, "version {version} of what pages say; this is version {VERSION}")
            }
            Self::Malformed => f.write_str("a malformed body"),
        }
    }
}
