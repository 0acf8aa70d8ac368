//! A fill goes in batches, and leaves what single puts would.

use lab::{
    command::Line,
    ledger::Figures,
    master::{Audit, Click, Input, Refusal},
    script,
    session::Session,
};
use node_core::{NodeId, Summary, Term, fill_key};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const KEYS: u64 = 1_500;

fn line(text: &str) -> Line {
    script::parse(text).expect("it is read").expect("a line")
}

/// All that is stored, and the account of it.
type State = (Figures, Vec<(NodeId, Summary)>, Vec<Vec<(NodeId, Option<Term>)>>);

fn state(session: &Session) -> State {
    assert_eq!(session.master().audit(), &Audit::Agree);
    let figures = session.master().ledger().figures();
    let nodes = || session.sim_ref().nodes();
    let summaries = nodes().map(|node| (node.status().me.node, node.status().summary)).collect();
    let held = |j| {
        let key = fill_key(1, j);
        nodes().map(|node| (node.status().me.node, node.held(&key).cloned())).collect()
    };
    (figures, summaries, (1..=KEYS).map(held).collect())
}

/// What these lines lead to, when each `fill` is one, or is so many lines of `put`.
fn after(lines: &[&str], batched: bool) -> State {
    let mut session = Session::new();
    for text in lines {
        if !batched && *text == "fill(1, 1500)" {
            for j in 1..=KEYS {
                session.run(line(&format!("put(1, \"k_1_{j}\", {j})")));
            }
        } else {
            session.run(line(text));
        }
    }
    state(&session)
}

#[test]
fn a_fill_leaves_the_same_stores_and_the_same_account_as_single_puts() {
    for lines in [
        &["fill(1, 1500)"][..],
        &["fill(1, 1500)", "kill(2)"],
        &["fill(1, 1500)", "kill(2)", "fill(1, 1500)"],
        &["fill(1, 1500)", "kill(2)", "fill(1, 1500)", "start(2)", "fill(1, 1500)", "kill(1)"],
        &["boot(5, :fixed)", "kill(4)", "fill(1, 1500)", "start(4)"],
    ] {
        assert_eq!(after(lines, true), after(lines, false), "{lines:?}");
    }
}

#[test]
fn a_fill_counts_as_hits_what_single_gets_find() {
    let mut session = Session::new();
    for text in ["fill(1, 1500)", "put(1, \"k_1_7\", :another)", "delete(1, \"k_1_8\")", "kill(3)"]
    {
        session.run(line(text));
    }
    let mut single = 0;
    for j in 1..=KEYS {
        let outcome = session.run(line(&format!("get(1, \"k_1_{j}\")")));
        single += u64::from(outcome.value.expect("a value").to_string() == j.to_string());
    }
    let hits = session.run(line("hits(1, 1500)")).value.expect("a count");
    assert_eq!(hits.to_string(), single.to_string());
}

#[test]
fn values_too_large_for_one_answer_are_counted_all_the_same() {
    let mut session = Session::new();
    session.run(line("fill(1, 1500)"));
    for j in 1..=20 {
        let large = "x".repeat(60_000);
        session.run(line(&format!("put(1, \"k_1_{j}\", \"{large}\")")));
    }
    let hits = session.run(line("hits(1, 1500)")).value.expect("a count");
    assert_eq!(hits.to_string(), "1480");
}

#[test]
fn a_fill_that_does_not_fit_the_memory_is_refused_before_it_starts() {
    let mut session = Session::new();
    session.run(line("fill(1, 1500)"));
    let refused = session.run(line("fill(2, 100000000)")).value.expect_err("it is refused");
    let Refusal::NoRoom { room, .. } = refused else { panic!("{refused}") };
    assert!(room > 10_000_000, "{refused}");
    assert_eq!(session.master().ledger().figures().acknowledged, KEYS);
    session.begin(line(&format!("fill(2, {room})")));
    for _ in 0..200 {
        session.step();
    }
    session.tell(Input::CancelFill);
    session.settle();
    let figures = session.master().ledger().figures();
    assert!(figures.acknowledged > KEYS && figures.acknowledged < room);
    assert_eq!(figures.found + figures.unreachable + figures.lost, figures.acknowledged);
    assert_eq!(session.master().audit(), &Audit::Agree);
}

#[test]
fn when_the_machine_a_fill_goes_through_dies_what_is_in_doubt_is_cleared_up() {
    let mut session = Session::new();
    session.begin(line("fill(1, 20000)"));
    for _ in 0..150 {
        session.step();
    }
    session.tell(Input::Click(Click::Kill(NodeId::new(1))));
    session.settle();
    let figures = session.master().ledger().figures();
    assert!(figures.unknown > 0 && figures.refused > 0, "{figures:?}");
    assert_eq!(session.master().audit(), &Audit::Agree);
}
