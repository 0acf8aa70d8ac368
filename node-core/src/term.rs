//! Keys and values: the flat Erlang terms a cache of this kind is fed with.

use alloc::{borrow::Cow, boxed::Box, vec::Vec};
use core::{cmp::Ordering, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A key or a value, in 16 bytes as long as it is short.
///
/// Terms are flat on purpose: a decoder of foreign bytes has nothing to recurse into. Tuples
/// only occur while hashing (see [`phash2::tuple`](crate::phash2::tuple)). What is in a term is
/// seen by its [`view`](Self::view).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Term(Repr);

/// What is in a [`Term`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum View<'a> {
    /// An integer that fits 64 bits.
    Integer(i64),
    /// Any other integer.
    Big {
        /// Whether it is below zero.
        negative: bool,
        /// The magnitude in little-endian 64-bit limbs, the lowest first.
        limbs: &'a [[u8; 8]],
    },
    /// An atom, such as `:toto`; `nil`, `true` and `false` are atoms too.
    Atom(&'a str),
    /// A binary; an Elixir string is one, in UTF-8.
    Binary(&'a [u8]),
}

/// Bytes of an atom or a binary that need no memory of their own.
const SHORT: usize = 14;

/// What fits is always [`Short`], so equal terms have equal representations.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Integer(i64),
    Big(Box<Big>),
    ShortAtom(Short),
    LongAtom(Box<Long>),
    ShortBinary(Short),
    LongBinary(Box<Long>),
}

/// Up to [`SHORT`] bytes; those not used are zero.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Short {
    len: u8,
    bytes: [u8; SHORT],
}

/// Behind a thin pointer: a slice's own would make every term larger.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Long(Box<[u8]>);

#[derive(Clone, PartialEq, Eq, Hash)]
struct Big {
    negative: bool,
    limbs: Box<[[u8; 8]]>,
}

const _: () = assert!(size_of::<Option<Term>>() == 16, "a term is 16 bytes");

impl Term {
    /// Elixir's `nil`: what a `get` answers when it finds nothing.
    #[must_use]
    pub fn nil() -> Self {
        Self::atom("nil")
    }

    /// The atom with this text.
    #[must_use]
    pub fn atom(text: &str) -> Self {
        Self(match Short::new(text.as_bytes()) {
            Some(short) => Repr::ShortAtom(short),
            None => Repr::LongAtom(Box::new(Long(text.as_bytes().into()))),
        })
    }

    /// The string (a binary in UTF-8) with this text.
    #[must_use]
    pub fn string(text: &str) -> Self {
        Self::binary(text.as_bytes())
    }

    /// The binary with these bytes.
    #[must_use]
    #[inline]
    pub fn binary(bytes: &[u8]) -> Self {
        Self(match Short::new(bytes) {
            Some(short) => Repr::ShortBinary(short),
            None => Repr::LongBinary(Box::new(Long(bytes.into()))),
        })
    }

    /// An integer beyond 64 bits: its sign, and its magnitude in little-endian 64-bit limbs, the
    /// lowest first.
    #[must_use]
    pub fn big(negative: bool, limbs: &[[u8; 8]]) -> Self {
        Self(Repr::Big(Box::new(Big { negative, limbs: limbs.into() })))
    }

    /// What is in it.
    #[must_use]
    #[inline]
    pub fn view(&self) -> View<'_> {
        match &self.0 {
            Repr::Integer(n) => View::Integer(*n),
            Repr::Big(big) => View::Big { negative: big.negative, limbs: &big.limbs },
            Repr::ShortAtom(short) => View::Atom(text(short.bytes())),
            Repr::LongAtom(long) => View::Atom(text(&long.0)),
            Repr::ShortBinary(short) => View::Binary(short.bytes()),
            Repr::LongBinary(long) => View::Binary(&long.0),
        }
    }

    /// How many bytes the term's own data takes; what limits on keys and values count.
    #[must_use]
    pub fn size(&self) -> usize {
        self.view().size()
    }
}

/// An atom's text; it was text when the atom was made.
fn text(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap_or_default()
}

impl View<'_> {
    /// How many bytes the term's own data takes; what limits on keys and values count.
    #[must_use]
    pub const fn size(&self) -> usize {
        match self {
            Self::Integer(_) => 8,
            Self::Big { limbs, .. } => limbs.len() * 8,
            Self::Atom(text) => text.len(),
            Self::Binary(bytes) => bytes.len(),
        }
    }
}

impl Short {
    #[inline]
    fn new(from: &[u8]) -> Option<Self> {
        let len = from.len();
        if len > SHORT {
            return None;
        }
        let mut bytes = [0; SHORT];
        // In words that may overlap: to copy so few bytes by a call takes longer than all else.
        if let (Some(first), Some(last)) = (from.first_chunk::<8>(), from.last_chunk::<8>()) {
            bytes[..8].copy_from_slice(first);
            bytes[len - 8..len].copy_from_slice(last);
        } else if let (Some(first), Some(last)) = (from.first_chunk::<4>(), from.last_chunk::<4>())
        {
            bytes[..4].copy_from_slice(first);
            bytes[len - 4..len].copy_from_slice(last);
        } else {
            for (to, from) in bytes.iter_mut().zip(from) {
                *to = *from;
            }
        }
        Some(Self { len: len as u8, bytes })
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes[..usize::from(self.len)]
    }
}

impl From<i64> for Term {
    fn from(value: i64) -> Self {
        Self(Repr::Integer(value))
    }
}

impl From<View<'_>> for Term {
    #[inline]
    fn from(view: View<'_>) -> Self {
        match view {
            View::Integer(n) => n.into(),
            View::Big { negative, limbs } => Self::big(negative, limbs),
            View::Atom(text) => Self::atom(text),
            View::Binary(bytes) => Self::binary(bytes),
        }
    }
}

impl Ord for Term {
    /// Some order, the same everywhere; not Erlang's.
    fn cmp(&self, other: &Self) -> Ordering {
        self.view().cmp(&other.view())
    }
}

impl PartialOrd for Term {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// How a term is written by serde.
#[derive(Serialize, Deserialize)]
#[serde(rename = "Term")]
enum Plain<'a> {
    Integer(i64),
    Big {
        negative: bool,
        limbs: Vec<u64>,
    },
    #[serde(borrow)]
    Atom(Cow<'a, str>),
    #[serde(borrow, with = "serde_bytes")]
    Binary(Cow<'a, [u8]>),
}

impl Serialize for Term {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let plain = match self.view() {
            View::Integer(n) => Plain::Integer(n),
            View::Big { negative, limbs } => {
                let limbs = limbs.iter().copied().map(u64::from_le_bytes).collect();
                Plain::Big { negative, limbs }
            }
            View::Atom(text) => Plain::Atom(text.into()),
            View::Binary(bytes) => Plain::Binary(bytes.into()),
        };
        plain.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Term {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Plain::deserialize(deserializer)? {
            Plain::Integer(n) => n.into(),
            Plain::Big { negative, limbs } => {
                let limbs: Vec<[u8; 8]> = limbs.into_iter().map(u64::to_le_bytes).collect();
                Self::big(negative, &limbs)
            }
            Plain::Atom(text) => Self::atom(&text),
            Plain::Binary(bytes) => Self::binary(&bytes),
        })
    }
}

impl fmt::Debug for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.view().fmt(f)
    }
}

impl fmt::Display for Term {
    /// For messages to people, not Elixir's `inspect`: that is `lab`'s.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.view() {
            View::Integer(n) => write!(f, "{n}"),
            View::Big { .. } => f.write_str("a big integer"),
            View::Atom(text) => write!(f, ":{text}"),
            View::Binary(bytes) => write!(f, "{:?}", alloc::string::String::from_utf8_lossy(bytes)),
        }
    }
}
