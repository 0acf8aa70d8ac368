//! A Firefox, in which the browser tests run once more.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{
    announce, apt,
    browser::{PURPOSE, named_in, runs},
};
use crate::run::on_path;

const NAMES: [&str; 2] = ["firefox-esr", "firefox"];

const USUAL_PLACES: [&str; 3] = [
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    r"C:\Program Files\Mozilla Firefox\firefox.exe",
    r"C:\Program Files (x86)\Mozilla Firefox\firefox.exe",
];

/// Finds or installs a Firefox; where there is none, says what to do.
pub(super) fn firefox() -> Result<Option<PathBuf>> {
    if let Some(found) = named_in("FIREFOX_PATH")?.or_else(found) {
        return Ok(Some(found));
    }
    if apt::is_ours() {
        announce("Debian's firefox-esr", PURPOSE, Path::new("/usr"), "apt, about a minute");
        if let Err(error) = apt::update().and_then(|()| apt::install(&["firefox-esr"])) {
            println!("That failed: {error:#}.");
        }
    }
    let found = found();
    if found.is_none() {
        println!(
            "There is no Firefox that runs, so the browser tests run in Chromium only. Install \
             Firefox, or set FIREFOX_PATH to the program of one, and run this again."
        );
    }
    Ok(found)
}

/// A Firefox that is there and runs.
fn found() -> Option<PathBuf> {
    let named = NAMES.iter().filter_map(|name| on_path(name));
    let usual = USUAL_PLACES.iter().map(PathBuf::from).filter(|place| place.is_file());
    named.chain(usual).find(|program| runs(program))
}
