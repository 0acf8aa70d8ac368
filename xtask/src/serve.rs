//! `cargo xtask serve`: the page, one command away.

use std::env;

use anyhow::Result;

use crate::{run::run, setup};

/// How to serve.
pub(crate) struct Options {
    pub(crate) port: u16,
    pub(crate) open: bool,
    pub(crate) release: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 8080, open: true, release: true }
    }
}

/// Builds the page, serves it, opens it, and stays.
pub(crate) fn serve(options: &Options) -> Result<()> {
    let tools = setup::for_build()?;
    let mut trunk = tools.trunk("serve")?;
    trunk.args(["--port", &options.port.to_string()]);
    if options.release {
        trunk.arg("--release");
    }
    if options.open && has_display() {
        trunk.arg("--open");
    }
    println!(
        "The page will be at http://127.0.0.1:{}/ once it is built. Ctrl+C stops it.",
        options.port
    );
    run(&mut trunk)
}

/// Whether a browser could show anything here.
fn has_display() -> bool {
    cfg!(any(windows, target_os = "macos"))
        || ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some())
}
