//! `cargo xtask fuzz`: a fuzzer feeds the wire and running machines for a while.

use std::{
    fs,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{run::command, setup, workspace};

/// What is fuzzed, one after the other; each has its file in `fuzz/fuzz_targets`.
const TARGETS: [&str; 2] = ["decode", "handle_input"];

/// How to fuzz.
pub(crate) struct Options {
    /// For how long each target is fuzzed.
    pub(crate) seconds: u32,
}

impl Default for Options {
    fn default() -> Self {
        Self { seconds: 60 }
    }
}

/// Fuzzes every target; fails when one of them crashed.
pub(crate) fn fuzz(options: &Options) -> Result<()> {
    let cargo_fuzz = setup::for_fuzzing()?;
    for target in TARGETS {
        // The fuzzer writes what it finds into the first folder, and only reads the second.
        let found = workspace::root().join("target").join("fuzz").join(target);
        fs::create_dir_all(&found).with_context(|| format!("can't make {}", found.display()))?;
        println!("\n── {target}, for {} s", options.seconds);
        // No sanitizer: there is no unsafe code to look into, and those need a nightly Rust.
        let executions = run_counting(
            command(&cargo_fuzz)
                .args(["run", "--sanitizer", "none", target])
                .arg(&found)
                .arg(workspace::root().join("fuzz").join("corpus").join(target))
                .args(["--", "-verbosity=0", "-print_final_stats=1", "-timeout=10"])
                .arg(format!("-max_total_time={}", options.seconds)),
        )
        .with_context(|| format!("{target} failed"))?;
        println!("{target}: {executions} executions, none crashed");
    }
    Ok(())
}

/// Runs a fuzzer to its end and answers how often it ran its target. What it says is passed on,
/// but for the long list of byte strings that it would like to be given another time.
fn run_counting(fuzzer: &mut Command) -> Result<u64> {
    let mut child = fuzzer.stderr(Stdio::piped()).spawn().context("can't run cargo-fuzz")?;
    let mut executions = None;
    for line in BufReader::new(child.stderr.take().context("it has no output")?).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        if let Some(count) = line.strip_prefix("stat::number_of_executed_units:") {
            executions = Some(count.trim().parse()?);
        } else if !line.contains("# Uses: ") && !line.starts_with("######") {
            eprintln!("{line}");
        }
    }
    let status = child.wait()?;
    if !status.success() {
        bail!("it ended with {status}; what made it crash is above");
    }
    executions.context("the fuzzer did not say how often it ran")
}
