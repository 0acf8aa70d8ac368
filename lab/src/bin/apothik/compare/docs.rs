//! Writes a run into a page of the documentation, between its markers.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use lab::count::bytes;
use sysinfo::System;

use super::{Comparison, machines, notes, summary, table};

const BEGIN: &str = "<!-- a run: begin -->";
const END: &str = "<!-- a run: end -->";

/// A page, cut at its markers.
pub(super) struct Page {
    path: PathBuf,
    before: String,
    after: String,
}

/// Says what was run, and on what.
pub(super) fn heading() -> String {
    let mut system = System::new();
    system.refresh_cpu_all();
    system.refresh_memory();
    let arguments: Vec<String> = env::args().skip(1).collect();
    let cores = system.cpus().len();
    let brand = system.cpus().first().map_or("unknown", |core| core.brand().trim()).to_owned();
    let load = System::load_average().one;
    format!(
        "`apothik {}`: {cores} cores ({brand}), {}, load {load:.1} at the start.",
        arguments.join(" "),
        bytes(system.total_memory())
    )
}

impl Page {
    pub(super) fn open(path: &Path) -> anyhow::Result<Self> {
        let complaint = || format!("can't read {}", path.display());
        let page = fs::read_to_string(path).with_context(complaint)?;
        let parts = page.split_once(BEGIN).and_then(|(before, rest)| {
            let (_, after) = rest.split_once(END)?;
            Some((before.to_owned(), after.to_owned()))
        });
        let Some((before, after)) = parts else {
            bail!("{} has no place for a run: `{BEGIN}`, then `{END}`", path.display());
        };
        Ok(Self { path: path.to_owned(), before, after })
    }

    pub(super) fn write(&self, heading: &str, comparisons: &[Comparison]) -> anyhow::Result<()> {
        let Self { path, before, after } = self;
        let runs: String = comparisons.iter().map(run).collect();
        let page = format!("{before}{BEGIN}\n\n{heading}\n\n{runs}{END}{after}");
        fs::write(path, page).with_context(|| format!("can't write {}", path.display()))
    }
}

fn run(comparison: &Comparison) -> String {
    let title = machines(comparison.task.machines);
    let table = table::of(comparison).markdown();
    let notes: String = notes(comparison).iter().map(|note| format!("- {note}\n")).collect();
    let notes = if notes.is_empty() { notes } else { notes + "\n" };
    format!("### {title}\n\n{}\n\n{table}\n{notes}", summary(comparison))
}
