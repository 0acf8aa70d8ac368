//! `erlang:phash2`, bit for bit.
//!
//! Bob Jenkins' lookup2 (1996, public domain), unsalted, as the BEAM applies it to terms
//! (`erts/emulator/beam/erl_term_hashing.c` in Erlang/OTP tells the rules). The functions here
//! give the full 32 bits: `phash2(Term, Range)` is that hash modulo the range, `phash2(Term)` is
//! its lower 27 bits. All arithmetic wraps, on `u32`.

use crate::term::{Term, View};

/// lookup2's golden ratio; the BEAM's constant number k is k times this.
const GOLDEN: u32 = 0x9e37_79b9;

const fn constant(k: u32) -> u32 {
    GOLDEN.wrapping_mul(k)
}

const NEGATIVE_SMALL: u32 = constant(1);
const ATOM: u32 = constant(3);
const TUPLE: u32 = constant(9);
const NEGATIVE_BIG: u32 = constant(10);
const POSITIVE_BIG: u32 = constant(11);
const BINARY: u32 = constant(13);

/// Integers from -2^27 up to 2^27 are hashed as one word, whatever the BEAM's word size.
const SMALL: core::ops::Range<i64> = -(1 << 27)..(1 << 27);

/// The 32-bit hash of one term.
#[must_use]
pub fn hash(term: &Term) -> u32 {
    fold(0, term.view())
}

/// The 32-bit hash of the term this is a view of.
#[must_use]
#[inline]
pub fn hash_view(term: View<'_>) -> u32 {
    fold(0, term)
}

/// The 32-bit hash of a tuple of these terms.
#[must_use]
pub fn tuple(elements: &[Term]) -> u32 {
    let arity = u32::try_from(elements.len()).unwrap_or(u32::MAX);
    elements.iter().map(Term::view).fold(word(0, arity, TUPLE), fold)
}

/// The 32-bit hash of a tuple of this atom and an integer, by that integer.
pub(crate) fn pairs(atom: &str) -> impl Fn(i64) -> u32 + use<> {
    let before = fold(word(0, 2, TUPLE), View::Atom(atom));
    move |integer| fold(before, View::Integer(integer))
}

/// `phash2(term)` without a range: 27 bits.
#[must_use]
pub const fn without_range(hash: u32) -> u32 {
    hash & ((1 << 27) - 1)
}

/// Hashes `term` on top of what was hashed before it.
#[inline]
fn fold(before: u32, term: View<'_>) -> u32 {
    match term {
        View::Integer(n) if SMALL.contains(&n) => {
            let sign =
                if n < 0 { word(before, n.unsigned_abs() as u32, NEGATIVE_SMALL) } else { before };
            word(sign, n as u32, NEGATIVE_SMALL)
        }
        View::Integer(n) => limb(before, n.unsigned_abs(), n < 0),
        View::Big { negative, limbs } => limbs
            .iter()
            .fold(before, |hash, &bytes| limb(hash, u64::from_le_bytes(bytes), negative)),
        View::Atom(text) if before == 0 => atom(text),
        View::Atom(text) => word(before, atom(text), ATOM),
        View::Binary(bytes) => binary(before, bytes),
    }
}

/// lookup2's mixing step.
const fn mix(mut a: u32, mut b: u32, mut c: u32) -> (u32, u32, u32) {
    a = a.wrapping_sub(b).wrapping_sub(c) ^ (c >> 13);
    b = b.wrapping_sub(c).wrapping_sub(a) ^ (a << 8);
    c = c.wrapping_sub(a).wrapping_sub(b) ^ (b >> 13);
    a = a.wrapping_sub(b).wrapping_sub(c) ^ (c >> 12);
    b = b.wrapping_sub(c).wrapping_sub(a) ^ (a << 16);
    c = c.wrapping_sub(a).wrapping_sub(b) ^ (b >> 5);
    a = a.wrapping_sub(b).wrapping_sub(c) ^ (c >> 3);
    b = b.wrapping_sub(c).wrapping_sub(a) ^ (a << 10);
    c = c.wrapping_sub(a).wrapping_sub(b) ^ (b >> 15);
    (a, b, c)
}

const fn words(hash: u32, x: u32, y: u32, constant: u32) -> u32 {
    mix(constant.wrapping_add(x), constant.wrapping_add(y), hash).2
}

const fn word(hash: u32, x: u32, constant: u32) -> u32 {
    words(hash, x, 0, constant)
}

const fn limb(hash: u32, limb: u64, negative: bool) -> u32 {
    let constant = if negative { NEGATIVE_BIG } else { POSITIVE_BIG };
    words(hash, limb as u32, (limb >> 32) as u32, constant)
}

#[inline]
fn binary(before: u32, bytes: &[u8]) -> u32 {
    let init = BINARY.wrapping_add(before);
    if bytes.is_empty() {
        return init;
    }
    let (mut a, mut b, mut c) = (GOLDEN, GOLDEN, init);
    let (blocks, tail) = bytes.as_chunks::<12>();
    for block in blocks {
        let (x, y, z) = (word_at(block, 0), word_at(block, 4), word_at(block, 8));
        (a, b, c) = mix(a.wrapping_add(x), b.wrapping_add(y), c.wrapping_add(z));
    }
    let (x, y, z) = match tail.len() {
        0..4 => (upto_3(tail), 0, 0),
        4..8 => (word_at(tail, 0), upto_3(&tail[4..]), 0),
        _ => (word_at(tail, 0), word_at(tail, 4), upto_3(&tail[8..])),
    };
    // The low byte of c belongs to the length, so the tail's last three bytes go above it.
    let c = c.wrapping_add(bytes.len() as u32).wrapping_add(z << 8);
    mix(a.wrapping_add(x), b.wrapping_add(y), c).2
}

/// The four bytes from `at`, little-endian.
fn word_at(bytes: &[u8], at: usize) -> u32 {
    u32::from_le_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

/// No, one, two or three bytes, little-endian.
fn upto_3(bytes: &[u8]) -> u32 {
    match *bytes {
        [] => 0,
        [a] => a.into(),
        [a, b] => u32::from_le_bytes([a, b, 0, 0]),
        [a, b, c, ..] => u32::from_le_bytes([a, b, c, 0]),
    }
}

/// The PJW hash of an atom's text (Aho, Sethi, Ullman: the "dragon book"), in which a character
/// of Latin-1 counts as one byte.
fn atom(text: &str) -> u32 {
    let step = |hash: u32, byte: u32| {
        let hash = (hash << 4).wrapping_add(byte);
        match hash & 0xf000_0000 {
            0 => hash,
            high => (hash ^ (high >> 24)) ^ high,
        }
    };
    text.chars().fold(0, |hash, c| match u32::from(c) {
        latin1 @ 0..=0xff => step(hash, latin1),
        _ => c.encode_utf8(&mut [0; 4]).bytes().map(u32::from).fold(hash, step),
    })
}
