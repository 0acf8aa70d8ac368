//! `apothik replay FILE`

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use anyhow::{Context, bail};
use lab::{
    count::grouped,
    record::{Checked, Filter, Record, Replay},
};

/// Lives a record again, and proves that all comes to the same.
pub(crate) fn run(file: &Path, feed: bool) -> anyhow::Result<()> {
    let name = file.display();
    let bytes = fs::read(file).with_context(|| format!("can't read {name}"))?;
    let record = Record::from_file(&bytes).with_context(|| format!("can't read {name}"))?;
    let (source, ending) = (record.source().to_owned(), record.ending().cloned());
    let mut replay = Replay::new(record, Checked::default());
    let cant = || format!("can't replay {name}");
    if feed {
        let mut out = io::stdout().lock();
        loop {
            let told = replay.step_to_happening(&Filter::Events).with_context(cant)?;
            for happening in &told {
                writeln!(out, "{happening}")?;
            }
            if told.is_empty() {
                break;
            }
        }
    }
    replay.seek_to(u64::MAX).with_context(cant)?;
    if let Some(difference) = ending.and_then(|ending| ending.difference(replay.stage())) {
        bail!("{name}: {difference}");
    }
    println!(
        "{source}: {} steps, {:.3} s of cluster time, all as recorded",
        grouped(replay.note()),
        replay.end().since_origin().as_secs_f64()
    );
    match replay.witness().violation() {
        Some(violation) => bail!("{name}: a rule is broken: {violation}"),
        None => Ok(()),
    }
}
