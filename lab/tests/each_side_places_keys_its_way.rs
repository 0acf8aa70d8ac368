//! A partition may leave its sides with placements that hash atoms differently: the account of each
//! side is reckoned as its own machines reckon.

use lab::{
    ledger::{Fate, Figures},
    master::{Audit, Click, Input},
    script,
    session::Session,
};
use node_core::{NodeId, Placement, Term, placement::RING_POINTS};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const ATOMS: i64 = 60;

const SEEDS: u64 = if cfg!(target_arch = "wasm32") { 5 } else { 40 };

fn run(session: &mut Session, source: &str) -> String {
    let line = script::parse(source).expect("it is understood").expect("it is not blank");
    session.run(line).value.map_or_else(|why| why.to_string(), |value| value.to_string())
}

fn put_atoms(session: &mut Session, via: u32) {
    for i in 0..ATOMS {
        assert_eq!(run(session, &format!("put({via}, :atom_{i}, {i})")), ":ok");
    }
}

/// Every machine holds, and owns, just what the account has of it.
fn assert_agrees(session: &Session, when: &str) {
    assert_eq!(*session.master().audit(), Audit::Agree, "{when}");
    for node in session.sim_ref().nodes() {
        let status = node.status();
        let expected = session.master().ledger().machine(status.me.node).summary();
        let runs = session.master().machines().is_running(status.me.node);
        assert!(!runs || expected == status.summary, "{when}: {}", status.me.node);
    }
}

/// Two sides: machines 1 and 2 with a ring, the others with remainders.
fn two_placements() -> Session {
    let mut session = Session::new();
    put_atoms(&mut session, 1);
    run(&mut session, "Master.partition([1, 2], [3, 4, 5])");
    run(&mut session, "Master.placement(:ring)");
    session
}

#[test]
fn each_side_finds_as_many_atoms_as_its_figures_say() {
    let mut session = two_placements();
    assert_agrees(&session, "after the exchange");
    let sides = session.master().ledger().sides().sides().to_vec();
    for (side, via) in sides.iter().zip([1, 3]) {
        let seen: Figures = session.master().ledger().figures_of(side);
        let mut found = 0;
        for i in 0..ATOMS {
            let answer = run(&mut session, &format!("get({via}, :atom_{i})"));
            found += u64::from(answer == i.to_string());
        }
        assert_eq!(seen.found, found, "through {via}");
    }
}

#[test]
fn what_either_side_puts_is_accounted_as_it_places_it() {
    let mut session = two_placements();
    for via in [1, 3] {
        put_atoms(&mut session, via);
        assert_agrees(&session, "after the puts of a side");
    }
    let sides = session.master().ledger().sides().sides().to_vec();
    for side in &sides {
        let seen = session.master().ledger().figures_of(side);
        assert_eq!(seen.found, ATOMS as u64, "each found all it put: {side:?}");
    }
    run(&mut session, "Master.heal");
    assert_agrees(&session, "after the heal");
}

#[test]
fn an_atoms_story_and_its_cell_tell_the_owner_of_the_side_that_holds_it() {
    for (via, placement) in [(1, Placement::Ring(RING_POINTS)), (3, Placement::Modulo)] {
        let mut session = Session::new();
        run(&mut session, "Master.partition([1, 2], [3, 4, 5])");
        run(&mut session, "Master.placement(:ring)");
        put_atoms(&mut session, via);
        let ledger = session.master().ledger();
        let cells = ledger.cells(usize::MAX).expect("there is no limit");
        for i in 0..ATOMS {
            let key = Term::atom(&format!("atom_{i}"));
            let story = ledger.explain(&key);
            let now = story.now.expect("machines run");
            assert_eq!((story.fate, now.placement), (Fate::Found, placement), "{key}");
            assert_eq!(story.copies[0].node, now.owner, "{key}");
            let at = cells.index_of(&format!(":atom_{i}")).expect("it has a cell");
            assert_eq!(u32::from(cells.owner(at)), now.owner.number(), "{key}");
        }
    }
}

#[test]
fn when_a_side_dies_the_other_ones_placement_is_the_clusters() {
    let mut session = two_placements();
    run(&mut session, "Master.kill(1)");
    run(&mut session, "Master.kill(2)");
    assert_eq!(run(&mut session, "Master.placement"), ":modulo");
    assert_agrees(&session, "after the death of a side");
    put_atoms(&mut session, 3);
    assert_agrees(&session, "after more puts");
    assert_eq!(session.master().ledger().figures().found, ATOMS as u64);
}

#[test]
fn whoever_starts_when_all_are_dead_places_atoms_as_the_cluster_was_booted() {
    let mut session = Session::new();
    run(&mut session, "Master.placement(:ring)");
    for number in 1..=5 {
        run(&mut session, &format!("Master.kill({number})"));
    }
    run(&mut session, "Master.start(1)");
    run(&mut session, "Master.start(2)");
    assert_eq!(run(&mut session, "Master.placement"), ":modulo");
    put_atoms(&mut session, 1);
    assert_agrees(&session, "after the puts");
    assert_eq!(session.master().ledger().figures().found, ATOMS as u64);
}

#[test]
fn who_was_frozen_while_the_placement_was_exchanged_agrees_when_it_thaws() {
    for frozen in [1, 2] {
        let mut session = Session::new();
        put_atoms(&mut session, 1);
        run(&mut session, &format!("Master.freeze({frozen})"));
        run(&mut session, "Master.placement(:ring)");
        run(&mut session, &format!("Master.thaw({frozen})"));
        assert_agrees(&session, "after the thaw");
        assert_eq!(run(&mut session, "Master.placement"), ":ring");
        put_atoms(&mut session, 3);
        assert_eq!(session.master().ledger().figures().found, ATOMS as u64);
        assert_agrees(&session, "after more puts");
    }
}

#[test]
fn whatever_is_cut_exchanged_and_killed_the_account_of_atoms_agrees() {
    let (mut cut, mut apart) = (0, 0);
    for seed in 0..SEEDS {
        let mut chance = fastrand::Rng::with_seed(seed);
        let mut session = Session::new();
        for _ in 0..30 {
            let machine = chance.u32(1..=5);
            let node = NodeId::new(machine);
            let line = match chance.u8(..12) {
                0..5 => {
                    let (atom, value) = (chance.u8(..40), chance.u8(..));
                    format!("put({machine}, :atom_{atom}, {value})")
                }
                5 => format!("delete({machine}, :atom_{})", chance.u8(..40)),
                6 => "Master.placement(:ring)".to_owned(),
                7 => "Master.placement(:modulo)".to_owned(),
                8 => format!("Master.kill({machine})"),
                9 => format!("Master.start({machine})"),
                10 => ["Master.partition([1, 2])", "Master.heal"][chance.usize(..2)].to_owned(),
                _ => {
                    let frozen = session.master().machines().is_running(node);
                    let click = if frozen { Click::Freeze(node) } else { Click::Thaw(node) };
                    session.tell(Input::Click(click));
                    "stat".to_owned()
                }
            };
            run(&mut session, &line);
            session.settle();
            assert_agrees(&session, &format!("seed {seed}, after {line}"));
            let ledger = session.master().ledger();
            let rings: Vec<bool> = ledger
                .placed()
                .layouts()
                .map(|layout| matches!(layout.placement(), Placement::Ring(_)))
                .collect();
            cut += u32::from(rings.len() > 1);
            apart += u32::from(rings.len() > 1 && rings[0] != rings[1]);
        }
    }
    assert!(cut > 0 && apart > 0, "sides had placements of their own: {apart} of {cut} times");
}
