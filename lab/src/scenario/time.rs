//! The time before a line: `@2.5s`, `@500ms`.

use core::time::Duration;

use super::{Problem, error::shortened};
use crate::limits::MAX_SCENARIO_TIME;

/// Digits before the point: what has more is too late in any unit.
const MOST_DIGITS: usize = 12;

const NANOS_PER_MILLI: u64 = 1_000_000;
const NANOS_PER_SECOND: u64 = 1_000 * NANOS_PER_MILLI;

/// Reads a word that begins with `@`.
pub(super) fn read(word: &str) -> Result<Duration, Problem> {
    let not_a_time = || Problem::NotATime { found: shortened(word) };
    let too_late = || Problem::TooLate { found: shortened(word) };
    let number = word.strip_prefix('@').ok_or_else(not_a_time)?;
    let (number, unit) = match number.strip_suffix("ms") {
        Some(number) => (number, NANOS_PER_MILLI),
        None => (number.strip_suffix('s').ok_or_else(not_a_time)?, NANOS_PER_SECOND),
    };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // A nanosecond is the least there is.
    let places = unit.ilog10() as usize;
    if !is_digits(whole) || !is_digits(fraction) || fraction.len() > places {
        return Err(not_a_time());
    }
    if whole.len() > MOST_DIGITS {
        return Err(too_late());
    }
    let whole: u64 = whole.parse().map_err(|_| not_a_time())?;
    let fraction: u64 = format!("{fraction:0<places$}").parse().map_err(|_| not_a_time())?;
    let nanos = whole.checked_mul(unit).and_then(|nanos| nanos.checked_add(fraction));
    let time = nanos.map(Duration::from_nanos).ok_or_else(too_late)?;
    if time > MAX_SCENARIO_TIME { Err(too_late()) } else { Ok(time) }
}

/// The shortest way to write it.
pub(super) fn written(time: Duration) -> String {
    let (seconds, nanos) = (time.as_secs(), time.subsec_nanos());
    if nanos == 0 {
        return format!("@{seconds}s");
    }
    let fraction = format!("{nanos:09}");
    format!("@{seconds}.{}s", fraction.trim_end_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_it_is_written() {
        let times = [
            ("@0s", 0),
            ("@2.5s", 2_500_000_000),
            ("@0.000000001s", 1),
            ("@86400s", 86_400_000_000_000),
        ];
        for (text, nanos) in times {
            let time = Duration::from_nanos(nanos);
            assert_eq!((read(text), written(time)), (Ok(time), text.to_owned()));
        }
        assert_eq!(read("@1500ms"), Ok(Duration::from_millis(1_500)));
        assert_eq!(read("@0.25ms"), Ok(Duration::from_micros(250)));
    }

    #[test]
    fn what_is_no_time_is_refused_whatever_it_is() {
        for text in [
            "@",
            "@s",
            "@2",
            "@-1s",
            "@1,5s",
            "@1.s",
            "@.5s",
            "@1e3s",
            "@1.0000000001s",
            "@é",
            "@1 s",
            "@ms",
            "@1m",
            "@NaNs",
        ] {
            assert!(matches!(read(text), Err(Problem::NotATime { .. })), "{text}");
        }
        for text in ["@86400.000000001s", "@86400001ms", "@999999999999s", "@99999999999999999999s"]
        {
            assert!(matches!(read(text), Err(Problem::TooLate { .. })), "{text}");
        }
    }
}
