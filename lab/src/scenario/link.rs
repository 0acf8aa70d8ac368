//! A link to a run: `#run=1.<…>` behind the page's address, where `1` is the format of scenarios
//! and the rest is the scenario's text, deflated (RFC 1951) and in the letters of base64url
//! (RFC 4648) without padding. The page does the same with what its browser has.

use core::fmt;
use std::io::{Read, Write};

use flate2::{Compression, read::DeflateDecoder, write::DeflateEncoder};

use super::VERSION;
use crate::{count::grouped, limits::MAX_SCENARIO_BYTES};

/// The name of the part of the address.
pub const PARAMETER: &str = "run";

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Why a link leads to no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// A newer Apothik made it.
    Newer(u64),
    /// It is cut or changed, or never was one.
    Damaged,
    /// There is more in it than a scenario may have.
    TooLarge,
}

impl core::error::Error for LinkError {}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer(version) => write!(
                f,
                "the link was made by a newer Apothik: version {version}; this reads {VERSION}"
            ),
            Self::Damaged => f.write_str("the link is cut or changed: expected all of it"),
            Self::TooLarge => write!(
                f,
                "the link holds more than {} bytes, the most a scenario has",
                grouped(MAX_SCENARIO_BYTES as u64)
            ),
        }
    }
}

/// What an address says of a run behind its `#`, if it does; a file's name says nothing.
#[must_use]
pub fn named(address: &str) -> Option<&str> {
    let (_, fragment) = address.split_once('#')?;
    fragment.split('&').find_map(|part| part.strip_prefix(PARAMETER)?.strip_prefix('='))
}

/// The value of the address's part for a text.
///
/// # Errors
///
/// None in practice: memory is all it writes to.
pub fn made(text: &str) -> std::io::Result<String> {
    let mut deflated = DeflateEncoder::new(Vec::new(), Compression::best());
    deflated.write_all(text.as_bytes())?;
    Ok(format!("{VERSION}.{}", lettered(&deflated.finish()?)))
}

/// The text in such a value.
///
/// # Errors
///
/// It is of a newer version, damaged, or holds too much: no more than that is inflated.
pub fn opened(value: &str) -> Result<String, LinkError> {
    let (version, letters) = value.split_once('.').ok_or(LinkError::Damaged)?;
    match version.parse() {
        Ok(VERSION) => {}
        Ok(version) if version > VERSION => return Err(LinkError::Newer(version)),
        _ => return Err(LinkError::Damaged),
    }
    let deflated = unlettered(letters).ok_or(LinkError::Damaged)?;
    let mut inflated = DeflateDecoder::new(&deflated[..]);
    let mut text = Vec::new();
    let most = MAX_SCENARIO_BYTES as u64 + 1;
    inflated.by_ref().take(most).read_to_end(&mut text).map_err(|_| LinkError::Damaged)?;
    if text.len() > MAX_SCENARIO_BYTES {
        return Err(LinkError::TooLarge);
    }
    if inflated.total_in() < deflated.len() as u64 {
        return Err(LinkError::Damaged);
    }
    String::from_utf8(text).map_err(|_| LinkError::Damaged)
}

fn lettered(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits = chunk.iter().fold(0_u32, |bits, &byte| bits << 8 | u32::from(byte));
        let bits = bits << (24 - 8 * chunk.len());
        for place in 0..=chunk.len() {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(char::from(letter));
        }
    }
    text
}

/// The bytes of letters; none when there is another character, or bits are left that say nothing.
fn unlettered(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3 + 2);
    for chunk in text.as_bytes().chunks(4) {
        let mut bits = 0_u32;
        for letter in chunk {
            bits = bits << 6 | LETTERS.iter().position(|other| other == letter)? as u32;
        }
        let whole = (6 * chunk.len()) / 8;
        let rest = 6 * chunk.len() - 8 * whole;
        if whole == 0 || bits & ((1 << rest) - 1) != 0 {
            return None;
        }
        bytes.extend_from_slice(&(bits >> rest).to_be_bytes()[4 - whole..]);
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_from_their_letters() {
        for length in 0..70_u8 {
            let bytes: Vec<u8> = (0..length).map(|i| i.wrapping_mul(167)).collect();
            assert_eq!(unlettered(&lettered(&bytes)), Some(bytes));
        }
        for wrong in ["A", "AB", "AAAAA", "A+==", "é", "AA A"] {
            assert_eq!(unlettered(wrong), None, "{wrong}");
        }
        assert_eq!(lettered(&[0xfb, 0xff]), "-_8");
    }
}
