//! Numbers as the page writes them: 5,000; 18.96 %; 3.2 ms.

pub use lab::count::grouped as count;

/// A count and its noun: `1 key`, `5,000 keys`.
#[must_use]
pub fn counted(n: u64, noun: &str) -> String {
    match (n, noun) {
        (1, _) => format!("1 {noun}"),
        (_, "entry") => format!("{} entries", count(n)),
        _ => format!("{} {noun}s", count(n)),
    }
}

/// How large a part is of a whole, from 0 to 1; of nothing, it is nothing.
#[must_use]
pub fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// A share in whole per cent, on one line with its sign; never rounded up to all, or down to nothing.
#[must_use]
pub fn percent(part: u64, whole: u64) -> String {
    let share = 100.0 * share(part, whole);
    if share > 99.0 && part < whole {
        tenths(share.min(99.9))
    } else if share < 1.0 && part > 0 {
        tenths(share.max(0.1))
    } else {
        format!("{share:.0}\u{a0}%")
    }
}

fn tenths(share: f64) -> String {
    format!("{share:.1}\u{a0}%")
}

/// A share in plain words where a small fraction says it well: `4 keys of 5`.
#[must_use]
pub fn fraction(part: u64, whole: u64, noun: &str) -> String {
    if part == 0 {
        return format!("No {noun}");
    }
    if part == whole {
        return if whole == 1 { format!("The one {noun}") } else { format!("All {noun}s") };
    }
    if whole <= 10 {
        return format!("{} of {whole}", counted(part, noun));
    }
    let share = share(part, whole);
    (2..=10_u64)
        .flat_map(|of| (1..of).map(move |n| (n, of)))
        .find(|&(n, of)| (share - n as f64 / of as f64).abs() < 0.0125)
        .map_or_else(
            || format!("{} of the {noun}s", percent(part, whole)),
            |(n, of)| format!("{} of {of}", counted(n, noun)),
        )
}

/// A span of time: `3.2 ms`, `41 ms`, `1.35 s`.
#[must_use]
pub fn span(ms: f64) -> String {
    if ms < 9.95 {
        format!("{:.1} ms", ms.max(0.0))
    } else if ms < 999.5 {
        format!("{ms:.0} ms")
    } else if ms < 9_995.0 {
        format!("{:.2} s", ms / 1_000.0)
    } else {
        moment(ms)
    }
}

/// A moment on a time axis: `0 s`, `12.5 s`, `3:05`.
#[must_use]
pub fn moment(ms: f64) -> String {
    let seconds = ms.max(0.0) / 1_000.0;
    if seconds < 99.95 {
        let text = format!("{seconds:.1}");
        format!("{} s", text.strip_suffix(".0").unwrap_or(&text))
    } else {
        let seconds = seconds.round() as u64;
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }
}

/// The beginning of a long text, and how much there is of it.
#[must_use]
pub fn shortened(text: &str, limit: usize) -> String {
    match text.char_indices().nth(limit) {
        None => text.to_owned(),
        Some((end, _)) => {
            let start = text.get(..end).unwrap_or_default();
            format!("{start}… ({} bytes)", count(text.len() as u64))
        }
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
    fn thousands_are_set_apart() {
        assert_eq!(count(0), "0");
        assert_eq!(count(948), "948");
        assert_eq!(count(5_000), "5,000");
        assert_eq!(count(1_234_567), "1,234,567");
    }

    #[test]
    fn a_rate_is_all_or_nothing_only_when_it_is() {
        assert_eq!(percent(948, 5_000), "19\u{a0}%");
        assert_eq!(percent(5_000, 5_000), "100\u{a0}%");
        assert_eq!(percent(4_999, 5_000), "99.9\u{a0}%");
        assert_eq!(percent(1, 5_000), "0.1\u{a0}%");
        assert_eq!(percent(0, 0), "0\u{a0}%");
    }

    #[test]
    fn the_lesson_is_said_in_small_fractions() {
        assert_eq!(fraction(4_052, 5_000, "key"), "4 keys of 5");
        assert_eq!(fraction(996, 5_000, "key"), "1 key of 5");
        assert_eq!(fraction(4_915, 5_000, "key"), "98\u{a0}% of the keys");
        assert_eq!(fraction(0, 5_000, "key"), "No key");
        assert_eq!(fraction(5_000, 5_000, "key"), "All keys");
        assert_eq!(fraction(1, 3, "key"), "1 key of 3");
    }

    #[test]
    fn times_are_as_exact_as_they_matter() {
        assert_eq!(span(3.16), "3.2 ms");
        assert_eq!(span(41.4), "41 ms");
        assert_eq!(span(1_352.0), "1.35 s");
        assert_eq!(moment(12_000.0), "12 s");
        assert_eq!(moment(185_000.0), "3:05");
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(shortened("éé", 2), "éé");
        assert_eq!(shortened("ééé", 2), "éé… (6 bytes)");
    }
}
