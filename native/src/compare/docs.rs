//! Writes a run into a page of the documentation, between its markers.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use lab::count::bytes;
use sysinfo::System;

use super::{Comparison, machines, notes, summary, table};

/// What is written, each between markers of its own.
const EXPECTED: &str = "what is expected";
const RUN: &str = "a run";

/// A page that has the markers.
pub(super) struct Page {
    path: PathBuf,
    text: String,
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
        let text = fs::read_to_string(path).with_context(complaint)?;
        for what in [EXPECTED, RUN] {
            if between(&text, what, "").is_none() {
                let [begin, end] = markers(what);
                bail!("{} has no `{begin}` with `{end}` after it", path.display());
            }
        }
        Ok(Self { path: path.to_owned(), text })
    }

    pub(super) fn write(self, heading: &str, comparisons: &[Comparison]) -> anyhow::Result<()> {
        let Self { path, text } = self;
        let runs: String = comparisons.iter().map(run).collect();
        let run = format!("{heading}\n\n{}", runs.trim_end());
        let text = between(&text, EXPECTED, table::of_formulas().markdown().trim_end())
            .and_then(|text| between(&text, RUN, &run))
            .context("the page has lost its markers")?;
        fs::write(&path, text).with_context(|| format!("can't write {}", path.display()))
    }
}

fn markers(what: &str) -> [String; 2] {
    ["begin", "end"].map(|which| format!("<!-- {what}: {which} -->"))
}

/// The page with this between these markers; `None` if it has none.
fn between(text: &str, what: &str, content: &str) -> Option<String> {
    let [begin, end] = markers(what);
    let (before, rest) = text.split_once(&begin)?;
    let (_, after) = rest.split_once(&end)?;
    Some(format!("{before}{begin}\n\n{content}\n\n{end}{after}"))
}

fn run(comparison: &Comparison) -> String {
    let title = machines(comparison.task.machines);
    let table = table::of(comparison).markdown();
    let notes: String = notes(comparison).iter().map(|note| format!("- {note}\n")).collect();
    let notes = if notes.is_empty() { notes } else { notes + "\n" };
    format!("### {title}\n\n{}\n\n{table}\n{notes}", summary(comparison))
}
