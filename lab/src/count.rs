//! Counts as people read them.

/// `5000` as `5,000`.
#[must_use]
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of bytes, in the unit that suits it: `1.4 GB`.
#[must_use]
pub fn bytes(count: u64) -> String {
    let count = count as f64;
    match count {
        1e9.. => format!("{:.2} GB", count / 1e9),
        1e6.. => format!("{:.0} MB", count / 1e6),
        1e3.. => format!("{:.0} kB", count / 1e3),
        _ => format!("{count} B"),
    }
}
