//! `cargo xtask test`: everything there is to check, in order, up to the first failure.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use crate::{
    run::{cargo, command, run},
    setup::{self, BuildTools, TestTools},
    workspace,
};

/// One thing to check.
struct Step {
    title: &'static str,
    /// None where it can't be checked for lack of a browser.
    command: Option<Command>,
    /// Whether it prints how many tests passed; the others are counted here.
    counts_itself: bool,
}

/// Checks everything.
pub(crate) fn test() -> Result<()> {
    let tools = setup::for_tests()?;
    let mut report: Vec<(&str, Option<Duration>)> = Vec::new();
    let mut passed = 0;
    for mut step in steps(&tools)? {
        println!("\n── {}", step.title);
        let Some(command) = &mut step.command else {
            println!("skipped: `cargo xtask setup` says what is missing");
            report.push((step.title, None));
            continue;
        };
        let began = Instant::now();
        let result = run(command);
        report.push((step.title, Some(began.elapsed())));
        if let Err(error) = result {
            // Also when its tests are counted elsewhere: it may have ended before it ran any.
            summary(&report, Some(&error), passed);
            bail!("{} failed", step.title);
        }
        passed += u32::from(!step.counts_itself);
    }
    summary(&report, None, passed);
    Ok(())
}

/// Builds the page as it is published.
pub(crate) fn build(tools: &BuildTools) -> Result<()> {
    run(tools.trunk("build")?.arg("--release"))
}

/// Takes screenshots of the page in its main states.
pub(crate) fn shots() -> Result<()> {
    let tools = setup::for_tests()?;
    build(&tools.build)?;
    let out = workspace::root().join("target").join("shots");
    run(in_chromium(&tools).arg("shots.mjs").env("OUT", out))
}

fn steps(tools: &TestTools) -> Result<Vec<Step>> {
    let check = |title, command| Step { title, command: Some(command), counts_itself: false };
    let tests = |title, command| Step { title, command: Some(command), counts_itself: true };
    let cargo_with = |arguments: &[&str]| {
        let mut command = cargo();
        command.args(arguments);
        command
    };
    let wasm = "wasm32-unknown-unknown";
    let native = ["--workspace", "--exclude", "web"];
    let strict = ["--", "-D", "warnings"];
    let mut clippy = cargo_with(&["clippy", "--all-targets"]);
    clippy.args(native).args(strict);
    let mut clippy_web = cargo_with(&["clippy", "-p", "web", "-p", "reader", "--all-targets"]);
    clippy_web.args(["--target", wasm]).args(strict);
    let mut documentation = cargo_with(&["doc", "--no-deps"]);
    documentation.args(native).env("RUSTDOCFLAGS", "-D warnings");
    let mut documentation_web = cargo_with(&["doc", "--no-deps", "-p", "web", "--target", wasm]);
    documentation_web.env("RUSTDOCFLAGS", "-D warnings");
    let mut on_wasm = cargo_with(&["test", "--tests", "--target", wasm]);
    on_wasm
        .args(["-p", "node-core", "-p", "lab", "-p", "lesson", "--no-default-features"])
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", tools.build.test_runner());
    let mut page = tools.build.trunk("build")?;
    page.arg("--release");
    // Each file has a browser of its own, and much of what is tested is that nothing happens for a while:
    // with two at a time one works while the other waits.
    let in_pairs = |mut node: Command| {
        node.args(["--test", "--test-concurrency=2", "--test-reporter=spec"]);
        node
    };
    Ok(vec![
        check("format", cargo_with(&["fmt", "--all", "--check"])),
        check("lints", clippy),
        check("lints of the page", clippy_web),
        check(
            "node-core without the standard library",
            cargo_with(&["check", "-p", "node-core", "--target", "wasm32v1-none"]),
        ),
        check("documentation", documentation),
        check("documentation of the page", documentation_web),
        tests("native tests", {
            let mut command = cargo_with(&["test"]);
            command.args(native).env("NATS_SERVER", &tools.nats_server);
            command
        }),
        check(
            "two thousand random lives",
            cargo_with(&["run", "--release", "-p", "apothik", "--", "sweep", "--seeds", "0..2000"]),
        ),
        check(
            "a death known by ticks alone",
            cargo_with(&["run", "--release", "-p", "apothik", "--", "detection", "--deaths", "5"]),
        ),
        tests("tests of the page's parts", cargo_with(&["test", "-p", "web", "--lib"])),
        tests("the same tests on wasm32", on_wasm),
        check("the page, as it is published", page),
        tests("browser tests in Chromium", in_pairs(in_chromium(tools))),
        Step {
            title: "browser tests in Firefox",
            command: in_firefox(tools).map(in_pairs),
            counts_itself: true,
        },
    ])
}

/// Node.js in the folder of the browser tests.
fn node(tools: &TestTools) -> Command {
    let root = workspace::root();
    // The random lives have built it; records that the page saves are lived again by it.
    let native = format!("target/release/apothik{}", std::env::consts::EXE_SUFFIX);
    let mut node = command(&tools.node);
    node.current_dir(root.join("e2e"))
        .env("DIST", root.join("dist"))
        .env("APOTHIK", root.join(native))
        .env("NATS_SERVER", &tools.nats_server);
    node
}

/// Node.js in the folder of the browser tests, with the browser they are to run in.
pub(crate) fn in_chromium(tools: &TestTools) -> Command {
    let mut node = node(tools);
    node.env("E2E_BROWSER", "chromium").env("CHROME_PATH", &tools.chromium);
    node
}

fn in_firefox(tools: &TestTools) -> Option<Command> {
    let firefox = tools.firefox.as_ref()?;
    let mut node = node(tools);
    node.env("E2E_BROWSER", "firefox").env("FIREFOX_PATH", firefox);
    Some(node)
}

fn summary(report: &[(&str, Option<Duration>)], error: Option<&anyhow::Error>, passed: u32) {
    println!("\n── summary");
    for (i, (title, time)) in report.iter().enumerate() {
        let is_last = i + 1 == report.len();
        match time {
            None => println!("skipped            {title}"),
            Some(time) => {
                let mark = if is_last && error.is_some() { "FAILED" } else { "ok" };
                println!("{mark:>7}  {:>6.1} s  {title}", time.as_secs_f64());
            }
        }
    }
    if let Some(error) = error {
        println!("{error:#}");
    }
    let failed = u32::from(error.is_some());
    let skipped = report.iter().filter(|(_, time)| time.is_none()).count();
    println!("checks: {passed} passed, {failed} failed, {skipped} skipped");
}
