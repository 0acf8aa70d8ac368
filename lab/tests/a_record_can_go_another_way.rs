//! What if: a recorded run goes on otherwise from a moment of it.

#![cfg(not(target_arch = "wasm32"))]

mod recorded;

use core::time::Duration;

use lab::{
    ledger::Figures,
    master::{Click, Input, Ticket},
    record::{Deed, End, Filter, ForkError, Label, Replay, Twist, What},
    session::Session,
};
use node_core::{Instant, NodeId};
use recorded::{experiment, line, lived, record_of, run, session};

/// The moment of the record's first click or line after the first.
fn second_deed(replay: &mut Replay) -> Instant {
    let told = replay.happenings(replay.begins(), replay.end(), Filter::Keys).expect("it is told");
    let deeds = told.iter().filter(|told| matches!(told.what, What::Line { .. } | What::Click(_)));
    deeds.map(|deed| deed.at).nth(1).expect("there are two")
}

/// A replay of the seed's experiment, just before the kill.
fn before_the_kill() -> Replay {
    let mut replay = lived(&experiment());
    let kill = second_deed(&mut replay).since_origin();
    replay.seek(Instant::after_origin(kill - Duration::from_millis(1))).expect("it can be lived");
    replay
}

/// What the same lines come to in a run of their own.
fn afresh(lines: &[&str]) -> Figures {
    let mut session = Session::new();
    run(&mut session, lines);
    session.master().ledger().figures()
}

#[test]
fn without_a_change_it_comes_to_the_recorded_end_from_wherever_it_begins() {
    let mut replay = lived(&experiment());
    let (notes, recorded) = (replay.note(), afresh(&["fill(1, 5000)", "kill(2)"]));
    assert_eq!((recorded.found, recorded.unreachable, recorded.lost), (948, 3_056, 996));
    for eighth in 0..=8 {
        replay.seek_to((notes * eighth / 8).max(1)).expect("it can be lived");
        let endings = replay.fork(&Twist::default()).expect("it can fork").run();
        assert_eq!((endings.recorded, endings.forked), (recorded, recorded), "from {eighth}/8");
        assert!(endings.settled);
        assert!(endings.machines.iter().all(|(_, recorded, forked)| recorded == forked));
    }
    assert_eq!(replay.note(), notes, "and the replay has not moved");
}

#[test]
fn killing_another_machine_is_as_if_it_had_been_killed_at_once() {
    let replay = before_the_kill();
    for other in [1, 3, 4, 5] {
        let click = Deed::Click(Click::Kill(NodeId::new(other)));
        let twist = Twist { does: vec![click], instead: true, ..Twist::default() };
        let endings = replay.fork(&twist).expect("it can fork").run();
        let kill = format!("kill({other})");
        assert_eq!(endings.forked, afresh(&["fill(1, 5000)", &kill]), "{kill}");
        assert_eq!(endings.recorded, afresh(&["fill(1, 5000)", "kill(2)"]));
        assert!(endings.settled);
    }
}

#[test]
fn a_line_more_comes_before_what_the_person_did_then() {
    let replay = before_the_kill();
    let twist = Twist { does: vec![Deed::Line(line("kill(3)"))], ..Twist::default() };
    let endings = replay.fork(&twist).expect("it can fork").run();
    assert_eq!(endings.forked, afresh(&["fill(1, 5000)", "kill(3)", "kill(2)"]));
    let gone = |number| {
        let machine = endings.machines.iter().find(|(node, ..)| node.number() == number);
        machine.map(|(_, recorded, forked)| (recorded.is_none(), forked.is_none()))
    };
    assert_eq!((gone(1), gone(2)), (Some((false, false)), None));
    assert_eq!(gone(3), Some((false, true)));
}

#[test]
fn a_call_that_gets_lost_is_sent_again_and_nothing_is_different() {
    let mut session = session();
    run(&mut session, &["put(1, :a, 1)", "put(1, :b, 2)", "put(1, :c, 3)", "kill(2)"]);
    let mut replay = lived(&record_of(&session));
    let told = replay.happenings(replay.begins(), replay.end(), Filter::Keys).expect("it is told");
    let calls: Vec<_> = told
        .iter()
        .filter_map(|told| match &told.what {
            What::Message(message) if message.label == Label::Call => Some((told, message)),
            _ => None,
        })
        .collect();
    assert!(!calls.is_empty(), "some key belongs to another machine");
    for (told, call) in calls {
        replay.seek_to(told.note - 1).expect("it can be lived");
        let under_way = replay.under_way();
        let place = under_way.iter().position(|other| other.call == call.call);
        let lost = vec![place.expect("it is under way")];
        let mut fork = replay.fork(&Twist { lost, ..Twist::default() }).expect("it can fork");
        let sent = call.sent.expect("it was");
        while fork.now() < sent + Duration::from_millis(200) && fork.step() {}
        let master = fork.session().master();
        assert!(master.is_busy(), "the put is not answered before the call is sent again");
        let endings = fork.run();
        assert_eq!((endings.forked, endings.settled), (endings.recorded, true));
    }
}

#[test]
fn a_line_that_was_withdrawn_while_it_waited_stays_undone() {
    let mut session = session();
    run(&mut session, &["fill(1, 500)"]);
    let filled = session.master().ledger().figures();
    let now = session.sim_ref().now();
    let (ticket, earliest) = (Ticket(99), Some(now + Duration::from_secs(60)));
    session.tell(Input::Line { ticket, line: line("kill(2)"), earliest });
    session.tell(Input::Withdraw(ticket));
    session.settle();
    let mut replay = lived(&record_of(&session));
    // Just before the line was given, so that giving and withdrawing it are still to come.
    let before = now.since_origin() - Duration::from_millis(1);
    replay.seek(Instant::after_origin(before)).expect("it can be lived");
    let endings = replay.fork(&Twist::default()).expect("it can fork").run();
    assert_eq!((endings.recorded, endings.forked), (filled, filled));
}

#[test]
fn the_middle_of_a_fill_goes_on_as_well() {
    let mut replay = lived(&experiment());
    let told = replay.happenings(replay.begins(), replay.end(), Filter::Keys).expect("it is told");
    let batch = told.iter().filter(
        |told| matches!(&told.what, What::Message(message) if message.label == Label::Batch),
    );
    let middle = batch.map(|told| told.note).nth(100).expect("there are many");
    replay.seek_to(middle).expect("it can be lived");
    assert!(replay.under_way().iter().any(|message| message.label == Label::Batch));
    let click = Deed::Click(Click::Kill(NodeId::new(2)));
    let twist = Twist { does: vec![click], instead: true, ..Twist::default() };
    let endings = replay.fork(&twist).expect("it can fork").run();
    let Figures { acknowledged, found, unreachable, lost, unknown, refused, .. } = endings.forked;
    assert!(endings.settled);
    assert_eq!(acknowledged, found + unreachable + lost);
    assert!(acknowledged <= 5_000 && acknowledged + unknown + refused >= 5_000, "{endings:?}");
    assert_ne!(endings.forked, endings.recorded);
}

#[test]
fn there_is_no_fork_before_the_beginning_and_the_master_loses_nothing() {
    let mut replay = Replay::new(experiment(), ());
    assert_eq!(replay.fork(&Twist::default()).err(), Some(ForkError::NothingYet));
    let is_request =
        |replay: &Replay| replay.under_way().iter().position(|message| message.from == End::Master);
    while is_request(&replay).is_none() {
        assert!(replay.step().expect("it can be lived"));
    }
    let lost = Vec::from_iter(is_request(&replay));
    let fork = replay.fork(&Twist { lost, ..Twist::default() });
    assert_eq!(fork.err(), Some(ForkError::NotBetweenMachines));
    let fork = replay.fork(&Twist { lost: vec![usize::MAX], ..Twist::default() });
    assert_eq!(fork.err(), Some(ForkError::NoSuchMessage));
}
