//! Tools that Cargo installs: Trunk, the wasm-bindgen that fits the library, and cargo-fuzz.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use semver::{Version, VersionReq};

use super::{announce, program};
use crate::{
    run::{cargo, on_path, output, run},
    workspace,
};

/// The Trunk that is installed: 0.22 needs a newer Rust than this project does.
const TRUNK: &str = "0.21.14";

/// Trunks that will do when they are there already.
const GOOD_TRUNKS: &str = ">=0.21.5, <0.23";

/// The cargo-fuzz that is installed.
const CARGO_FUZZ: &str = "0.13.2";

/// Finds or installs Trunk.
pub(super) fn trunk() -> Result<PathBuf> {
    let good = VersionReq::parse(GOOD_TRUNKS)?;
    if let Some(found) = on_path("trunk")
        && version_of(&found).is_some_and(|version| good.matches(&version))
    {
        return Ok(found);
    }
    install(
        "trunk",
        TRUNK,
        true,
        "which builds and serves the page",
        "about 7 minutes on two cores",
    )
    .map(|bin| bin.join(program("trunk")))
}

/// Finds or installs wasm-bindgen; answers the folder its programs are in.
pub(super) fn wasm_bindgen() -> Result<PathBuf> {
    let lock = fs::read_to_string(workspace::root().join("Cargo.lock"))
        .context("can't read Cargo.lock")?;
    let wanted = locked_version(&lock, "wasm-bindgen").context("Cargo.lock has no wasm-bindgen")?;
    let runner = on_path("wasm-bindgen-test-runner");
    if let Some(found) = on_path("wasm-bindgen")
        && runner.is_some_and(|runner| runner.parent() == found.parent())
        && version_of(&found).is_some_and(|version| version.to_string() == wanted)
        && let Some(folder) = found.parent()
    {
        return Ok(folder.to_owned());
    }
    // Its own lock file can name crates that a mirror of the registry doesn't have yet.
    let purpose = "which fits the page's wasm to the browser";
    install("wasm-bindgen-cli", wanted, false, purpose, "about 3 minutes on two cores")
}

/// Finds or installs cargo-fuzz.
pub(super) fn cargo_fuzz() -> Result<PathBuf> {
    let purpose = "which builds and runs the fuzz targets";
    install("cargo-fuzz", CARGO_FUZZ, true, purpose, "about a minute on two cores")
        .map(|bin| bin.join(program("cargo-fuzz")))
}

/// Installs a crate's programs into the project's cache; answers the folder they are in.
fn install(name: &str, version: &str, locked: bool, purpose: &str, time: &str) -> Result<PathBuf> {
    let short = name.trim_end_matches("-cli");
    let folder = workspace::cache()?.join(format!("{short}-{version}"));
    let bin = folder.join("bin");
    // Cargo copies programs there when all of them are built, so what is there is complete.
    if version_of(&bin.join(program(short))).is_some_and(|found| found.to_string() == version) {
        return Ok(bin);
    }
    announce(format_args!("{name} {version}"), purpose, &folder, time);
    let mut install = cargo();
    install.args(["install", name, "--version", version, "--root"]).arg(&folder);
    if locked {
        install.arg("--locked");
    }
    run(&mut install)?;
    Ok(bin)
}

/// What a program says of its version, in `name 1.2.3` or the like.
fn version_of(program: &Path) -> Option<Version> {
    version_in(&output(program, &["--version"])?)
}

fn version_in(text: &str) -> Option<Version> {
    text.split_whitespace().find_map(|word| Version::parse(word.trim_start_matches('v')).ok())
}

/// The version of a package in a lock file.
fn locked_version<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name).skip(1);
    lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::{GOOD_TRUNKS, TRUNK, locked_version, version_in};
    use semver::{Version, VersionReq};

    #[test]
    fn the_version_comes_from_the_package_of_just_that_name() {
        let lock = "[[package]]\nname = \"wasm-bindgen-cli\"\nversion = \"9.9.9\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "wasm-bindgen"), Some("0.2.130"));
        assert_eq!(locked_version(lock, "trunk"), None);
    }

    #[test]
    fn a_version_is_found_in_what_a_program_prints() {
        assert_eq!(version_in("trunk 0.21.14"), Some(Version::new(0, 21, 14)));
        assert_eq!(version_in("wasm-bindgen 0.2.130 (abc)"), Some(Version::new(0, 2, 130)));
        assert_eq!(version_in("no version"), None);
    }

    #[test]
    fn the_trunk_that_is_installed_is_a_good_one() {
        let good = VersionReq::parse(GOOD_TRUNKS).unwrap();
        assert!(good.matches(&Version::parse(TRUNK).unwrap()));
        assert!(!good.matches(&Version::new(0, 20, 0)));
    }
}
