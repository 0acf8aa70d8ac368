//! Numbers as each language writes them: 5,000 and 5 000; 18.9 % and 18,9 %; 3.2 ms and 3,2 ms.

use super::Language;
use crate::format::share;

/// Between a number and its unit, which stay on one line.
const JOINED: char = '\u{a0}';

/// Between the thousands of a French number: a narrow space, which does not break.
const NARROW: char = '\u{202f}';

impl Language {
    /// A whole number, its thousands set apart.
    #[must_use]
    pub fn count(self, n: u64) -> String {
        let grouped = lab::count::grouped(n);
        match self {
            Self::English => grouped,
            Self::French => grouped.replace(',', NARROW.encode_utf8(&mut [0; 4])),
        }
    }

    /// A share in whole per cent, on one line with its sign; never rounded up to all, or down to
    /// nothing.
    #[must_use]
    pub fn percent(self, part: u64, whole: u64) -> String {
        let share = 100.0 * share(part, whole);
        let tenths = |share: f64| format!("{}{JOINED}%", self.decimal(format!("{share:.1}")));
        if share > 99.0 && part < whole {
            tenths(share.min(99.9))
        } else if share < 1.0 && part > 0 {
            tenths(share.max(0.1))
        } else {
            format!("{share:.0}{JOINED}%")
        }
    }

    /// A span of time: `3.2 ms`, `41 ms`, `1.35 s`.
    #[must_use]
    pub fn span(self, ms: f64) -> String {
        if ms < 9.95 {
            format!("{}{JOINED}ms", self.decimal(format!("{:.1}", ms.max(0.0))))
        } else if ms < 999.5 {
            format!("{ms:.0}{JOINED}ms")
        } else if ms < 9_995.0 {
            format!("{}{JOINED}s", self.decimal(format!("{:.2}", ms / 1_000.0)))
        } else {
            self.moment(ms)
        }
    }

    /// A moment on a time axis: `0 s`, `12.5 s`, `3:05`.
    #[must_use]
    pub fn moment(self, ms: f64) -> String {
        let seconds = ms.max(0.0) / 1_000.0;
        if seconds < 99.95 {
            let text = format!("{seconds:.1}");
            let text = text.strip_suffix(".0").unwrap_or(&text);
            format!("{}{JOINED}s", self.decimal(text.to_owned()))
        } else {
            let seconds = seconds.round() as u64;
            format!("{}:{:02}", seconds / 60, seconds % 60)
        }
    }

    /// A moment of a run, to the millisecond: `12.345 s`, `1:05.123`.
    #[must_use]
    pub fn instant(self, ms: f64) -> String {
        let millis = ms.max(0.0).round() as u64;
        let (seconds, rest) = (millis / 1_000, millis % 1_000);
        if seconds < 100 {
            format!("{}{JOINED}s", self.decimal(format!("{seconds}.{rest:03}")))
        } else {
            self.decimal(format!("{}:{:02}.{rest:03}", seconds / 60, seconds % 60))
        }
    }

    /// A number with the language's own decimal sign.
    #[must_use]
    pub fn decimal(self, number: String) -> String {
        match self {
            Self::English => number,
            Self::French => number.replace('.', ","),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language::{English, French};

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(English.count(948), "948");
        assert_eq!(English.count(5_000), "5,000");
        assert_eq!(French.count(1_234_567), "1\u{202f}234\u{202f}567");
    }

    #[test]
    fn a_rate_is_all_or_nothing_only_when_it_is() {
        assert_eq!(English.percent(948, 5_000), "19\u{a0}%");
        assert_eq!(English.percent(5_000, 5_000), "100\u{a0}%");
        assert_eq!(English.percent(4_999, 5_000), "99.9\u{a0}%");
        assert_eq!(French.percent(1, 5_000), "0,1\u{a0}%");
        assert_eq!(English.percent(0, 0), "0\u{a0}%");
    }

    #[test]
    fn times_are_as_exact_as_they_matter() {
        assert_eq!(English.span(3.16), "3.2\u{a0}ms");
        assert_eq!(French.span(3.16), "3,2\u{a0}ms");
        assert_eq!(English.span(41.4), "41\u{a0}ms");
        assert_eq!(French.span(1_352.0), "1,35\u{a0}s");
        assert_eq!(English.moment(12_000.0), "12\u{a0}s");
        assert_eq!(English.moment(185_000.0), "3:05");
    }
}
