//! The placement of a running cluster is exchanged: what the console answers, and what it costs.

use lab::{script, session::Session};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn run(session: &mut Session, source: &str) -> String {
    let line = script::parse(source).expect("it is understood").expect("it is not blank");
    session.run(line).value.map_or_else(|why| format!("{why:?}"), |value| value.to_string())
}

#[test]
fn the_console_knows_the_new_placement_as_soon_as_it_answers() {
    let mut session = Session::new();
    for (placement, answer) in
        [(":ring", ":ring"), (":ring, points: 64", "{:ring, 64}"), (":tokens", ":tokens")]
    {
        assert_eq!(run(&mut session, &format!("Master.placement({placement})")), ":ok");
        assert_eq!(run(&mut session, "Master.placement"), answer);
    }
    assert!(session.master().is_settled());
}

#[test]
fn entries_stay_where_they_are_and_are_found_again_under_the_old_placement() {
    let mut session = Session::new();
    run(&mut session, "Master.fill(1, 5000)");
    let before = run(&mut session, "Master.stat");
    run(&mut session, "Master.placement(:rendezvous)");
    assert_eq!(run(&mut session, "Master.stat"), before);
    let figures = session.master().ledger().figures();
    assert_eq!((figures.lost, figures.found + figures.unreachable), (0, 5_000));
    assert!(figures.unreachable > 3_000);
    run(&mut session, "Master.placement(:modulo)");
    assert_eq!(run(&mut session, "Master.hits(1, 5000)"), "5000");
}

#[test]
fn a_cluster_of_which_nobody_runs_keeps_its_placement() {
    let mut session = Session::new();
    for number in 1..=5 {
        run(&mut session, &format!("Master.kill({number})"));
    }
    assert_eq!(run(&mut session, "Master.placement(:ring)"), "{:badrpc, :nodedown}");
    assert_eq!(run(&mut session, "Master.placement"), ":modulo");
}

#[test]
fn two_kills_at_one_moment_leave_a_ledger_that_agrees_under_every_placement() {
    for placement in node_core::Placement::ALL {
        let mut session = Session::new();
        run(&mut session, &format!("boot(7, :{})", placement.name()));
        run(&mut session, "Master.fill(1, 700)");
        for number in [2, 6] {
            let kill = lab::master::Click::Kill(node_core::NodeId::new(number));
            session.tell(lab::master::Input::Click(kill));
        }
        session.settle();
        assert_eq!(*session.master().audit(), lab::master::Audit::Agree, "{placement:?}");
        run(&mut session, "Master.start(6)");
        run(&mut session, "Master.start(8)");
        run(&mut session, "Master.fill(1, 700)");
        let figures = session.master().ledger().figures();
        assert_eq!(*session.master().audit(), lab::master::Audit::Agree, "{placement:?}");
        if placement != node_core::Placement::Fixed {
            assert_eq!(figures.found, 700, "{placement:?}");
        }
    }
}

#[test]
fn under_a_partition_one_side_is_exchanged_and_the_other_follows_when_it_heals() {
    let mut session = Session::new();
    run(&mut session, "Master.fill(1, 500)");
    run(&mut session, "Master.partition([1, 2], [3, 4, 5])");
    assert_eq!(run(&mut session, "Master.placement(:ring)"), ":ok");
    assert!(session.master().is_settled());
    assert_eq!(*session.master().audit(), lab::master::Audit::Agree);
    run(&mut session, "Master.heal");
    assert_eq!(run(&mut session, "Master.placement"), ":ring");
    run(&mut session, "Master.fill(1, 500)");
    assert_eq!(session.master().ledger().figures().found, 500);
    assert_eq!(*session.master().audit(), lab::master::Audit::Agree);
}

#[test]
fn the_last_change_is_remembered_after_many_under_a_large_table() {
    let mut session = Session::new();
    run(&mut session, "Master.boot(3, :maglev, rows: 1_048_573)");
    for _ in 0..20 {
        run(&mut session, "Master.kill(3)");
        run(&mut session, "Master.start(3)");
    }
    run(&mut session, "Master.fill(1, 10)");
    run(&mut session, "Master.kill(3)");
    let moved = session.master().ledger().moves().expect("the last change is remembered");
    assert_eq!(moved.all().keys(), 10);
}

#[test]
fn an_atoms_former_owner_is_told_by_what_was_hashed_of_it_then() {
    let mut session = Session::new();
    for i in 0..40 {
        run(&mut session, &format!("Master.put(1, :atom_{i}, 1)"));
    }
    run(&mut session, "Master.placement(:ring)");
    let ledger = session.master().ledger();
    let moves = ledger.moves().expect("there is something to tell");
    for (row, owner) in moves.before.iter().enumerate() {
        let stored = ledger.machine(owner.expect("all owners run")).stored();
        assert_eq!(moves.row(row).keys(), stored, "entries stay where they were put");
    }
    for i in 0..40 {
        let told = ledger.explain(&node_core::Term::atom(&format!("atom_{i}")));
        let before = told.before.expect("it was put");
        assert_eq!(told.copies[0].node, before.owner, "atom_{i}");
    }
}

#[test]
fn who_starts_beyond_a_partition_brings_nobody_the_placement_of_the_other_side() {
    let mut session = Session::new();
    run(&mut session, "Master.partition([1, 2], [3, 4, 5])");
    run(&mut session, "Master.placement(:ring)");
    run(&mut session, "Master.kill(3)");
    run(&mut session, "Master.start(3)");
    let placed = session.master().ledger().placed();
    let placements: Vec<&str> = placed.layouts().map(|one| one.placement().name()).collect();
    assert_eq!(placements, ["ring", "modulo"]);
    assert!(session.master().is_settled());
}
