//! `apothik run FILE`: results on stdout, complaints on stderr.
#![cfg(all(feature = "cli", not(target_arch = "wasm32")))]

use std::{
    io::Write,
    process::{Command, Output, Stdio},
};

fn apothik(arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_apothik"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    child.stdin.take().expect("it has one").write_all(input).expect("it reads");
    child.wait_with_output().expect("it ends")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("it is text")
}

#[test]
fn one_result_line_a_command_and_hints_apart() {
    let ran = apothik(&["run", "-"], b"# the fill that vanished\n\nkill(1)\nfill(1, 5)\nsum\n");
    assert_eq!(text(&ran.stdout), ":ok\n:ok\n0\n");
    assert_eq!(text(&ran.stderr), "standard input, line 4: 5 refused\n");
    assert!(ran.status.success());
}

#[test]
fn with_echo_each_line_stands_before_its_result() {
    let ran = apothik(&["run", "-", "--echo"], b"Master.sum\r\n");
    assert_eq!(text(&ran.stdout), "iex> Master.sum\n0\n");
}

#[test]
fn a_line_that_cannot_be_read_ends_the_run_and_says_where() {
    let ran = apothik(&["run", "-"], b"sum\nfill(1,\nsum\n");
    assert_eq!(text(&ran.stdout), "0\n");
    let complaint = "apothik: standard input, line 2, column 8: expected how many keys, but the \
                     line ends\n";
    assert_eq!(text(&ran.stderr), complaint);
    assert_eq!(ran.status.code(), Some(1));
}

#[test]
fn a_file_that_is_not_utf8_or_not_there_is_refused() {
    let ran = apothik(&["run", "-"], b"sum\n\xff\xfe\n");
    assert_eq!(text(&ran.stderr), "apothik: standard input, line 2: expected UTF-8\n");
    assert_eq!(ran.status.code(), Some(1));
    let ran = apothik(&["run", "no such file"], b"");
    assert!(text(&ran.stderr).starts_with("apothik: can't read no such file: "));
    assert_eq!(ran.status.code(), Some(1));
}

#[test]
fn a_sweep_without_seeds_is_refused() {
    for seeds in ["5..5", "7..3", "1", "a..b", "..", "-1..2"] {
        let output = apothik(&["sweep", "--seeds", seeds], b"");
        assert!(!output.status.success(), "{seeds}");
    }
    let output = apothik(&["sweep", "--seeds", "5..5"], b"");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("there is no seed in 5..5"), "{said}");
}

#[test]
fn a_sweep_tells_what_it_did_and_a_run_is_traced_and_replayed() {
    let folder = tempfile::tempdir().expect("a folder");
    let trace = folder.path().join("seed.trace");
    let trace = trace.to_str().expect("text");
    let swept = apothik(&["sweep", "--seeds", "3..4", "--trace", trace], b"");
    assert!(swept.status.success(), "{swept:?}");
    let again = apothik(&["replay", trace], b"");
    let said = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(again.status.success() && said.contains("all as recorded"), "{again:?}");
    let cut = std::fs::read(trace).expect("it is there");
    std::fs::write(trace, &cut[..cut.len() / 2]).expect("it can be written");
    let refused = apothik(&["replay", trace], b"");
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && said.contains("line "), "{said}");
}
