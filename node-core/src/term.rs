//! Keys and values: the flat Erlang terms a cache of this kind is fed with.

use alloc::{
    boxed::Box,
    string::{String, ToString},
    vec::Vec,
};
use core::fmt;

use serde::{Deserialize, Serialize};

/// A key or a value.
///
/// Terms are flat on purpose: a decoder of foreign bytes has nothing to recurse into. Tuples
/// only occur while hashing (see [`phash2::tuple`](crate::phash2::tuple)).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Term {
    /// An integer that fits 64 bits.
    Integer(i64),
    /// Any other integer.
    Big(BigInteger),
    /// An atom, such as `:toto`; `nil`, `true` and `false` are atoms too.
    Atom(Box<str>),
    /// A binary; an Elixir string is one, in UTF-8.
    Binary(#[serde(with = "serde_bytes")] Box<[u8]>),
}

impl Term {
    /// Elixir's `nil`: what a `get` answers when it finds nothing.
    #[must_use]
    pub fn nil() -> Self {
        Self::atom("nil")
    }

    /// The atom with this text.
    #[must_use]
    pub fn atom(text: impl Into<String>) -> Self {
        Self::Atom(text.into().into_boxed_str())
    }

    /// The string (a binary in UTF-8) with this text.
    #[must_use]
    pub fn string(text: impl Into<String>) -> Self {
        Self::Binary(text.into().into_bytes().into_boxed_slice())
    }

    /// How many bytes the term's own data takes; what limits on keys and values count.
    #[must_use]
    pub fn size(&self) -> usize {
        match self {
            Self::Integer(_) => 8,
            Self::Big(big) => big.limbs.len() * 8,
            Self::Atom(text) => text.len(),
            Self::Binary(bytes) => bytes.len(),
        }
    }
}

impl From<i64> for Term {
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}

/// An integer beyond 64 bits: sign and magnitude in 64-bit limbs, the lowest first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct BigInteger {
    /// Whether the number is below zero.
    pub negative: bool,
    /// The magnitude, the lowest limb first.
    pub limbs: Vec<u64>,
}

/// The one key of the seed's fill: `"k_<via>_<j>"`.
#[must_use]
pub fn fill_key(via: u32, j: u64) -> Term {
    let mut text = String::with_capacity(16);
    text.push_str("k_");
    text.push_str(&via.to_string());
    text.push('_');
    text.push_str(&j.to_string());
    Term::string(text)
}

impl fmt::Display for Term {
    /// For messages to people, not Elixir's `inspect`: that is `lab`'s.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(n) => write!(f, "{n}"),
            Self::Big(_) => f.write_str("a big integer"),
            Self::Atom(text) => write!(f, ":{text}"),
            Self::Binary(bytes) => write!(f, "{:?}", String::from_utf8_lossy(bytes)),
        }
    }
}
