//! Node.js, and the packages of the browser tests and of a class.

use std::{
    fs,
    path::{Path, PathBuf},
    time::SystemTime,
};

use anyhow::{Context, Result, bail};

use super::{announce, apt};
use crate::{
    run::{command, on_path, output, run},
    workspace,
};

/// The oldest Node.js whose test runner will do.
const OLDEST: u32 = 20;

/// The program that runs what npm packages bring.
pub(crate) const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Finds Node.js with npm, or installs Debian's where that is new enough.
pub(super) fn node() -> Result<PathBuf> {
    let missing = match found() {
        Ok(node) => return Ok(node),
        Err(missing) => missing,
    };
    if !apt::is_ours() || apt::update().is_err() {
        return Err(missing);
    }
    // Debian 12's is too old.
    if apt::candidate("nodejs").and_then(|version| major(&version)) < Some(OLDEST) {
        return Err(missing);
    }
    let purpose = "which runs the browser tests";
    announce("Debian's nodejs and npm", purpose, Path::new("/usr"), "apt, about a minute");
    if let Err(error) = apt::install(&["nodejs", "npm"]) {
        println!("That failed: {error:#}.");
    }
    found()
}

fn found() -> Result<PathBuf> {
    let advice = format!(
        "Install Node.js {OLDEST} or newer with npm (https://nodejs.org, or your system's \
         packages), and run this again"
    );
    let Some(node) = on_path("node") else { bail!("there is no Node.js on PATH. {advice}") };
    let version = output(&node, &["--version"]).unwrap_or_default();
    if major(&version).is_none_or(|major| major < OLDEST) {
        bail!("the Node.js on PATH is {version}. {advice}");
    }
    if on_path(NPM).is_none() {
        bail!("there is a Node.js on PATH, but no npm. {advice}");
    }
    Ok(node)
}

/// npm packages that belong together.
pub(super) struct Packages {
    /// The folder that lists them.
    folder: &'static str,
    what: &'static str,
    purpose: &'static str,
}

/// Those of the browser tests.
pub(super) const TESTS: Packages = Packages {
    folder: "e2e",
    what: "the browser tests' npm packages",
    purpose: "with which they drive the browsers",
};

/// Those of a class.
pub(super) const CLASS: Packages = Packages {
    folder: "web/class",
    what: "the class's npm packages",
    purpose: "with which a page speaks to the class's server",
};

/// Sees to it that these packages are there.
pub(super) fn packages(Packages { folder, what, purpose }: Packages) -> Result<()> {
    let place = workspace::root().join(folder);
    // npm writes this file when it is done.
    let installed = changed(&place.join("node_modules/.package-lock.json"));
    let wanted = changed(&place.join("package-lock.json"))
        .with_context(|| format!("{folder}/package-lock.json is missing"))?;
    if installed.is_some_and(|installed| installed >= wanted) {
        return Ok(());
    }
    announce(what, purpose, &place.join("node_modules"), "seconds");
    run(command(NPM).args(["ci", "--no-audit", "--no-fund"]).current_dir(&place))
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
        assert_eq!(major("18.20.4+dfsg-1~deb12u1"), Some(18));
        assert_eq!(major(""), None);
    }
}
