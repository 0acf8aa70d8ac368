//! Whose keys became whose, by the last change of the running machines.

use lab::{
    ledger::{Moved, Moves},
    script,
    session::Session,
};
use node_core::{NodeId, Owners, Place as _, Placement, fill_key, phash2};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn run(session: &mut Session, line: &str) {
    let line = script::parse(line).expect("it is understood").expect("it is not blank");
    session.run(line);
}

fn moves(session: &Session) -> Option<Moves> {
    session.master().ledger().moves()
}

fn moved(session: &Session) -> Moves {
    moves(session).expect("there is something to tell")
}

/// The numbers of machines; 0 is nobody.
fn numbers(machines: &[Option<NodeId>]) -> Vec<u32> {
    machines.iter().map(|machine| machine.map_or(0, NodeId::number)).collect()
}

fn rows(moves: &Moves) -> Vec<u64> {
    (0..moves.before.len()).map(|row| moves.row(row).keys()).collect()
}

fn columns(moves: &Moves) -> Vec<u64> {
    (0..moves.after.len()).map(|column| moves.column(column).keys()).collect()
}

/// A session of which these lines were run.
fn after(lines: &[&str]) -> Session {
    let mut session = Session::new();
    for line in lines {
        run(&mut session, line);
    }
    session
}

#[test]
fn the_seeds_kill_moves_all_but_948_keys() {
    let session = after(&["fill(1, 5000)", "kill(2)"]);
    let moves = moved(&session);
    assert_eq!(numbers(&moves.before), [1, 2, 3, 4, 5]);
    assert_eq!(numbers(&moves.after), [1, 3, 4, 5]);
    assert_eq!(rows(&moves), [1026, 996, 1012, 1021, 945]);
    assert_eq!(moves.kept(), Moved { found: 948, unreachable: 0, lost: 0 });
    assert_eq!(moves.all(), Moved { found: 948, unreachable: 3056, lost: 996 });
    assert_eq!(moves.row(1), Moved { found: 0, unreachable: 0, lost: 996 });
    assert_eq!(moves.since, 0);
    // Each cell, counted anew from the arithmetic alone.
    let (five, four) = ([1, 2, 3, 4, 5].map(NodeId::new), [1, 3, 4, 5].map(NodeId::new));
    for (row, was) in moves.before.iter().enumerate() {
        for (column, is) in moves.after.iter().enumerate() {
            let owner = |members, hash| Owners::new(Placement::Modulo, members).owner(hash);
            let is_there = |hash| owner(&five, hash) == *was && owner(&four, hash) == *is;
            let hashes = (1..=5000).map(|j| phash2::hash(&fill_key(1, j)));
            let keys = hashes.filter(|&hash| is_there(hash)).count() as u64;
            assert_eq!(moves.cell(row, column).keys(), keys);
        }
    }
    assert_eq!((moves.cell(5, 0), moves.cell(0, 4)), Default::default());
}

#[test]
fn keys_put_again_since_the_change_stay_in_it_and_are_found() {
    let session = after(&["fill(1, 5000)", "kill(2)", "fill(1, 2000)", "fill(3, 7)"]);
    let moves = moved(&session);
    assert_eq!(moves.since, 2007);
    let figures = session.master().ledger().figures();
    assert_eq!(moves.all().keys(), 5007);
    assert_eq!(moves.all().found, figures.found);
    assert!(moves.row(1).found > 0, "keys of the dead machine that were put again");
}

#[test]
fn the_machine_that_comes_back_gets_its_keys_back() {
    let session = after(&["fill(1, 5000)", "kill(2)", "start(2)"]);
    let moves = moved(&session);
    assert_eq!(numbers(&moves.before), [1, 3, 4, 5]);
    assert_eq!(columns(&moves), [1026, 996, 1012, 1021, 945]);
    assert_eq!(moves.all(), Moved { found: 4004, unreachable: 0, lost: 996 });
    assert_eq!(moves.column(1).lost, 996);
}

#[test]
fn under_fixed_the_keys_of_a_dead_machine_go_to_nobody_and_come_back() {
    let mut session = after(&["boot(5, :fixed)", "fill(1, 5000)", "kill(2)"]);
    let dead = moved(&session);
    assert_eq!(
        (numbers(&dead.before), numbers(&dead.after)),
        (vec![1, 2, 3, 4, 5], vec![1, 3, 4, 5, 0])
    );
    assert_eq!(columns(&dead), [1026, 1012, 1021, 945, 996]);
    assert_eq!((dead.cell(1, 4).lost, dead.column(4).lost), (996, 996));
    assert_eq!(dead.kept().keys(), 4004);
    run(&mut session, "kill(3)");
    let two = moved(&session);
    assert_eq!(
        (numbers(&two.before), numbers(&two.after)),
        (vec![1, 3, 4, 5, 0], vec![1, 4, 5, 0])
    );
    assert_eq!((two.cell(4, 3).keys(), two.kept().keys()), (996, 2992));
    run(&mut session, "start(2)");
    let back = moved(&session);
    assert_eq!(
        (numbers(&back.before), numbers(&back.after)),
        (vec![1, 4, 5, 0], vec![1, 2, 4, 5, 0])
    );
    assert_eq!((back.cell(3, 1).lost, back.cell(3, 4).lost), (996, 1012));
}

#[test]
fn under_fixed_a_machine_beyond_the_fixed_number_owns_nothing() {
    let session = after(&["boot(3, :fixed)", "fill(1, 100)", "start(4)"]);
    let moves = moved(&session);
    assert_eq!((numbers(&moves.before), numbers(&moves.after)), (vec![1, 2, 3], vec![1, 2, 3]));
    assert_eq!((moves.kept().keys(), moves.all().keys()), (100, 100));
}

#[test]
fn the_last_machines_keys_go_to_nobody() {
    let mut session = after(&["boot(2)", "fill(1, 100)", "kill(1)", "kill(2)"]);
    let moves = moved(&session);
    assert_eq!((numbers(&moves.before), numbers(&moves.after)), (vec![2], vec![0]));
    assert_eq!(moves.all(), Moved { found: 0, unreachable: 0, lost: 100 });
    assert_eq!(moves.kept().keys(), 0);
    run(&mut session, "start(1)");
    let moves = moved(&session);
    assert_eq!((numbers(&moves.before), numbers(&moves.after)), (vec![0], vec![1]));
}

#[test]
fn names_are_sorted_as_text() {
    let session = after(&["boot(11)", "fill(1, 200)", "kill(2)"]);
    assert_eq!(numbers(&moved(&session).before), [10, 11, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

#[test]
fn a_frozen_machine_owns_nothing_and_keeps_its_copies() {
    let session = after(&["fill(1, 5000)", "Master.freeze(2)"]);
    let moves = moved(&session);
    assert_eq!(moves.row(1), Moved { found: 0, unreachable: 996, lost: 0 });
    let session = after(&["fill(1, 5000)", "Master.freeze(2)", "kill(2)"]);
    let moves = moved(&session);
    assert_eq!((numbers(&moves.before), moves.row(1).lost), (vec![1, 2, 3, 4, 5], 996));
}

#[test]
fn there_is_nothing_to_tell_before_a_change_with_keys() {
    for lines in [&["fill(1, 50)"][..], &["kill(2)", "fill(1, 50)"], &["kill(2)"]] {
        assert_eq!(moves(&after(lines)), None, "{lines:?}");
    }
    let again = after(&["fill(1, 50)", "kill(2)", "boot(5)", "fill(1, 50)"]);
    assert_eq!(moves(&again), None);
}

#[test]
fn under_a_partition_there_is_no_one_answer() {
    let cut = "Master.partition([1, 2], [3, 4, 5])";
    let mut session = after(&["fill(1, 500)", "kill(2)"]);
    let before = moved(&session);
    run(&mut session, "Master.partition([1, 3], [4, 5])");
    assert_eq!(moves(&session), None);
    run(&mut session, "Master.heal");
    assert_eq!(moved(&session), before);
    assert_eq!(moves(&after(&["fill(1, 500)", cut, "kill(2)"])), None);
    assert_eq!(moves(&after(&["fill(1, 500)", cut, "kill(2)", "Master.heal"])), None);
}

#[test]
fn more_than_sixty_machines_are_too_many() {
    let mut session = after(&["boot(61)", "fill(1, 500)", "kill(2)"]);
    assert_eq!(moves(&session), None);
    run(&mut session, "kill(3)");
    assert_eq!(moved(&session).all().keys(), 500);
}
