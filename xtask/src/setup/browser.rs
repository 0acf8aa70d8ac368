//! A Chromium for the browser tests.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process,
};

use anyhow::{Context, Result, bail};

use super::{announce, apt, program};
use crate::{
    run::{command, on_path, output, run},
    workspace,
};

const NAMES: [&str; 6] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", HEADLESS];

const USUAL_PLACES: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
];

/// The Chrome without windows, as puppeteer's installer names it.
const HEADLESS: &str = "chrome-headless-shell";

pub(super) const PURPOSE: &str = "in which the browser tests run";

/// Finds or installs a Chromium.
pub(super) fn chromium() -> Result<PathBuf> {
    if let Some(found) = named_in("CHROME_PATH")?.or_else(found) {
        return Ok(found);
    }
    if apt::is_ours() {
        announce("Debian's chromium", PURPOSE, Path::new("/usr"), "apt, about a minute");
        if let Err(error) = apt::update().and_then(|()| apt::install(&["chromium"])) {
            println!("That failed: {error:#}.");
        }
        if let Some(found) = found() {
            return Ok(found);
        }
    }
    if let Err(error) = download() {
        println!("That failed: {error:#}.");
    }
    found().context(
        "no Chromium that runs could be had. Install Chromium or Google Chrome (and the system \
         libraries it asks for), or set CHROME_PATH to the program of one, and run this again",
    )
}

/// The program that an environment variable names.
pub(super) fn named_in(variable: &str) -> Result<Option<PathBuf>> {
    let named = env::var_os(variable).filter(|named| !named.is_empty()).map(PathBuf::from);
    if let Some(missing) = named.as_ref().filter(|named| !named.is_file()) {
        bail!("{variable} names {}, which is no file", missing.display());
    }
    Ok(named)
}

/// A Chromium that is there and runs.
fn found() -> Option<PathBuf> {
    let named = NAMES.iter().filter_map(|name| on_path(name));
    let usual = USUAL_PLACES.iter().map(PathBuf::from).filter(|place| place.is_file());
    let downloaded = downloads().map(|folder| programs_in(&folder)).unwrap_or_default();
    named.chain(usual).chain(downloaded).find(|program| runs(program))
}

/// Whether it is a browser, not a script that tells where to get one, nor one without its
/// libraries. On Windows, it would open a window instead of answering.
pub(super) fn runs(program: &Path) -> bool {
    cfg!(windows) || output(program, &["--version"]).is_some()
}

/// Where downloaded browsers are kept.
fn downloads() -> Result<PathBuf> {
    Ok(workspace::cache()?.join("browsers"))
}

/// Downloads a headless Chrome beside the others, and moves it among them when it is whole.
fn download() -> Result<()> {
    let folder = downloads()?;
    announce("a headless Chrome, by puppeteer's installer", PURPOSE, &folder, "about a minute");
    let partial = folder.with_extension(format!("partial-{}", process::id()));
    let npx = if cfg!(windows) { "npx.cmd" } else { "npx" };
    let mut install = command(npx);
    install
        .args(["--yes", "@puppeteer/browsers", "install", "chrome-headless-shell@stable", "--path"])
        .arg(&partial);
    let moved = run(&mut install).and_then(|()| take_over(&partial, &folder));
    let _ = fs::remove_dir_all(&partial);
    moved
}

/// Moves each downloaded version to its place, unless one that runs is there.
fn take_over(partial: &Path, folder: &Path) -> Result<()> {
    let [from, to] = [partial, folder].map(|place| place.join(HEADLESS));
    fs::create_dir_all(&to)?;
    for version in from.read_dir()? {
        let version = version?;
        // Its notes for itself lie beside the versions.
        if !version.path().is_dir() {
            continue;
        }
        let place = to.join(version.file_name());
        if place.exists() && !programs_of(&place).iter().any(|program| runs(program)) {
            fs::remove_dir_all(&place)?;
        }
        if !place.exists() {
            fs::rename(version.path(), place)?;
        }
    }
    Ok(())
}

/// The programs in a folder that puppeteer's installer filled:
/// `chrome-headless-shell/<platform>-<version>/<archive>/chrome-headless-shell`.
fn programs_in(folder: &Path) -> Vec<PathBuf> {
    entries(&folder.join(HEADLESS)).iter().flat_map(|version| programs_of(version)).collect()
}

fn programs_of(version: &Path) -> Vec<PathBuf> {
    let programs = entries(version).into_iter().map(|archive| archive.join(program(HEADLESS)));
    programs.filter(|program| program.is_file()).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).collect()
}

#[cfg(test)]
mod tests {
    use super::{HEADLESS, fs, program, programs_in, take_over};
    use std::{env, path::PathBuf, process};

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let place = env::temp_dir().join(format!("apothik-{name}-{}", process::id()));
            fs::create_dir_all(&place).unwrap();
            Self(place)
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_finished_download_is_found_in_its_place() {
        let folder = Folder::new("download");
        let [partial, browsers] = ["browsers.partial", "browsers"].map(|name| folder.0.join(name));
        let archive = partial.join(HEADLESS).join("linux-1.2.3").join("linux64");
        fs::create_dir_all(&archive).unwrap();
        fs::write(archive.join(program(HEADLESS)), "").unwrap();
        fs::write(partial.join(HEADLESS).join(".metadata"), "").unwrap();
        assert!(programs_in(&browsers).is_empty());
        take_over(&partial, &browsers).unwrap();
        assert_eq!(programs_in(&browsers).len(), 1);
        assert!(programs_in(&partial).is_empty());
    }
}
