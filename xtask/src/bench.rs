//! `cargo xtask bench`: how fast it is, natively and in the browser.
//!
//! Criterion measures here; `e2e/bench` measures in the browser, reads what criterion found, and
//! prints the one table.

use std::{ffi::OsString, fs, path::Path};

use anyhow::{Context, Result};

use crate::{
    run::{cargo, run},
    setup, test, workspace,
};

/// What has benchmarks, and which.
const NATIVE: [&str; 10] =
    ["-p", "node-core", "-p", "lab", "--bench", "keys", "--bench", "machine", "--bench", "account"];

/// The groups of figures that need no page.
const WITHOUT_PAGE: [&str; 2] = ["native", "beam"];

/// What to measure.
#[derive(Default)]
pub(crate) struct Options {
    /// Few samples.
    pub(crate) quick: bool,
    /// Five BEAM nodes too.
    pub(crate) beam: bool,
    /// Only these groups of figures; all when there are none.
    pub(crate) only: Vec<String>,
    /// Keys of a fill.
    pub(crate) keys: Option<u32>,
    /// Whether the table and the plots go into the docs.
    pub(crate) write_docs: bool,
}

impl Options {
    fn wants(&self, group: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|only| only == group)
    }

    fn wants_page(&self) -> bool {
        let no_page = |only: &String| WITHOUT_PAGE.contains(&only.as_str());
        self.only.is_empty() || !self.only.iter().all(no_page)
    }

    /// The same for the program that prints the table.
    fn arguments(&self) -> Vec<OsString> {
        let flags =
            [(self.quick, "--quick"), (self.beam, "--beam"), (self.write_docs, "--write-docs")];
        let mut arguments: Vec<OsString> =
            flags.into_iter().filter(|(set, _)| *set).map(|(_, flag)| flag.into()).collect();
        for only in &self.only {
            arguments.extend(["--only".into(), only.into()]);
        }
        if let Some(keys) = self.keys {
            arguments.extend(["--keys".into(), keys.to_string().into()]);
        }
        arguments
    }
}

/// Measures, and prints the table.
pub(crate) fn bench(options: &Options) -> Result<()> {
    let tools = setup::for_tests()?;
    let out = workspace::root().join("target").join("bench");
    let criterion = out.join("criterion");
    if options.wants("native")
        && let Err(error) = native(options, &criterion)
    {
        eprintln!("The native benchmarks failed: {error:#}");
    }
    if options.wants_page() {
        test::build(&tools.build)?;
    }
    let mut node = test::in_chromium(&tools);
    node.arg("bench/run.mjs").args(options.arguments());
    run(node.env("CRITERION_HOME", criterion).env("OUT", out.join("bench.json")))
}

fn native(options: &Options, criterion: &Path) -> Result<()> {
    // What is left of an earlier run is not of this one.
    if criterion.exists() {
        fs::remove_dir_all(criterion)
            .with_context(|| format!("can't remove {}", criterion.display()))?;
    }
    let mut bench = cargo();
    bench.arg("bench").args(NATIVE).args(["--", "--noplot"]);
    if options.quick {
        bench.arg("--quick");
    }
    run(bench.env("CRITERION_HOME", criterion))
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn the_program_that_measures_is_told_the_same() {
        let only = vec!["fill".to_owned(), "kills".to_owned()];
        let options = Options { quick: true, only, keys: Some(5000), ..Options::default() };
        let told = options.arguments();
        assert_eq!(told, ["--quick", "--only", "fill", "--only", "kills", "--keys", "5000"]);
    }

    #[test]
    fn the_page_is_built_only_for_what_needs_it() {
        let only = |names: &[&str]| Options {
            only: names.iter().map(|&name| name.to_owned()).collect(),
            ..Options::default()
        };
        assert!(!only(&["native", "beam"]).wants_page());
        assert!(only(&["native", "fill"]).wants_page());
        assert!(Options::default().wants_page() && Options::default().wants("native"));
    }
}
