//! A Chromium for the browser tests.

use std::{
    env,
    path::{Path, PathBuf},
};

use anyhow::{Result, bail};

use super::announce;
use crate::{
    run::{command, on_path, output, run},
    workspace,
};

const NAMES: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "chrome-headless-shell",
];

const USUAL_PLACES: [&str; 4] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
];

/// Finds or installs a Chromium.
pub(super) fn chromium() -> Result<PathBuf> {
    if let Some(named) = env::var_os("CHROME_PATH").map(PathBuf::from) {
        if named.is_file() {
            return Ok(named);
        }
        bail!("CHROME_PATH names {}, which is no file", named.display());
    }
    if let Some(found) = found() {
        return Ok(found);
    }
    if is_debian() && is_root() {
        announce("Debian's chromium", Path::new("/usr"), "apt, about a minute");
        apt(&["update"])?;
        apt(&["install", "--yes", "--no-install-recommends", "chromium"])?;
    } else {
        let folder = workspace::cache()?.join("browsers");
        announce("a headless Chrome, by puppeteer's installer", &folder, "about a minute");
        let mut install = command("npx");
        install.args(["--yes", "@puppeteer/browsers", "install", "chrome-headless-shell@stable"]);
        // Whatever it says, the question is whether a browser is there afterwards.
        let _ = run(install.arg("--path").arg(&folder));
    }
    match found() {
        Some(browser) => Ok(browser),
        None => bail!(
            "no Chromium could be had. Install Chromium or Google Chrome, or set CHROME_PATH to \
             the program of one, and run this again"
        ),
    }
}

fn found() -> Option<PathBuf> {
    let usual = USUAL_PLACES.iter().map(PathBuf::from).find(|place| place.is_file());
    NAMES.iter().find_map(|name| on_path(name)).or(usual).or_else(|| {
        let folder = workspace::cache().ok()?.join("browsers").join("chrome-headless-shell");
        // <version>/<platform>/chrome-headless-shell
        let versions = folder.read_dir().ok()?.flatten();
        let platforms = versions.filter_map(|version| version.path().read_dir().ok()).flatten();
        let mut programs = platforms
            .flatten()
            .map(|platform| platform.path().join(super::program("chrome-headless-shell")));
        programs.find(|program| program.is_file())
    })
}

fn apt(arguments: &[&str]) -> Result<()> {
    run(command("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn is_debian() -> bool {
    Path::new("/etc/debian_version").is_file() && on_path("apt-get").is_some()
}

fn is_root() -> bool {
    output("id", &["-u"]).as_deref() == Some("0")
}
