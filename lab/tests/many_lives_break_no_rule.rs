//! A short sweep, and traces: written, run again, refused when they are not whole.

#![cfg(not(target_arch = "wasm32"))]

use core::time::Duration;

use lab::{
    detection::{Experiment, detect},
    script,
    session::Session,
    sim::Sim,
    sweep::{Injected, Span, Watch, live, sweep},
    trace::{Writer, replay},
};

fn span() -> Span {
    Span::from_secs(60).expect("long enough")
}

#[test]
fn a_band_of_lives_breaks_no_rule_and_leaves_no_kind_of_fault_out() {
    let all = sweep(0..60, span(), 2, || {});
    assert_eq!(all.failure, None);
    assert_eq!(all.lives, 60);
    assert_eq!(all.injected.missing().collect::<Vec<_>>(), Vec::<&str>::new());
    println!("{} lives, {} things checked", all.lives, all.seen);
}

#[test]
fn a_life_too_short_for_chaos_is_none() {
    assert!(Span::from_secs(21).is_none());
    assert!(Span::from_secs(22).is_some());
}

#[test]
fn a_sweep_of_nothing_says_that_it_injected_nothing() {
    let all = sweep(5..5, span(), 1, || {});
    assert_eq!(all.lives, 0);
    assert_eq!(all.injected.missing().count(), Injected::default().counts().len());
}

/// The trace of one life, short enough to cut it everywhere.
fn trace() -> String {
    let watch = Watch::tracing(Writer::new("a test"));
    let mut sim = Sim::default();
    sim.record(watch.recorder());
    let mut session = Session::on(sim);
    for line in ["fill(1, 20)", "kill(2)", "freeze(3)", "start(2)", "leave(4)"] {
        session.run(script::parse(line).expect("it is read").expect("a line"));
    }
    let trace = watch.take_trace().expect("it was traced").finish();
    String::from_utf8(trace).expect("a trace is text")
}

#[test]
fn a_trace_runs_again_bit_for_bit() {
    let text = trace();
    let again = replay(text.as_bytes()).expect("it is whole");
    assert_eq!(again.steps as usize + 2, text.lines().count());
    assert_eq!((again.source.as_str(), again.violation), ("a test", None));
    assert_eq!(trace(), text, "and so does the run itself");
}

#[test]
fn a_trace_of_a_random_life_runs_again_too() {
    let watch = Watch::tracing(Writer::new("seed 7"));
    let report = live(7, span(), watch.clone());
    assert_eq!(report.violation, None);
    let text = watch.take_trace().expect("it was traced").finish();
    assert_eq!(replay(&text).expect("it is whole").violation, None);
}

#[test]
fn a_trace_that_was_cut_is_refused_with_the_line() {
    let text = trace();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for kept in [0, 1, 2, lines.len() / 2, lines.len() - 1] {
        let error = replay(lines[..kept].concat().as_bytes()).expect_err("it was cut");
        assert_eq!(error.line, kept + 1, "{error}");
    }
    let error = replay(&text.as_bytes()[..text.len() - 5]).expect_err("it was cut");
    assert_eq!(error.line, lines.len());
}

#[test]
fn a_trace_that_was_edited_is_refused_with_the_line() {
    let text = trace();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let place = lines.len() / 2;
    // A later moment; a line left out; a line twice.
    let later = lines[place].replacen("\"nanos\":", "\"nanos\":1", 1);
    let edited = [&lines[..place], &[&later], &lines[place + 1..]].concat().concat();
    let without = [&lines[..place], &lines[place + 1..]].concat().concat();
    let twice = [&lines[..=place], &lines[place..]].concat().concat();
    for (edited, line) in [(edited, place + 1), (without, place + 1), (twice, place + 2)] {
        let error = replay(edited.as_bytes()).expect_err("it was edited");
        assert_eq!(error.line, line, "{error}");
        assert!(error.what.contains("edited"), "{error}");
    }
}

#[test]
fn a_trace_of_another_version_and_other_files_are_refused() {
    let header = r#"{"apothik":"trace","version":2,"source":"the future"}"#;
    let sum = crc32fast::hash(header.as_bytes());
    let error = replay(format!("{sum:08x} {header}\n").as_bytes()).expect_err("another version");
    assert_eq!(error.to_string(), "line 1: a trace of version 2; this reads version 1");
    for other in [&b"hello\n"[..], b"\xff\xfe\n", b"00000000 {}\n", b""] {
        assert_eq!(replay(other).expect_err("no trace").line, 1);
    }
}

#[test]
fn with_ticks_only_and_half_of_all_messages_lost_a_death_is_known_in_time() {
    let experiment = Experiment { machines: 20, loss: 0.5, deaths: 3, seed: 1 };
    let detection = detect(experiment);
    assert_eq!(detection.known_to_all.len(), 3);
    assert!(detection.known_to_all.iter().all(|&time| time < Duration::from_secs(15)));
    assert!(detection.false_downs_per_machine_hour() < 2.0, "{detection:?}");
}
