//! Random clicks between the steps of random lines: whatever happens, the ledger sums at every
//! moment, and agrees with the machines in the end.

use lab::{
    ledger::Fate,
    master::{Audit, Click, Input},
    script,
    session::Session,
};
use node_core::NodeId;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const SEEDS: u64 = if cfg!(target_arch = "wasm32") { 20 } else { 150 };

fn random_line(chance: &mut fastrand::Rng) -> String {
    let machine = chance.u32(1..=6);
    let key = chance.u32(0..20);
    match chance.u32(0..12) {
        0..4 => format!("fill({machine}, {})", chance.u32(1..4000)),
        4..6 => format!("for i <- 1..20, do: put({machine}, i, {})", chance.u32(0..100)),
        6 => format!("for i <- 1..10, do: delete({machine}, i)"),
        7 => format!("put({machine}, {key}, :new)"),
        8 => format!("kill({machine})"),
        9 => format!("start({machine})"),
        10 => format!("hits({machine}, 500)"),
        _ => "stat".to_owned(),
    }
}

fn random_click(chance: &mut fastrand::Rng) -> Input {
    let node = NodeId::new(chance.u32(1..=6));
    match chance.u32(0..8) {
        0..3 => Input::Click(Click::Kill(node)),
        3..6 => Input::Click(Click::Start(node)),
        6 => Input::Click(Click::Add),
        _ => Input::CancelFill,
    }
}

fn assert_sums(session: &Session, seed: u64) {
    let all = session.master().ledger().figures();
    assert_eq!(all.stored, all.reachable + all.stranded, "seed {seed}");
    assert_eq!(all.acknowledged, all.found + all.unreachable + all.lost, "seed {seed}");
    let machines = session.master().machines().numbers();
    let figures = machines.map(|number| session.master().ledger().machine(NodeId::new(number)));
    let (stored, lost) = figures.fold((0, 0), |(s, l), one| (s + one.stored(), l + one.lost));
    assert_eq!((all.stored, all.lost), (stored, lost), "seed {seed}");
}

/// The cells add up to the figures, and so does what the last change moved; answers whether it
/// moved anything.
fn assert_keys(session: &Session, seed: u64) -> bool {
    let ledger = session.master().ledger();
    let all = ledger.figures();
    let cells = ledger.cells(usize::MAX).expect("there is no limit");
    let count = |fates: &[Fate]| cells.iter().filter(|cell| fates.contains(&cell.fate)).count();
    let counted = [
        &[Fate::Found, Fate::Stale][..],
        &[Fate::Stale],
        &[Fate::Unreachable],
        &[Fate::Lost],
        &[Fate::Resurrected],
    ];
    let counted = counted.map(|fates| count(fates) as u64);
    let figures = [all.found, all.stale, all.unreachable, all.lost, all.resurrected];
    assert_eq!(counted, figures, "seed {seed}");
    let Some(moves) = ledger.moves() else { return false };
    let moved = moves.all();
    let figures = (all.found, all.unreachable, all.lost);
    assert_eq!((moved.found, moved.unreachable, moved.lost), figures, "seed {seed}");
    for (column, owner) in moves.after.iter().enumerate() {
        let owner = owner.map_or(0, NodeId::number);
        let is_owned = cells
            .iter()
            .filter(|cell| cell.fate != Fate::Resurrected && u32::from(cell.owner) == owner);
        assert_eq!(moves.column(column).keys(), is_owned.count() as u64, "seed {seed}");
    }
    true
}

#[test]
fn whatever_is_clicked_whenever_the_ledger_sums_and_agrees() {
    let (mut interrupted, mut moved) = (0, 0);
    for seed in 0..SEEDS {
        let mut chance = fastrand::Rng::with_seed(seed);
        let mut session = Session::new();
        if chance.bool() {
            session.run(script::parse("boot(4, :fixed)").expect("it is read").expect("a line"));
        }
        for _ in 0..8 {
            let line = random_line(&mut chance);
            session.begin(script::parse(&line).expect("it is read").expect("a line"));
            let mut clicks = chance.usize(0..4);
            while session.master().is_busy() {
                session.step();
                if clicks > 0 && chance.u32(0..400) == 0 {
                    clicks -= 1;
                    interrupted += u32::from(session.master().progress().is_some());
                    session.tell(random_click(&mut chance));
                    assert_sums(&session, seed);
                }
            }
            session.settle();
            assert_sums(&session, seed);
            moved += u32::from(assert_keys(&session, seed));
            assert_eq!(session.master().audit(), &Audit::Agree, "seed {seed}, after {line}");
        }
    }
    assert!(interrupted > 10, "fills were interrupted");
    assert!(moved > 10, "keys moved");
}
