//! What is made before the page is compiled: its sentences in every language.

mod emit;
mod read;

use std::{env, fs, path::Path, process::exit};

/// The languages of the page, the one that all others are held against first.
const LANGUAGES: [&str; 2] = ["en", "fr"];

fn main() {
    // Lets the linker drop the names of functions, but not the section in which it says which
    // features of WebAssembly the program uses: wasm-bindgen reads it.
    if env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-bins=--keep-section=target_features");
    }
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-changed=locales");
    let catalogues =
        LANGUAGES.map(|language| read::catalogue(&Path::new("locales").join(language)));
    let faults: Vec<String> = catalogues.iter().flat_map(|one| one.faults.clone()).collect();
    let messages =
        emit::pair_up(&catalogues).unwrap_or_else(|wrong| fail(&[faults, wrong].concat()));
    let out = env::var_os("OUT_DIR").map(|folder| Path::new(&folder).join("messages.rs"));
    let written = out.map(|path| fs::write(path, emit::functions(&messages)));
    if !matches!(written, Some(Ok(()))) {
        fail(&["the messages could not be written".to_owned()]);
    }
}

fn fail(faults: &[String]) -> ! {
    for fault in faults {
        println!("cargo::error={fault}");
    }
    exit(1);
}
