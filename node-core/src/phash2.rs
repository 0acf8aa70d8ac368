//! `erlang:phash2`, bit for bit.
//!
//! Bob Jenkins' lookup2 (1996, public domain), unsalted, as the BEAM applies it to terms
//! (`erts/emulator/beam/erl_term_hashing.c` in Erlang/OTP tells the rules). The functions here
//! give the full 32 bits: `phash2(Term, Range)` is that hash modulo the range, `phash2(Term)` is
//! its lower 27 bits. All arithmetic wraps, on `u32`.

use crate::term::Term;

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
    fold(0, term)
}

/// The 32-bit hash of a tuple of these terms.
#[must_use]
pub fn tuple(elements: &[Term]) -> u32 {
    let arity = u32::try_from(elements.len()).unwrap_or(u32::MAX);
    elements.iter().fold(word(0, arity, TUPLE), fold)
}

/// `phash2(term)` without a range: 27 bits.
#[must_use]
pub const fn without_range(hash: u32) -> u32 {
    hash & ((1 << 27) - 1)
}

/// Hashes `term` on top of what was hashed before it.
fn fold(before: u32, term: &Term) -> u32 {
    match term {
        Term::Integer(n) if SMALL.contains(n) => {
            let sign =
                if *n < 0 { word(before, n.unsigned_abs() as u32, NEGATIVE_SMALL) } else { before };
            word(sign, *n as u32, NEGATIVE_SMALL)
        }
        Term::Integer(n) => limb(before, n.unsigned_abs(), *n < 0),
        Term::Big(big) => {
            big.limbs.iter().fold(before, |hash, &part| limb(hash, part, big.negative))
        }
        Term::Atom(text) if before == 0 => atom(text),
        Term::Atom(text) => word(before, atom(text), ATOM),
        Term::Binary(bytes) => binary(before, bytes),
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

fn binary(before: u32, bytes: &[u8]) -> u32 {
    let init = BINARY.wrapping_add(before);
    if bytes.is_empty() {
        return init;
    }
    let (mut a, mut b, mut c) = (GOLDEN, GOLDEN, init);
    let (blocks, tail) = bytes.as_chunks::<12>();
    for block in blocks {
        (a, b, c) = mix(
            a.wrapping_add(little_endian(&block[0..4])),
            b.wrapping_add(little_endian(&block[4..8])),
            c.wrapping_add(little_endian(&block[8..12])),
        );
    }
    // The low byte of c belongs to the length, so the tail's last three bytes go above it.
    let part =
        |from: usize, to: usize| little_endian(&tail[from.min(tail.len())..to.min(tail.len())]);
    mix(
        a.wrapping_add(part(0, 4)),
        b.wrapping_add(part(4, 8)),
        c.wrapping_add(bytes.len() as u32).wrapping_add(part(8, 11) << 8),
    )
    .2
}

fn little_endian(bytes: &[u8]) -> u32 {
    bytes.iter().rev().fold(0, |word, &byte| word << 8 | u32::from(byte))
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
