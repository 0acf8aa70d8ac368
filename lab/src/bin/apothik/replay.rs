//! `apothik replay FILE`

use std::{fs, path::Path};

use anyhow::{Context, bail};
use lab::{count::grouped, trace};

/// Runs a trace again.
pub(crate) fn run(file: &Path) -> anyhow::Result<()> {
    let name = file.display();
    let text = fs::read(file).with_context(|| format!("can't read {name}"))?;
    let replay = trace::replay(&text).with_context(|| format!("can't replay {name}"))?;
    println!(
        "{}: {} steps, {:.3} s of virtual time, all as recorded",
        replay.source,
        grouped(replay.steps),
        replay.end.since_origin().as_secs_f64()
    );
    match replay.violation {
        Some((line, violation)) => bail!("{name}, line {line}: a rule is broken: {violation}"),
        None => Ok(()),
    }
}
