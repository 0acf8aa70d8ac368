//! A run that was recorded, lived again: the same to the last entry, at any moment of it.

#![cfg(all(feature = "gzip", not(target_arch = "wasm32")))]

use core::time::Duration;

use fastrand::Rng;
use lab::{
    command::{Command, Line, Network},
    master::{Click, Input},
    record::{Record, Recording, Replay},
    script,
    session::Session,
    sim::{self, Sim},
};
use node_core::{Instant, NodeId, Placement, Term};

/// Keys that single operations use, so that they meet.
const KEYS: i64 = 12;

fn recorded(sim: Sim) -> Session {
    Session::recorded(sim, Recording::default())
}

fn run(session: &mut Session, lines: &[&str]) {
    for line in lines {
        session.run(script::parse(line).expect("it is read").expect("a line"));
    }
}

/// The seed's experiment, with whatever goes wrong on the way.
fn random_run(seed: u64) -> Session {
    let mut chance = Rng::with_seed(seed);
    let mut sim = Sim::new(sim::Network::new(seed));
    if chance.u8(..4) == 0 {
        sim.without_links();
    }
    if chance.u8(..4) == 0 {
        sim.skew_clocks(seed);
    }
    let mut session = recorded(sim);
    if chance.bool() {
        let placement = *chance.choice(&Placement::ALL).expect("there are some");
        session.tell(Input::Click(Click::Boot { machines: chance.u32(2..7), placement }));
    }
    session.set_patience(Some(Duration::from_millis(chance.u64(..3_000))));
    for _ in 0..chance.u32(10..25) {
        if chance.bool() {
            session.tell(Input::Click(random_click(&mut chance)));
        }
        let line = random_line(&mut chance);
        session.begin(line);
        let pause = Duration::from_millis(chance.u64(..1_500));
        let until = session.sim().now() + pause;
        while session.step_until(Some(until)) {}
    }
    session
}

fn random_line(chance: &mut Rng) -> Line {
    let via = chance.i64(1..6);
    let key = Term::from(chance.i64(..KEYS));
    Line::One(match chance.u8(..8) {
        0 | 1 => Command::Fill { via, keys: chance.u64(1..5_000) },
        2 => Command::Hits { via, keys: chance.u64(1..500) },
        3 | 4 => Command::Put { via, key, value: Term::from(chance.i64(..)) },
        5 => Command::Delete { via, key },
        6 => Command::Stat,
        _ => Command::Get { via, key },
    })
}

fn random_click(chance: &mut Rng) -> Click {
    let node = NodeId::new(chance.u32(1..6));
    match chance.u8(..12) {
        0 | 1 => Click::Kill(node),
        2 | 3 => Click::Start(node),
        4 => Click::Leave(node),
        5 => Click::Freeze(node),
        6 | 7 => Click::Thaw(node),
        8 => Click::Partition(vec![vec![NodeId::new(1), node], vec![NodeId::new(3)]]),
        9 => Click::Partition(Vec::new()),
        10 => {
            let (delay, jitter, loss) = (chance.u32(..50), chance.u32(..50), chance.u32(..20));
            Click::Network(Network { delay, jitter, loss })
        }
        _ => Click::Place(*chance.choice(&Placement::ALL).expect("there are some")),
    }
}

/// Everything there is to know of the machines and the Master of a run.
fn state_of(session: &Session) -> String {
    let nodes: Vec<_> = session.sim_ref().nodes().collect();
    without_addresses(&format!("{nodes:?} {:?}", session.master()))
}

fn state_in(replay: &Replay) -> String {
    let nodes: Vec<_> = replay.stage().nodes().collect();
    without_addresses(&format!("{nodes:?} {:?}", replay.stage().master().expect("it began")))
}

/// What is made once when it is first asked for shows where in memory that is.
fn without_addresses(state: &str) -> String {
    let mut parts = state.split("OnceBox(0x");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |all, part| {
        all + part.trim_start_matches(|digit: char| digit.is_ascii_hexdigit())
    })
}

fn lived(record: &Record) -> Replay {
    let mut replay = Replay::new(record.clone(), ());
    if let Err(error) = replay.seek_to(u64::MAX) {
        panic!("{error}");
    }
    replay
}

#[test]
fn a_hundred_random_runs_come_to_the_same_to_the_last_entry() {
    for seed in 0..100 {
        let session = random_run(seed);
        let record = session.record("a random run").expect("it was recorded");
        let file = record.to_file();
        let read = Record::from_file(&file).expect("it can be read");
        let replay = lived(&read);
        let ending = read.ending().expect("it ended");
        assert_eq!(ending.difference(replay.stage()), None, "seed {seed}");
        assert!(state_in(&replay) == state_of(&session), "seed {seed}: a state differs");
        assert_eq!(read.source(), "a random run");
    }
}

#[test]
fn any_moment_is_the_same_however_one_came_there() {
    for seed in 0..5 {
        let record = random_run(seed).record("a test").expect("it was recorded");
        let mut replay = lived(&record);
        let mut chance = Rng::with_seed(seed);
        for _ in 0..20 {
            let note = chance.u64(..=replay.note());
            replay.seek_to(note).expect("it can be lived");
            let mut straight = Replay::new(record.clone(), ());
            for _ in 0..note {
                assert!(straight.step().expect("it can be lived"));
            }
            assert_eq!((replay.note(), replay.now()), (straight.note(), straight.now()));
            if note > 0 {
                assert!(state_in(&replay) == state_in(&straight), "seed {seed}, note {note}");
            }
        }
    }
}

#[test]
fn a_moment_holds_all_up_to_it_and_nothing_after_it() {
    let mut session = recorded(Sim::default());
    run(&mut session, &["fill(1, 5000)"]);
    let filled = session.sim().now() + Duration::from_secs(1);
    while session.step_until(Some(filled)) {}
    let before = session.master().ledger().figures();
    run(&mut session, &["kill(2)"]);
    let after = session.master().ledger().figures();
    let record = session.record("a test").expect("it was recorded");
    let mut replay = lived(&record);
    let figures = |replay: &Replay| replay.stage().master().expect("it began").ledger().figures();
    assert_eq!((before.found, before.lost), (5_000, 0));
    assert_eq!((after.found, after.unreachable, after.lost), (948, 3_056, 996));
    assert_eq!(figures(&replay), after);
    let short = filled.since_origin() - Duration::from_nanos(1);
    replay.seek(Instant::after_origin(short)).expect("it can be lived");
    assert_eq!(figures(&replay), before);
    replay.seek(filled).expect("it can be lived");
    assert_eq!(figures(&replay), after);
    assert_eq!((replay.begins(), replay.end()), (Instant::ORIGIN, session.sim().now()));
}
