//! What the project needs on a machine: found, or else installed.
//!
//! What is there already is not installed again. Each installation says what, where and how
//! long, before it begins.

mod apt;
mod browser;
mod cargo_tools;
mod firefox;
mod nats;
mod node;
mod rust;

use std::{
    env, fmt,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};

use crate::run::{cargo, command, on_path, run};
pub(crate) use node::NPM;

/// What building and serving the page needs.
pub(crate) struct BuildTools {
    trunk: PathBuf,
    /// The folder with `wasm-bindgen` and `wasm-bindgen-test-runner`.
    wasm_bindgen: PathBuf,
}

/// What the tests need besides.
pub(crate) struct TestTools {
    /// For building the page.
    pub(crate) build: BuildTools,
    /// A Chromium.
    pub(crate) chromium: PathBuf,
    /// A Firefox, if there is one.
    pub(crate) firefox: Option<PathBuf>,
    /// Node.js.
    pub(crate) node: PathBuf,
    /// A nats-server.
    pub(crate) nats_server: PathBuf,
}

/// What holding a class needs.
pub(crate) struct ClassTools {
    /// For building the page.
    pub(crate) build: BuildTools,
    /// A nats-server.
    pub(crate) nats_server: PathBuf,
}

/// Sets up what holding a class needs.
pub(crate) fn for_class() -> Result<ClassTools> {
    node::node()?;
    node::packages(node::CLASS)?;
    Ok(ClassTools { build: for_build()?, nats_server: nats::server()? })
}

/// Sets up what building the page needs.
pub(crate) fn for_build() -> Result<BuildTools> {
    rust::target("wasm32-unknown-unknown")?;
    let wasm_bindgen = cargo_tools::wasm_bindgen()?;
    let trunk = cargo_tools::trunk()?;
    // Trunk passes its `--offline` on to cargo, which must have every crate by then.
    run(cargo().args(["fetch", "--locked"]))?;
    Ok(BuildTools { trunk, wasm_bindgen })
}

/// Sets up what the tests need.
pub(crate) fn for_tests() -> Result<TestTools> {
    let node = node::node()?;
    rust::component("rustfmt", "rustfmt")?;
    rust::component("clippy", "clippy-driver")?;
    rust::target("wasm32v1-none")?;
    let build = for_build()?;
    let chromium = browser::chromium()?;
    let firefox = firefox::firefox()?;
    let nats_server = nats::server()?;
    node::packages(node::TESTS)?;
    node::packages(node::CLASS)?;
    Ok(TestTools { build, chromium, firefox, node, nats_server })
}

/// Sets up what fuzzing needs; answers cargo-fuzz.
pub(crate) fn for_fuzzing() -> Result<PathBuf> {
    // The fuzzer itself is C++, and compiled along with the target.
    let set = env::var_os("CXX").is_some();
    if !set && cfg!(unix) && !["c++", "g++", "clang++"].iter().any(|name| on_path(name).is_some()) {
        bail!(
            "fuzzing needs a C++ compiler, and there is none on PATH. Install one (Debian: \
             `apt-get install g++`; macOS: `xcode-select --install`) and run this again"
        );
    }
    cargo_tools::cargo_fuzz()
}

impl BuildTools {
    /// Trunk, which finds the wasm-bindgen that fits on PATH and needs no network.
    pub(crate) fn trunk(&self, subcommand: &str) -> Result<Command> {
        let mut trunk = command(&self.trunk);
        trunk.arg(subcommand).arg("--offline").env("PATH", self.path()?);
        // Trunk reads NO_COLOR as a flag that is true or false, and stops at any other value.
        if env::var_os("NO_COLOR").is_some() {
            trunk.env("NO_COLOR", "true");
        }
        Ok(trunk)
    }

    /// The program that runs tests on wasm.
    pub(crate) fn test_runner(&self) -> PathBuf {
        self.wasm_bindgen.join(program("wasm-bindgen-test-runner"))
    }

    fn path(&self) -> Result<std::ffi::OsString> {
        let rest = env::var_os("PATH").unwrap_or_default();
        let all = std::iter::once(self.wasm_bindgen.clone()).chain(env::split_paths(&rest));
        Ok(env::join_paths(all)?)
    }
}

/// A program's file name on this system.
fn program(name: &str) -> String {
    format!("{name}{}", env::consts::EXE_SUFFIX)
}

/// Says what is about to be installed, what for, where, and how long it takes.
fn announce(what: impl fmt::Display, purpose: &str, place: &Path, time: &str) {
    println!("Installing {what}, {purpose}, into {} ({time}).", place.display());
}
