//! The account of keys, against the seed's figures and against the machines themselves.

use lab::{
    ledger::{Fate, Figures, MachineFigures},
    master::{Audit, Click, Input},
    script,
    session::Session,
};
use node_core::{NodeId, Steps, Term, phash2};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn run(session: &mut Session, line: &str) -> String {
    let line = script::parse(line).expect("it is understood").expect("it is not blank");
    let outcome = session.run(line);
    assert_sums(session);
    assert_eq!(session.master().audit(), &Audit::Agree);
    outcome.value.map_or_else(|why| why.to_string(), |value| value.to_string())
}

fn figures(session: &Session) -> Figures {
    session.master().ledger().figures()
}

fn machine(session: &Session, number: u32) -> MachineFigures {
    session.master().ledger().machine(NodeId::new(number))
}

/// What must hold at every moment.
fn assert_sums(session: &Session) {
    let all = figures(session);
    assert_eq!(all.stored, all.reachable + all.stranded);
    assert_eq!(all.acknowledged, all.found + all.unreachable + all.lost);
    assert!(all.stale <= all.found);
    let machines = session.master().machines().numbers().map(|number| machine(session, number));
    let (reachable, stranded) =
        machines.fold((0, 0), |(r, s), one| (r + one.reachable, s + one.stranded));
    assert_eq!((all.reachable, all.stranded), (reachable, stranded));
}

fn seed_after_kill() -> Session {
    let mut session = Session::new();
    run(&mut session, "fill(1, 5000)");
    run(&mut session, "kill(2)");
    session
}

#[test]
fn the_seeds_run_in_the_ledgers_words() {
    let mut session = Session::new();
    run(&mut session, "fill(1, 5000)");
    assert_eq!(figures(&session).found, 5000);
    run(&mut session, "kill(2)");
    let after = figures(&session);
    assert_eq!((after.stored, after.reachable, after.stranded), (4004, 948, 3056));
    assert_eq!((after.found, after.unreachable, after.lost), (948, 3056, 996));
    assert_eq!(machine(&session, 2).lost, 996);
    run(&mut session, "fill(1, 5000)");
    let refilled = figures(&session);
    assert_eq!((refilled.stored, refilled.stranded), (8056, 3056));
    assert_eq!((refilled.acknowledged, refilled.found), (5000, 5000));
}

#[test]
fn entries_and_keys_are_different_counts() {
    let mut session = seed_after_kill();
    run(&mut session, "fill(1, 5000)");
    let before = figures(&session);
    run(&mut session, "kill(1)");
    let after = figures(&session);
    assert_eq!(before.stored - after.stored, 2032);
    assert_eq!(after.lost, 472);
}

#[test]
fn stranded_entries_are_found_again_when_the_machine_comes_back() {
    let mut session = seed_after_kill();
    assert_eq!(figures(&session).found, 948);
    run(&mut session, "start(2)");
    let back = figures(&session);
    assert_eq!((back.found, back.unreachable, back.lost), (4004, 0, 996));
    assert_eq!(run(&mut session, "hits(1, 5000)"), "4004");
}

#[test]
fn an_old_value_that_comes_back_is_stale_and_a_deleted_key_is_resurrected() {
    let mut session = seed_after_kill();
    let ledger = session.master().ledger();
    let unreachable: Vec<u64> = (1..=5000)
        .filter(|&j| ledger.explain(&node_core::fill_key(1, j)).fate == Fate::Unreachable)
        .take(2)
        .collect();
    let [changed, deleted] = unreachable[..] else { panic!("the kill left keys unreachable") };
    run(&mut session, &format!("put(1, \"k_1_{changed}\", :new)"));
    run(&mut session, &format!("delete(1, \"k_1_{deleted}\")"));
    assert_eq!((figures(&session).stale, figures(&session).resurrected), (0, 0));
    run(&mut session, "start(2)");
    assert_eq!((figures(&session).stale, figures(&session).resurrected), (1, 1));
    assert_eq!(run(&mut session, &format!("get(1, \"k_1_{changed}\")")), changed.to_string());
    assert_eq!(run(&mut session, &format!("get(1, \"k_1_{deleted}\")")), deleted.to_string());
}

#[test]
fn under_fixed_the_same_kill_leaves_four_fifths_and_refuses_the_dead_owners_puts() {
    let mut session = Session::new();
    run(&mut session, "boot(5, :fixed)");
    run(&mut session, "fill(1, 5000)");
    run(&mut session, "kill(2)");
    let after = figures(&session);
    assert_eq!((after.found, after.unreachable, after.lost), (4004, 0, 996));
    assert_eq!(run(&mut session, "fill(1, 5000)"), ":ok");
    assert_eq!(figures(&session).refused, 996);
    assert_eq!(figures(&session).lost, 996);
    let gone = (1..=5000)
        .map(|j| format!("k_1_{j}"))
        .find(|key| {
            let story = session.master().ledger().explain(&Term::string(key.as_str()));
            story.fate == Fate::Lost
        })
        .expect("some key is lost");
    let owner = ":\"apothik_2@127.0.0.1\"";
    assert_eq!(
        run(&mut session, &format!("get(1, \"{gone}\")")),
        format!(
            "{{:badrpc, {{:EXIT, {{{{:nodedown, {owner}}}, {{GenServer, :call, \
             [{{Apothik.Cache, {owner}}}, {{:get, \"{gone}\"}}, 5000]}}}}}}}}"
        )
    );
}

#[test]
fn a_fill_through_a_dead_machine_is_refused_and_loses_nothing() {
    let mut session = Session::new();
    run(&mut session, "kill(1)");
    assert_eq!(run(&mut session, "fill(1, 5000)"), ":ok");
    assert_eq!(figures(&session), Figures { refused: 5000, ..Figures::default() });
}

#[test]
fn a_keys_story_has_the_arithmetic_and_the_copies() {
    let session = seed_after_kill();
    let ledger = session.master().ledger();
    let stranded = (1..=5000)
        .map(|j| ledger.explain(&node_core::fill_key(1, j)))
        .find(|story| story.fate == Fate::Unreachable)
        .expect("some key is unreachable");
    let hash = phash2::hash(&stranded.key);
    let (before, now) = (stranded.before.expect("it was put"), stranded.now.expect("one runs"));
    assert_eq!(before.steps, Steps::Index { range: 5, index: hash % 5 });
    assert_eq!(now.steps, Steps::Index { range: 4, index: hash % 4 });
    assert_eq!(stranded.copies.len(), 1);
    assert_eq!(stranded.copies[0].node, before.owner);
    assert_ne!(before.owner, now.owner);
    assert_eq!(ledger.explain(&Term::string("never put")).fate, Fate::Never);
}

#[test]
fn a_lost_keys_story_says_with_which_machine_its_last_copy_went() {
    let mut session = seed_after_kill();
    run(&mut session, "fill(1, 5000)");
    run(&mut session, "kill(1)");
    run(&mut session, "kill(3)");
    let ledger = session.master().ledger();
    let stories = (1..=5000).map(|j| ledger.explain(&node_core::fill_key(1, j)));
    let (lost, others): (Vec<_>, Vec<_>) = stories.partition(|story| story.fate == Fate::Lost);
    assert!(others.iter().all(|story| story.lost_with.is_none()));
    assert!(lost.iter().all(|story| story.lost_with.is_some()));
    let outlived = lost.iter().filter(|story| {
        let put_on = story.before.as_ref().map(|place| place.owner.number());
        put_on == Some(1) && story.lost_with == Some(NodeId::new(3))
    });
    assert!(outlived.count() > 0, "an old copy outlived the one that was put last");
}

#[test]
fn the_story_of_a_key_that_came_back_after_its_delete_says_where_it_was_put() {
    let mut session = seed_after_kill();
    let ledger = session.master().ledger();
    let key = (1..=5000)
        .map(|j| node_core::fill_key(1, j))
        .find(|key| ledger.explain(key).fate == Fate::Unreachable)
        .expect("the kill left keys unreachable");
    let put = ledger.explain(&key).before;
    run(&mut session, &format!("delete(1, {})", lab::value::inspected(&key)));
    run(&mut session, "start(2)");
    let story = session.master().ledger().explain(&key);
    assert_eq!((story.fate, story.before), (Fate::Resurrected, put));
}

/// Steps into a fill, does something, and lets it end.
fn during_a_fill(steps: usize, act: Click) -> Session {
    let mut session = Session::new();
    session.begin(script::parse("fill(1, 20000)").expect("it is read").expect("a line"));
    for _ in 0..steps {
        session.step();
        assert_sums(&session);
    }
    session.tell(Input::Click(act));
    assert_sums(&session);
    while session.master().is_busy() {
        session.step();
        assert_sums(&session);
    }
    session.settle();
    assert_eq!(session.master().audit(), &Audit::Agree);
    session
}

#[test]
fn a_kill_during_a_fill_leaves_a_ledger_that_sums_and_agrees() {
    for steps in [3, 50, 200, 500, 3000] {
        let owner = during_a_fill(steps, Click::Kill(NodeId::new(2)));
        let all = figures(&owner);
        assert_eq!(all.refused, 0);
        assert!(all.acknowledged + all.unknown >= 20000, "{all:?}");
        let via = during_a_fill(steps, Click::Kill(NodeId::new(1)));
        assert!(figures(&via).refused > 0 || steps > 500);
        during_a_fill(steps, Click::Start(NodeId::new(2)));
        during_a_fill(steps, Click::Add);
    }
}

#[test]
fn a_cancelled_fill_leaves_a_ledger_that_sums_and_agrees() {
    let mut session = Session::new();
    session.begin(script::parse("fill(1, 20000)").expect("it is read").expect("a line"));
    for _ in 0..200 {
        session.step();
    }
    session.tell(Input::CancelFill);
    session.settle();
    assert_sums(&session);
    assert_eq!(session.master().audit(), &Audit::Agree);
    let stored = figures(&session).acknowledged;
    assert!(0 < stored && stored < 20000);
}

#[test]
fn the_last_machine_can_die_and_the_ledger_says_that_all_is_lost() {
    let mut session = Session::new();
    run(&mut session, "fill(1, 100)");
    for i in 1..=5 {
        run(&mut session, &format!("kill({i})"));
    }
    assert_eq!((figures(&session).stored, figures(&session).lost), (0, 100));
    assert_eq!(run(&mut session, "hits(1, 100)"), "0");
    assert_eq!(run(&mut session, "sum"), "0");
    assert_eq!(run(&mut session, "start(3)"), ":ok");
    assert_eq!(run(&mut session, "fill(3, 100)"), ":ok");
    assert_eq!(figures(&session).found, 100);
}
