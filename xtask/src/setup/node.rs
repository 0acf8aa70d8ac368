//! Node.js and the packages of the browser tests.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::{Context, Result, bail};

use super::announce;
use crate::{
    run::{command, on_path, output, run},
    workspace,
};

/// The oldest Node.js whose test runner will do.
const OLDEST: u32 = 20;

/// Finds Node.js.
pub(super) fn node() -> Result<PathBuf> {
    let advice = format!(
        "Install Node.js {OLDEST} or newer with npm (https://nodejs.org, or your system's \
         packages), and run this again"
    );
    let Some(node) = on_path("node") else { bail!("there is no Node.js on PATH. {advice}") };
    let version = output(&node, &["--version"]).unwrap_or_default();
    match major(&version) {
        Some(major) if major >= OLDEST => Ok(node),
        _ => bail!("the Node.js on PATH is {version}. {advice}"),
    }
}

/// Sees to it that the tests' packages are there.
pub(super) fn packages() -> Result<()> {
    let e2e = workspace::root().join("e2e");
    // npm writes this file when it is done.
    let installed = changed(&e2e.join("node_modules/.package-lock.json"));
    let wanted =
        changed(&e2e.join("package-lock.json")).context("e2e/package-lock.json is missing")?;
    if installed.is_some_and(|installed| installed >= wanted) {
        return Ok(());
    }
    announce("the browser tests' npm packages", &e2e.join("node_modules"), "seconds");
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    run(command(npm).args(["ci", "--no-audit", "--no-fund"]).current_dir(&e2e))
}

fn changed(file: &Path) -> Option<SystemTime> {
    fs::metadata(file).ok()?.modified().ok()
}

fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::major;

    #[test]
    fn the_major_version_is_read() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major(""), None);
    }
}
