//! `cargo xtask bundle`: puts what a page needs to take part in a class beside it.

use std::{env, path::PathBuf};

use anyhow::{Context, Result};

use crate::{
    run::{command, run},
    setup, workspace,
};

/// Bundles the scripts of `web/class` into the folder in which Trunk puts the page together; without
/// their packages the page has none, and can't take part in a class.
pub(crate) fn bundle() -> Result<()> {
    let folder = env::var_os("TRUNK_STAGING_DIR").context("Trunk runs this, as its hook")?;
    let class = workspace::root().join("web").join("class");
    if !class.join("node_modules").join("esbuild").is_dir() {
        println!("The page is built without what a class needs: `cargo xtask class` sets that up.");
        return Ok(());
    }
    let out = PathBuf::from(folder).join("nats.js");
    let out = format!("--outfile={}", out.display());
    // Its own script knows how to run the bundler, which is a program or a script of Node.js.
    run(command(setup::NPM).args(["run", "--silent", "bundle", "--", &out]).current_dir(class))
}
