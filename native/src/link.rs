//! `apothik link FILE`

use std::path::Path;

use lab::scenario::link;

use super::run::read;

/// Prints the part of an address, behind its `#`, that opens a scenario in the page.
pub(crate) fn run(from: &Path) -> anyhow::Result<()> {
    let (_, scenario) = read(from)?;
    println!("#{}={}", link::PARAMETER, link::made(&scenario.to_string())?);
    Ok(())
}
