//! Numbers as people write them on a command line.

/// `5000` or `10_000_000`.
pub(crate) fn number(text: &str) -> Result<u64, String> {
    text.replace('_', "")
        .parse()
        .map_err(|_| "expected a number, such as 5000 or 10_000_000".into())
}

/// As far as 32 bits go: more is more than anything here can have.
pub(crate) fn small(text: &str) -> Result<u32, String> {
    number(text).map(|number| u32::try_from(number).unwrap_or(u32::MAX))
}
