//! Many terms in few bytes.
//!
//! A batch of a million small keys should cost what its bytes cost: a term in a pack is one byte
//! that says its kind and length, and then its data. Keys are hashed and passed on where they
//! lie; only the machine that stores them makes terms of them.

use alloc::vec::Vec;
use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use crate::term::View;

/// Terms one after another, as bytes that were checked when they came.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Pack {
    bytes: Vec<u8>,
    len: u32,
    largest: u32,
}

// The lower bits of a term's first byte.
const INTEGER: u8 = 0;
const BIG: u8 = 1;
const ATOM: u8 = 2;
const BINARY: u8 = 3;

/// In the upper bits: the length follows in two bytes, or in four. Else they are the length.
const LENGTH_IN_2: u8 = 62;
const LENGTH_IN_4: u8 = 63;

impl Pack {
    /// Appends a term.
    pub fn push(&mut self, term: View<'_>) {
        match term {
            View::Integer(n) => {
                // Zigzag: small numbers of either sign are short.
                let bits = ((n << 1) ^ (n >> 63)) as u64;
                let len = (64 - bits.leading_zeros()).div_ceil(8) as usize;
                self.head(INTEGER, len);
                append(&mut self.bytes, &bits.to_le_bytes()[..len]);
            }
            View::Big { negative, limbs } => {
                self.head(BIG, 1 + limbs.len() * 8);
                self.bytes.push(negative.into());
                self.bytes.extend_from_slice(limbs.as_flattened());
            }
            View::Atom(text) => {
                self.head(ATOM, text.len());
                append(&mut self.bytes, text.as_bytes());
            }
            View::Binary(bytes) => {
                self.head(BINARY, bytes.len());
                append(&mut self.bytes, bytes);
            }
        }
        self.note(term.size());
    }

    fn head(&mut self, kind: u8, len: usize) {
        match len {
            0..62 => self.bytes.push(kind | (len as u8) << 2),
            62..0x1_0000 => {
                self.bytes.push(kind | LENGTH_IN_2 << 2);
                self.bytes.extend_from_slice(&(len as u16).to_le_bytes());
            }
            _ => {
                self.bytes.push(kind | LENGTH_IN_4 << 2);
                self.bytes.extend_from_slice(&(len as u32).to_le_bytes());
            }
        }
    }

    fn note(&mut self, size: usize) {
        self.len += 1;
        self.largest = self.largest.max(u32::try_from(size).unwrap_or(u32::MAX));
    }

    /// How many terms there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// How many bytes they take here.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes.len()
    }

    /// The size of the largest term, in bytes, as [`View::size`] tells it.
    #[must_use]
    pub const fn largest(&self) -> usize {
        self.largest as usize
    }

    /// The terms, in order.
    #[must_use]
    pub fn iter(&self) -> Terms<'_> {
        Terms { rest: &self.bytes }
    }

    /// The terms in pairs: a key, its value, and the bytes of both.
    pub fn pairs(&self) -> impl Iterator<Item = (View<'_>, View<'_>, &[u8])> {
        let mut terms = self.iter();
        core::iter::from_fn(move || {
            let before = terms.rest;
            let (key, value) = (terms.next()?, terms.next()?);
            Some((key, value, &before[..before.len() - terms.rest.len()]))
        })
    }

    /// Appends a pair by its bytes in another pack.
    pub(crate) fn push_pair(&mut self, (key, value, bytes): (View<'_>, View<'_>, &[u8])) {
        append(&mut self.bytes, bytes);
        self.note(key.size());
        self.note(value.size());
    }

    /// A pack of these bytes; `None` when they are something else.
    fn checked(bytes: Vec<u8>) -> Option<Self> {
        let mut pack = Self::default();
        let mut terms = Terms { rest: &bytes };
        for term in &mut terms {
            pack.note(term.size());
        }
        let complete = terms.rest.is_empty();
        pack.bytes = bytes;
        complete.then_some(pack)
    }
}

/// Appends bytes, a few of them in words: to copy those by a call takes longer.
fn append(to: &mut Vec<u8>, from: &[u8]) {
    if from.len() > 32 {
        return to.extend_from_slice(from);
    }
    let (words, rest) = from.as_chunks::<8>();
    for word in words {
        to.extend_from_slice(word);
    }
    let (half, rest) = rest.as_chunks::<4>();
    for word in half {
        to.extend_from_slice(word);
    }
    for &byte in rest {
        to.push(byte);
    }
}

impl<'a> FromIterator<View<'a>> for Pack {
    fn from_iter<T: IntoIterator<Item = View<'a>>>(terms: T) -> Self {
        let mut pack = Self::default();
        for term in terms {
            pack.push(term);
        }
        pack
    }
}

/// Goes over the terms of a [`Pack`].
#[derive(Clone, Debug)]
pub struct Terms<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Terms<'a> {
    type Item = View<'a>;

    // A term that is handed over by way of memory costs as much as all that is done with it.
    #[inline(always)]
    fn next(&mut self) -> Option<View<'a>> {
        let (&head, rest) = self.rest.split_first()?;
        let (len, rest) = match head >> 2 {
            LENGTH_IN_2 => {
                let (len, rest) = rest.split_first_chunk()?;
                (u16::from_le_bytes(*len).into(), rest)
            }
            LENGTH_IN_4 => {
                let (len, rest) = rest.split_first_chunk()?;
                (usize::try_from(u32::from_le_bytes(*len)).ok()?, rest)
            }
            len => (len.into(), rest),
        };
        let (data, rest) = rest.split_at_checked(len)?;
        let term = match head & 3 {
            INTEGER => {
                if len > 8 {
                    return None;
                }
                let bits = data.iter().rev().fold(0, |bits, &byte| bits << 8 | u64::from(byte));
                View::Integer((bits >> 1) as i64 ^ -((bits & 1) as i64))
            }
            BIG => {
                let (&negative, limbs) = data.split_first()?;
                let (limbs, odd) = limbs.as_chunks();
                if negative > 1 || !odd.is_empty() {
                    return None;
                }
                View::Big { negative: negative == 1, limbs }
            }
            ATOM => View::Atom(core::str::from_utf8(data).ok()?),
            _ => View::Binary(data),
        };
        self.rest = rest;
        Some(term)
    }
}

impl<'a> IntoIterator for &'a Pack {
    type Item = View<'a>;
    type IntoIter = Terms<'a>;

    fn into_iter(self) -> Terms<'a> {
        self.iter()
    }
}

impl fmt::Debug for Pack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self).finish()
    }
}

impl Serialize for Pack {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serde_bytes::serialize(&self.bytes, serializer)
    }
}

impl<'de> Deserialize<'de> for Pack {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let bytes: Vec<u8> = serde_bytes::deserialize(deserializer)?;
        Self::checked(bytes).ok_or_else(|| D::Error::custom("not a pack of terms"))
    }
}

#[cfg(test)]
mod tests {
    use super::Pack;
    use crate::term::View;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn terms_of_every_kind_and_length_come_out_as_they_went_in() {
        let long = [7_u8; 70_000];
        let limbs = [[1; 8], [255; 8]];
        let mut terms = alloc::vec![
            View::Big { negative: true, limbs: &limbs },
            View::Big { negative: false, limbs: &[] },
            View::Atom(""),
            View::Atom("été"),
        ];
        terms.extend([0, 1, -1, 127, -128, 1 << 40, i64::MAX, i64::MIN].map(View::Integer));
        terms.extend([0, 1, 61, 62, 63, 255, 65_535, 65_536].map(|n| View::Binary(&long[..n])));
        let pack: Pack = terms.iter().copied().collect();
        assert_eq!(pack.len(), terms.len());
        assert_eq!(pack.largest(), 65_536);
        assert!(pack.iter().eq(terms.iter().copied()));
        assert_eq!(Pack::checked(pack.bytes.clone()), Some(pack.clone()));
        for cut in 1..200 {
            assert_eq!(Pack::checked(pack.bytes[..pack.bytes.len() - cut].into()), None);
        }
    }

    #[test]
    fn bytes_that_are_no_terms_are_refused() {
        // An integer of nine bytes, a big one of no byte and of half a limb, an atom not in UTF-8.
        for bytes in [
            &[9 << 2, 1, 2, 3, 4, 5, 6, 7, 8, 9][..],
            &[1],
            &[5 << 2 | 1, 0, 1, 2, 3, 4],
            &[1 << 2 | 2, 255],
        ] {
            assert_eq!(Pack::checked(bytes.into()), None, "{bytes:?}");
        }
    }
}
