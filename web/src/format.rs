//! What is small and has no language: shares, names.

use crate::language::Language;

/// How large a part is of a whole, from 0 to 1; of nothing, it is nothing.
#[must_use]
pub fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// A share as a small fraction that says it well, such as 4 of 5; none when only the per cent does.
#[must_use]
pub fn fraction(part: u64, whole: u64) -> Option<(u64, u64)> {
    if whole <= 10 {
        return Some((part, whole));
    }
    let share = share(part, whole);
    (2..=10_u64)
        .flat_map(|of| (1..of).map(move |n| (n, of)))
        .find(|&(n, of)| (share - n as f64 / of as f64).abs() < 0.0125)
}

/// The beginning of a long text, and how much there is of it.
#[must_use]
pub fn shortened(say: Language, text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((end, _)) => {
            let start = text.get(..end).unwrap_or_default();
            say.shortened(start, text.len() as u64)
        }
    }
}

/// The beginning of a long text, with a sign that there is more.
#[must_use]
pub fn beginning(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
    }
}

/// A machine's short name: `apothik_2`.
#[must_use]
pub fn machine(number: u32) -> String {
    format!("{}_{number}", node_core::PREFIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lesson_is_said_in_small_fractions() {
        assert_eq!(fraction(4_052, 5_000), Some((4, 5)));
        assert_eq!(fraction(996, 5_000), Some((1, 5)));
        assert_eq!(fraction(4_915, 5_000), None);
        assert_eq!(fraction(1, 3), Some((1, 3)));
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        let english = Language::English;
        assert_eq!(shortened(english, "éé", 2), "éé");
        assert_eq!(shortened(english, "ééé", 2), "éé… (6 bytes)");
    }
}
