//! Keeps the section in which the linker says which features of WebAssembly the program uses:
//! wasm-bindgen reads it.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    if std::env::var("CARGO_CFG_TARGET_FAMILY").is_ok_and(|family| family == "wasm") {
        println!("cargo::rustc-link-arg-bins=--keep-section=target_features");
    }
}
