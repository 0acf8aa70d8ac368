//! Rust's own targets and components, by rustup.

use anyhow::{Context, Result, bail};

use crate::run::{command, on_path, output, run};

/// Sees to it that the standard library for a target is there.
pub(crate) fn target(name: &str) -> Result<()> {
    let sysroot = output("rustc", &["--print", "sysroot"]).context("there is no rustc on PATH")?;
    let library = std::path::Path::new(&sysroot).join("lib/rustlib").join(name).join("lib");
    if library.is_dir() {
        return Ok(());
    }
    rustup("target", name)
}

/// Sees to it that a component is there, by the program it brings.
pub(crate) fn component(name: &str, brings: &str) -> Result<()> {
    if output(brings, &["--version"]).is_some() {
        return Ok(());
    }
    rustup("component", name)
}

fn rustup(kind: &str, name: &str) -> Result<()> {
    if on_path("rustup").is_none() {
        bail!(
            "Rust's {kind} {name} is missing, and there is no rustup to add it. Install it with \
             your Rust, or install rustup (https://rustup.rs) and run this again"
        );
    }
    println!("Adding Rust's {kind} {name} with rustup (seconds).");
    run(command("rustup").args([kind, "add", name]))
}
