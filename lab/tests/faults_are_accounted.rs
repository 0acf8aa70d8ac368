//! Leaving, freezing, cutting and slowing a cluster: the account stays exact through all of it.

use lab::{
    ledger::Figures,
    master::{Audit, Cause, Condition},
    script,
    session::Session,
};
use node_core::NodeId;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn run(session: &mut Session, line: &str) -> String {
    let line = script::parse(line).expect("it is understood").expect("it is not blank");
    let outcome = session.run(line);
    outcome.value.map_or_else(|why| why.to_string(), |value| value.to_string())
}

fn filled() -> Session {
    let mut session = Session::new();
    run(&mut session, "fill(1, 5000)");
    session
}

fn figures(session: &Session) -> Figures {
    let all = session.master().ledger().figures();
    assert_eq!(all.stored, all.reachable + all.stranded);
    assert_eq!(all.acknowledged, all.found + all.unreachable + all.lost);
    all
}

#[test]
fn a_leave_costs_what_a_kill_costs() {
    let (mut left, mut killed) = (filled(), filled());
    assert_eq!(run(&mut left, "Master.leave(2)"), ":ok");
    assert_eq!(run(&mut killed, "Master.kill(2)"), ":ok");
    assert_eq!(figures(&left), figures(&killed));
    assert_eq!(figures(&left).found, 948);
    let condition = left.master().machines().condition(NodeId::new(2));
    assert_eq!(condition, Some(&Condition::Dead(Cause::Left)));
    assert_eq!(run(&mut left, "Master.leave(2)"), "{:badrpc, :nodedown}");
}

#[test]
fn a_trap_costs_what_a_kill_costs() {
    let (mut trapped, mut killed) = (filled(), filled());
    assert_eq!(run(&mut trapped, "Master.trap(2)"), ":ok");
    run(&mut killed, "Master.kill(2)");
    assert_eq!(figures(&trapped), figures(&killed));
}

#[test]
fn a_frozen_machine_loses_nothing_and_is_missed_until_it_thaws() {
    let mut session = filled();
    assert_eq!(run(&mut session, "Master.freeze(2)"), ":ok");
    assert_eq!(run(&mut session, "Master.freeze(2)"), "{:error, :already_frozen}");
    assert_eq!(run(&mut session, "Master.cluster(1)").matches("apothik").count(), 5);
    let frozen = figures(&session);
    assert_eq!((frozen.found, frozen.unreachable, frozen.lost), (948, 4_052, 0), "not dead");
    assert_eq!(frozen.stored, 5_000);
    run(&mut session, "Master.thaw(2)");
    assert_eq!(session.master().audit(), &Audit::Agree);
    assert_eq!((figures(&session).found, figures(&session).lost), (5000, 0));
    assert_eq!(run(&mut session, "Master.thaw(2)"), "{:error, :not_frozen}");
    run(&mut session, "Master.freeze(2)");
    run(&mut session, "Master.kill(2)");
    assert_eq!((figures(&session).found, figures(&session).lost), (948, 996), "now it is dead");
}

#[test]
fn old_values_come_back_with_a_thawed_machine() {
    let mut session = Session::new();
    run(&mut session, "for i <- 1..100, do: put(1, i, :old)");
    run(&mut session, "freeze(2)");
    run(&mut session, "for i <- 1..100, do: put(1, i, :new)");
    assert_eq!(figures(&session).stale, 0);
    run(&mut session, "thaw(2)");
    let all = figures(&session);
    assert!(all.stale > 0, "its own keys answer as they did before: {all:?}");
    let answers = run(&mut session, "for i <- 1..100, do: get(3, i)");
    assert_eq!(answers.matches(":old").count() as u64, all.stale);
    assert_eq!(session.master().audit(), &Audit::Agree);
}

#[test]
fn a_put_that_waited_in_a_frozen_machines_socket_is_found_when_it_thaws() {
    let mut session = Session::new();
    let frozen = NodeId::new(2);
    // Frozen behind the others' backs: they go on sending until the tick limit.
    session.sim().freeze(frozen);
    run(&mut session, "fill(1, 1000)");
    let unknown = figures(&session).unknown;
    assert_eq!(unknown, 1000 - figures(&session).acknowledged);
    assert!(unknown > 0);
    session.sim().thaw(frozen);
    run(&mut session, "stat");
    assert_eq!(session.master().audit(), &Audit::Agree);
    assert_eq!(figures(&session).stored, 1000, "what waited was done after all");
    assert_eq!(run(&mut session, "sum"), "1000");
}

#[test]
fn each_side_of_a_partition_has_figures_of_its_own() {
    let mut session = filled();
    assert_eq!(run(&mut session, "Master.partition([1, 2], [3, 4, 5])"), ":ok");
    assert_eq!(session.master().audit(), &Audit::Agree);
    let sides = session.master().ledger().sides().sides().to_vec();
    assert_eq!(sides.len(), 2);
    for (side, via) in sides.iter().zip([1, 3]) {
        let seen = session.master().ledger().figures_of(side);
        assert_eq!(seen.acknowledged, seen.found + seen.unreachable + seen.lost);
        assert_eq!((seen.acknowledged, seen.lost), (5000, 0));
        let mut found = 0;
        for i in 1..=5000 {
            let answer = run(&mut session, &format!("get({via}, \"k_1_{i}\")"));
            found += u64::from(answer == i.to_string());
        }
        assert_eq!(found, seen.found, "through {via}");
    }
    assert_eq!(figures(&session).stored, 5000);
    run(&mut session, "Master.heal");
    assert_eq!(figures(&session).found, 5000);
    assert_eq!(session.master().audit(), &Audit::Agree);
}

#[test]
fn a_partition_that_makes_no_sense_is_refused_and_changes_nothing() {
    let mut session = filled();
    let twice = run(&mut session, "Master.partition([1, 2], [2, 3])");
    assert_eq!(twice, "refused: machine 2 is named twice");
    let unknown = run(&mut session, "Master.partition([1], [7])");
    assert_eq!(unknown, "refused: there is no machine 7");
    assert!(session.master().machines().partition().is_empty());
    assert_eq!(session.master().ledger().sides().sides().len(), 1);
}

#[test]
fn a_slow_and_lossy_network_costs_time_and_no_key() {
    let mut session = Session::new();
    assert_eq!(run(&mut session, "Master.network(delay: 50, jitter: 20, loss: 5)"), ":ok");
    assert_eq!(run(&mut session, "Master.network"), "[delay: 50, jitter: 20, loss: 5]");
    run(&mut session, "fill(1, 5000)");
    let all = figures(&session);
    assert_eq!((all.acknowledged, all.unknown, all.refused), (5000, 0, 0));
    assert_eq!(all.found, 5000);
    assert!(session.sim().network().fates().dropped > 0);
    assert_eq!(run(&mut session, "stat"), "[{1, 1026}, {2, 996}, {3, 1012}, {4, 1021}, {5, 945}]");
}
