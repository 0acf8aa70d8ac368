//! A NATS server, on which the tests of real clusters run.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::{announce, apt, browser::named_in};
use crate::run::on_path;

/// Where Debian's is, which is not on everybody's PATH.
const USUAL_PLACES: [&str; 2] = ["/usr/sbin/nats-server", "/usr/local/bin/nats-server"];

/// Finds or installs a nats-server.
pub(super) fn server() -> Result<PathBuf> {
    if let Some(found) = named_in("NATS_SERVER")?.or_else(found) {
        return Ok(found);
    }
    if apt::is_ours() {
        let purpose = "on which clusters of several processes are tested";
        announce("Debian's nats-server", purpose, Path::new("/usr"), "apt, some seconds");
        if let Err(error) = apt::update().and_then(|()| apt::install(&["nats-server"])) {
            println!("That failed: {error:#}.");
        }
    }
    found().context(
        "there is no nats-server on PATH. Install one (https://nats.io, or your system's packages), \
         or set NATS_SERVER to the program of one, and run this again",
    )
}

fn found() -> Option<PathBuf> {
    let usual = USUAL_PLACES.iter().map(PathBuf::from).filter(|place| place.is_file());
    on_path("nats-server").into_iter().chain(usual).next()
}
