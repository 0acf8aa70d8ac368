//! The fate of every single key, as it is drawn.

use lab::{
    ledger::{Cells, Fate},
    script,
    session::Session,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn run(session: &mut Session, line: &str) {
    let line = script::parse(line).expect("it is understood").expect("it is not blank");
    session.run(line);
}

fn cells(session: &Session) -> Cells {
    session.master().ledger().cells(10_000).expect("they are few enough")
}

fn count(cells: &Cells, fate: Fate) -> usize {
    cells.iter().filter(|cell| cell.fate == fate).count()
}

/// Each cell says what the key's own story says, and its key is found again.
fn assert_stories(session: &Session) {
    let cells = cells(session);
    for (i, cell) in cells.iter().enumerate() {
        let key = cells.key(i);
        assert_eq!(cells.index_of(&key), Some(i), "{key}");
        let story = session.master().ledger().explain(&script::key(&key));
        assert_eq!((story.fate, cells.fate(i)), (cell.fate, cell.fate), "{key}");
        let was_on = story.before.map_or(0, |place| place.owner.number());
        let owner = story.now.filter(|_| story.owner_runs).map_or(0, |place| place.owner.number());
        assert_eq!((cells.was_on(i).into(), cells.owner(i).into()), (was_on, owner), "{key}");
    }
}

#[test]
fn the_seeds_kill_leaves_a_cell_for_each_of_its_keys() {
    let mut session = Session::new();
    assert!(cells(&session).is_empty());
    run(&mut session, "fill(1, 5000)");
    assert_eq!((cells(&session).len(), count(&cells(&session), Fate::Found)), (5000, 5000));
    run(&mut session, "kill(2)");
    let after = cells(&session);
    let fates = [Fate::Found, Fate::Unreachable, Fate::Lost].map(|fate| count(&after, fate));
    assert_eq!(fates, [948, 3056, 996]);
    assert!(after.iter().all(|cell| (cell.fate == Fate::Lost) == (cell.was_on == 2)));
    assert!(after.iter().all(|cell| (cell.fate == Fate::Found) == (cell.was_on == cell.owner)));
    assert_stories(&session);
    run(&mut session, "fill(1, 5000)");
    assert!(cells(&session).iter().all(|cell| cell.was_on == cell.owner));
}

#[test]
fn cells_are_sorted_by_machine_and_number_and_the_other_keys_come_last() {
    let mut session = Session::new();
    for line in ["fill(2, 300)", "put(1, :z, 1)", "fill(1, 2)", "put(1, \"k_1_4\", 1)"] {
        run(&mut session, line);
    }
    run(&mut session, "put(1, 7, 1)");
    run(&mut session, "delete(1, \"k_2_2\")");
    let cells = cells(&session);
    let keys: Vec<String> = (0..cells.len()).map(|i| cells.key(i)).collect();
    assert_eq!(keys[..5], ["k_1_1", "k_1_2", "k_1_4", "k_2_1", "k_2_3"]);
    assert_eq!(keys[301..], ["k_2_300", "7", ":z"]);
    assert_eq!((cells.index_of("k_2_2"), cells.index_of(":y")), (None, None));
    assert_stories(&session);
}

#[test]
fn a_key_of_any_kind_is_found_again_by_what_its_cell_says() {
    let keys = [
        r#""""#,
        r#""k_1_007""#,
        r#""k_1_18446744073709551616""#,
        r#"" k_1_1""#,
        r#""\"quoted\" \\ \n \0 \#{no}""#,
        r#""\u202E turned""#,
        "\"é€😀\"",
        "<<>>",
        "<<255, 0, 34>>",
        "-1",
        "123456789012345678901234567890",
        "-18446744073709551616",
        "nil",
        "true",
        ":k_1_1",
        ":\"\"",
        ":\"with space\"",
        ":\"+\"",
        ":\"<<>>\"",
        ":\"not!=op\"",
        ":\"{}\"",
        "Apothik.Cache",
        ":\"Elixir.not\"",
        ":ok?",
    ];
    let mut session = Session::new();
    run(&mut session, "fill(1, 3)");
    for key in keys {
        run(&mut session, &format!("put(1, {key}, 1)"));
    }
    // The empty binary is there twice.
    assert_eq!(cells(&session).len(), 3 + keys.len() - 1);
    assert_stories(&session);
    run(&mut session, "kill(2)");
    assert_stories(&session);
}

#[test]
fn old_values_and_resurrected_keys_have_cells_and_deleted_ones_have_none() {
    let mut session = Session::new();
    run(&mut session, "fill(1, 400)");
    run(&mut session, "kill(2)");
    let unreachable: Vec<String> = {
        let cells = cells(&session);
        let places = (0..cells.len()).filter(|&i| cells.fate(i) == Fate::Unreachable);
        places.map(|i| cells.key(i)).take(2).collect()
    };
    run(&mut session, &format!("put(1, \"{}\", :new)", unreachable[0]));
    run(&mut session, &format!("delete(1, \"{}\")", unreachable[1]));
    assert_eq!(cells(&session).index_of(&unreachable[1]), None);
    assert_stories(&session);
    run(&mut session, "start(2)");
    let back = cells(&session);
    let fates = [0, 1]
        .map(|i| &unreachable[i])
        .map(|key| back.fate(back.index_of(key).expect("it came back")));
    assert_eq!(fates, [Fate::Stale, Fate::Resurrected]);
    assert_stories(&session);
}

#[test]
fn under_fixed_a_dead_machines_keys_belong_to_nobody() {
    let mut session = Session::new();
    run(&mut session, "boot(5, :fixed)");
    run(&mut session, "fill(1, 500)");
    run(&mut session, "kill(2)");
    assert_stories(&session);
    let after = cells(&session);
    assert!(after.iter().all(|cell| cell.owner == if cell.was_on == 2 { 0 } else { cell.was_on }));
}

#[test]
fn under_a_partition_and_with_no_machine_left_cells_still_tell_the_keys_stories() {
    let mut session = Session::new();
    for line in ["fill(1, 500)", "Master.partition([1, 2], [3, 4, 5])", "fill(4, 500)"] {
        run(&mut session, line);
        assert_stories(&session);
    }
    run(&mut session, "Master.heal");
    for i in 1..=5 {
        run(&mut session, &format!("kill({i})"));
        assert_stories(&session);
    }
    assert!(cells(&session).iter().all(|cell| cell.fate == Fate::Lost && cell.owner == 0));
}

#[test]
fn too_many_keys_have_no_cells() {
    let mut session = Session::new();
    run(&mut session, "fill(1, 100)");
    let ledger = session.master().ledger();
    assert_eq!(ledger.cells(100).map(|cells| cells.len()), Some(100));
    assert_eq!(ledger.cells(99), None);
    for j in 0..20 {
        run(&mut session, &format!("put(1, \"{j}{}\", 1)", "x".repeat(60_000)));
    }
    assert_eq!(session.master().ledger().cells(10_000), None);
}

#[test]
fn cells_that_were_written_down_are_read_as_they_were() {
    let mut session = Session::new();
    run(&mut session, "fill(1, 5000)");
    run(&mut session, "put(1, :other, 1)");
    let sent = cells(&session);
    let text = serde_json::to_string(&sent).expect("it is written");
    assert_eq!(serde_json::from_str::<Cells>(&text).ok(), Some(sent));
}

#[test]
fn the_ledgers_revision_grows_with_all_that_is_accounted_for_and_stays_otherwise() {
    let mut session = Session::new();
    let mut last = session.master().ledger().revision();
    let lines = ["fill(1, 5)", "put(1, 1, 1)", "delete(1, 1)", "kill(2)", "fill(2, 5)", "start(2)"];
    for line in lines {
        run(&mut session, line);
        let now = session.master().ledger().revision();
        assert!(now > last, "{line}");
        last = now;
    }
    run(&mut session, "hits(1, 5)");
    run(&mut session, "stat");
    assert_eq!(session.master().ledger().revision(), last);
}
