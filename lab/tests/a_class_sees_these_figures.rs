//! The plan for a class promises figures: each is run here, and stands in the plan in both languages.

use lab::{count::grouped, ledger::Figures, script, session::Session};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const ENGLISH: &str = include_str!("../../docs/teaching.md");
const FRENCH: &str = include_str!("../../docs/teaching.fr.md");

/// The figures after these lines.
fn after(lines: &str) -> (Session, Figures) {
    let mut session = Session::new();
    for line in lines.lines() {
        session.run(script::parse(line).expect("it is read").expect("a line"));
    }
    let figures = session.master().ledger().figures();
    (session, figures)
}

/// Both plans tell this figure.
fn told(figure: u64) -> u64 {
    let english = grouped(figure);
    assert!(ENGLISH.contains(&english), "{english}");
    let french = english.replace(',', " ");
    assert!(FRENCH.contains(&french), "{french}");
    figure
}

#[test]
fn keys_go_to_five_machines_in_these_shares() {
    let (session, _) = after("Master.fill(1, 5000)");
    let ledger = session.master().ledger();
    for (node, share) in ledger.running().iter().zip([1_026, 996, 1_012, 1_021, 945]) {
        assert_eq!(ledger.machine(*node).stored(), told(share));
    }
}

#[test]
fn a_fixed_list_loses_what_the_dead_machine_held_and_refuses_what_goes_through_it() {
    let (_, figures) = after("Master.boot(5, :fixed)\nMaster.fill(2, 5000)\nMaster.kill(1)");
    assert_eq!((figures.lost, figures.found), (told(1_023), told(3_977)));
    let (_, figures) = after("Master.boot(5, :fixed)\nMaster.kill(1)\nMaster.fill(1, 5000)");
    assert_eq!((figures.stored, figures.refused), (0, told(5_000)));
}

#[test]
fn a_list_that_adapts_finds_one_key_in_five() {
    let (_, figures) = after("Master.fill(1, 5000)\nMaster.kill(2)");
    assert_eq!(figures.found, told(948));
    assert_eq!((figures.lost, figures.unreachable), (told(996), told(3_056)));
    let (_, figures) = after("Master.fill(1, 5000)\nMaster.kill(2)\nMaster.fill(1, 5000)");
    assert_eq!((figures.stored, figures.acknowledged), (told(8_056), 5_000));
    for (lines, found) in [
        ("Master.fill(1, 5000)\nMaster.kill(1)", 976),
        ("Master.fill(1, 5000)\nMaster.kill(5)", 998),
        ("Master.boot(10)\nMaster.fill(1, 5000)\nMaster.kill(2)", 474),
    ] {
        assert_eq!(after(lines).1.found, told(found), "{lines}");
    }
}

#[test]
fn a_machine_that_comes_back_brings_an_old_value_and_a_deleted_key() {
    let lines = "Master.fill(1, 5000)\nMaster.kill(2)\nMaster.put(1, \"k_1_7\", \"new\")\n\
                 Master.delete(1, \"k_1_3\")\nMaster.start(2)";
    let (_, figures) = after(lines);
    assert_eq!(figures.found, told(4_003));
    assert_eq!((figures.stale, figures.resurrected), (1, 1));
}

#[test]
fn each_placement_has_its_row_with_what_is_lost_and_what_moves_needlessly() {
    for (placement, lost, needless) in [
        ("modulo", 996, 3_056),
        ("tokens", 971, 0),
        ("ring", 977, 0),
        ("jump", 982, 2_746),
        ("maglev", 991, 6),
        ("rendezvous", 960, 0),
    ] {
        let lines = format!("Master.boot(5, :{placement})\nMaster.fill(1, 5000)\nMaster.kill(2)");
        let (_, figures) = after(&lines);
        assert_eq!((figures.lost, figures.unreachable), (lost, needless), "{placement}");
        let row = format!("| `:{placement}` | {} | {} |", grouped(lost), grouped(needless));
        assert!(ENGLISH.contains(&row), "{row}");
        let row = row.replace(',', " ");
        assert!(FRENCH.contains(&row), "{row}");
    }
}

#[test]
fn what_a_placement_pays_is_seen_in_these_figures() {
    let shares = |boot: &str| {
        let (session, _) = after(&format!("{boot}\nMaster.fill(1, 5000)"));
        let ledger = session.master().ledger();
        let stored = ledger.running().iter().map(|node| ledger.machine(*node).stored());
        stored.collect::<Vec<u64>>()
    };
    let ring = shares("Master.boot(5, :ring)");
    assert_eq!((ring[0], ring[3]), (told(1_091), told(885)));
    assert_eq!(ring.iter().max(), ring.first());
    assert_eq!(ring.iter().min(), ring.get(3));
    assert_eq!(shares("Master.boot(5, :ring, points: 1)").into_iter().max(), Some(told(2_726)));
    let even = shares("Master.boot(5, :bounded, capacity: 100)");
    assert_eq!(
        (even.iter().min().copied(), even.iter().max().copied()),
        (Some(told(956)), Some(told(1_032)))
    );

    let jump = "Master.boot(5, :jump)\nMaster.fill(1, 5000)";
    let (_, figures) = after(&format!("{jump}\nMaster.kill(5)"));
    assert_eq!((figures.lost, figures.unreachable), (told(1_018), 0));
    assert_eq!(after(&format!("{jump}\nMaster.kill(1)")).1.found, told(268));
    let bounded = "Master.boot(5, :bounded, capacity: 100)\nMaster.fill(1, 5000)\nMaster.kill(3)";
    assert_eq!(after(bounded).1.unreachable, told(137));
    let changed = "Master.fill(1, 5000)\nMaster.placement(:ring)\nMaster.hits(1, 5000)";
    assert_eq!(after(changed).1.found, told(1_025));
}
