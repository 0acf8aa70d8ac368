//! The keys of the seed's fill: `"k_<via>_<j>"`.

use crate::term::{Term, View};

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

    /// Hands the key's text to `use_it`.
    pub fn with_text<T>(self, use_it: impl FnOnce(&[u8]) -> T) -> T {
        let mut text = [0; LONGEST];
        let mut from = write_back(&mut text, LONGEST, self.j);
        from -= 1;
        text[from] = b'_';
        from = write_back(&mut text, from, self.via.into());
        from -= 2;
        text[from..from + 2].copy_from_slice(b"k_");
        use_it(&text[from..])
    }
}

impl From<FillKey> for Term {
    fn from(key: FillKey) -> Self {
        key.with_text(Self::binary)
    }
}

/// The one key of the seed's fill: `"k_<via>_<j>"`.
#[must_use]
pub fn fill_key(via: u32, j: u64) -> Term {
    FillKey { via, j }.into()
}

/// Writes a number's digits so that they end before `end`; answers where they begin.
fn write_back(text: &mut [u8; LONGEST], end: usize, mut number: u64) -> usize {
    let mut at = end;
    loop {
        at -= 1;
        text[at] = b'0' + (number % 10) as u8;
        number /= 10;
        if number == 0 {
            return at;
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
    use super::FillKey;
    use crate::term::Term;
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
}
