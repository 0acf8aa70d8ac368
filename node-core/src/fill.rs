//! The keys of the seed's fill: `"k_<via>_<j>"`.

use serde::{Deserialize, Serialize};

use crate::{
    pack::Pack,
    term::{Term, View},
};

/// Bytes of the longest fill key's text: `k_`, ten digits, `_`, twenty digits.
const LONGEST: usize = 33;

/// The seed's `k_<via>_<j>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FillKey {
    /// The machine the fill goes through.
    pub via: u32,
    /// The key's number in the fill, from 1.
    pub j: u64,
}

impl FillKey {
    /// Which fill key a term is, if it is one, written as a fill writes it: without leading zeros.
    #[must_use]
    #[inline]
    pub fn of(key: View<'_>) -> Option<Self> {
        let View::Binary(bytes) = key else { return None };
        let (via, rest) = number(bytes.strip_prefix(b"k_")?)?;
        let (j, rest) = number(rest.strip_prefix(b"_")?)?;
        rest.is_empty().then_some(Self { via: via.try_into().ok()?, j })
    }
}

impl From<FillKey> for Term {
    fn from(key: FillKey) -> Self {
        Self::binary(Text::of(key).bytes())
    }
}

/// The one key of the seed's fill: `"k_<via>_<j>"`.
#[must_use]
pub fn fill_key(via: u32, j: u64) -> Term {
    FillKey { via, j }.into()
}

/// Keys of one fill that follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FillSpan {
    /// The machine the fill goes through.
    pub via: u32,
    /// The first key's number.
    pub first: u64,
    /// How many keys there are.
    pub keys: u32,
}

impl FillSpan {
    /// The numbers of its keys. A number is also the value that the seed's fill puts there.
    #[must_use]
    pub const fn numbers(self) -> core::ops::Range<u64> {
        self.first..self.first.saturating_add(self.keys as u64)
    }

    /// Visits its keys in order: each key's number, and its text.
    #[inline]
    pub fn each(self, mut visit: impl FnMut(u64, &[u8])) {
        let mut text = Text::of(FillKey { via: self.via, j: self.first });
        for j in self.numbers() {
            visit(j, text.bytes());
            text.count_on();
        }
    }

    /// Its keys.
    #[must_use]
    pub fn pack_keys(self) -> Pack {
        let mut keys = Pack::default();
        self.each(|_, key| keys.push(View::Binary(key)));
        keys
    }

    /// Its keys and their values, in turn.
    #[must_use]
    pub fn pack_entries(self) -> Pack {
        let mut entries = Pack::default();
        self.each(|j, key| {
            entries.push(View::Binary(key));
            entries.push(View::Integer(j as i64));
        });
        entries
    }
}

/// A fill key's text, at the end of its bytes.
struct Text {
    bytes: [u8; LONGEST],
    from: usize,
}

impl Text {
    fn of(FillKey { via, j }: FillKey) -> Self {
        let mut text = Self { bytes: [0; LONGEST], from: LONGEST };
        text.prepend_number(j);
        text.prepend(b'_');
        text.prepend_number(via.into());
        text.prepend(b'_');
        text.prepend(b'k');
        text
    }

    fn bytes(&self) -> &[u8] {
        &self.bytes[self.from..]
    }

    const fn prepend(&mut self, byte: u8) {
        self.from -= 1;
        self.bytes[self.from] = byte;
    }

    fn prepend_number(&mut self, mut number: u64) {
        loop {
            self.prepend(b'0' + (number % 10) as u8);
            number /= 10;
            if number == 0 {
                return;
            }
        }
    }

    /// The next key's text. To write each number anew would take longer than to hash it.
    fn count_on(&mut self) {
        let mut at = LONGEST - 1;
        while self.bytes[at] == b'9' {
            self.bytes[at] = b'0';
            at -= 1;
        }
        if self.bytes[at] != b'_' {
            self.bytes[at] += 1;
        } else if let Some(from) = self.from.checked_sub(1) {
            // One digit more: all before it makes room.
            self.bytes.copy_within(self.from..=at, from);
            self.bytes[at] = b'1';
            self.from = from;
        }
    }
}

/// The number that the text begins with, and what follows it; none when it is written otherwise
/// than a fill writes it, or too large.
fn number(text: &[u8]) -> Option<(u64, &[u8])> {
    let mut number: u64 = 0;
    let mut digits = 0;
    while let Some(digit @ b'0'..=b'9') = text.get(digits) {
        // Nineteen digits always fit.
        let digit = u64::from(digit - b'0');
        number = if digits < 19 {
            number * 10 + digit
        } else {
            number.checked_mul(10)?.checked_add(digit)?
        };
        digits += 1;
    }
    let leads_with_zero = text.first() == Some(&b'0') && digits > 1;
    (digits > 0 && !leads_with_zero).then_some((number, &text[digits..]))
}

#[cfg(test)]
mod tests {
    use super::{FillKey, FillSpan, fill_key};
    use crate::term::{Term, View};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_fill_key_is_found_in_its_text_and_nothing_else_is() {
        for (via, j) in [(0, 0), (1, 7), (10, 5_000), (u32::MAX, u64::MAX)] {
            let key = FillKey { via, j };
            assert_eq!(FillKey::of(Term::from(key).view()), Some(key));
        }
        for text in [
            "",
            "k_",
            "k__",
            "k_1",
            "k_1_",
            "k_01_1",
            "k_1_01",
            "k_1_1 ",
            "K_1_1",
            "k_1_-1",
            "k_4294967296_1",
            "k_1_18446744073709551616",
            "k_1_1_1",
        ] {
            assert_eq!(FillKey::of(Term::string(text).view()), None, "{text}");
        }
        assert_eq!(FillKey::of(Term::atom("k_1_1").view()), None);
    }

    #[test]
    fn a_span_counts_as_the_numbers_do() {
        for first in [0, 1, 8, 95, 999_990, u64::MAX - 20] {
            let mut expected = first;
            let span = FillSpan { via: 17, first, keys: 20 };
            span.each(|j, key| {
                assert_eq!(j, expected);
                assert_eq!(fill_key(17, j).view(), View::Binary(key));
                expected += 1;
            });
            assert_eq!(expected, first + 20);
            assert_eq!((span.pack_keys().len(), span.pack_entries().len()), (20, 40));
        }
    }
}
