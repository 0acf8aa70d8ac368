//! A run that was recorded, lived again: the same to the last entry, at any moment of it.

#![cfg(all(feature = "gzip", not(target_arch = "wasm32")))]

mod recorded;

use core::time::Duration;

use fastrand::Rng;
use lab::{
    command::{Command, Line, Network},
    master::{Click, Input},
    record::{
        Checked, Filter, MachineNotes, Record, Recording, Replay, Seen, Stage, Whose, Witness,
    },
    session::Session,
    sim::{self, Sim},
};
use node_core::{Config, Founding, Instant, NodeId, Output, Peer, Placement, Reply, Term};
use recorded::{experiment, line, lived, record_of, run, session};

/// Keys that single operations use, so that they meet.
const KEYS: i64 = 12;

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
    let mut session = Session::recorded(sim, Recording::default());
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
    let mut session = session();
    run(&mut session, &["fill(1, 5000)"]);
    let (filled, before) = (session.sim().now(), session.master().ledger().figures());
    run(&mut session, &["kill(2)"]);
    let after = session.master().ledger().figures();
    let mut replay = lived(&record_of(&session));
    let figures = |replay: &Replay| replay.stage().master().expect("it began").ledger().figures();
    assert_eq!((before.found, before.lost), (5_000, 0));
    assert_eq!((after.found, after.unreachable, after.lost), (948, 3_056, 996));
    assert_eq!(figures(&replay), after);
    let short = filled.since_origin() - Duration::from_nanos(1);
    replay.seek(Instant::after_origin(short)).expect("it can be lived");
    assert_eq!(figures(&replay), before);
    replay.seek(filled).expect("it can be lived");
    assert_eq!(figures(&replay), after);
    assert_eq!(replay.begins(), Instant::ORIGIN);
}

/// The same notes, each stream's by a clock that shows so many nanoseconds more.
fn shifted(record: &Record, mut by: impl FnMut(Whose) -> i64) -> Record {
    let mut shifted = Record::new("by other clocks");
    for (whose, notes) in record.notes_by_stream() {
        // All begin at the origin of time: the first byte says so.
        assert_eq!(notes[0], 0);
        let mut zigzag = u64::try_from(by(whose) * 2).expect("clocks show what comes later");
        let mut later = Vec::new();
        while zigzag > 0x7f {
            later.push(zigzag as u8 | 0x80);
            zigzag >>= 7;
        }
        later.push(zigzag as u8);
        shifted.append(whose, &[&later, &notes[1..]].concat());
    }
    shifted
}

#[test]
fn clocks_that_differ_as_two_workers_do_change_nothing() {
    let record = experiment();
    let ending = record.ending().expect("it ended");
    let mut early = 0;
    for seed in 0..20 {
        let mut chance = Rng::with_seed(seed);
        // A message takes 100 microseconds, so some are received before they were sent.
        let mut replay = lived(&shifted(&record, |_| 1_000_000 + chance.i64(0..300_000)));
        assert_eq!(ending.difference(replay.stage()), None, "seed {seed}");
        let told = replay.happenings(replay.begins(), replay.end(), Filter::Everything);
        for told in told.expect("it is told") {
            if let lab::record::What::Message(message) = &told.what {
                let sent = message.sent.expect("it is known when it was sent");
                early += u32::from(sent > told.at);
            }
        }
    }
    assert!(early > 100, "else this shows nothing");
}

#[test]
fn a_machine_that_is_ended_while_it_loads_is_dead_though_its_first_note_comes_after_that() {
    let two = NodeId::new(2);
    let boot = Click::Boot { machines: 4, placement: Placement::Modulo };
    for ends in [Click::Kill(two), boot] {
        let mut session = session();
        run(&mut session, &["fill(1, 5000)", "kill(2)"]);
        session.tell(Input::Click(Click::Start(two)));
        let incarnation = session.master().machines().incarnation(two).expect("it starts");
        let later = session.sim().now() + Duration::from_millis(20);
        session.tell(Input::Click(ends));
        run(&mut session, &["fill(1, 100)"]);
        let recorded = record_of(&session);
        // As beside a worker that is ended from outside: it began late, and could not note its end.
        let late = Peer { node: two, incarnation };
        let founding = Founding { placement: Placement::Modulo, machines: 5 };
        let late_notes = MachineNotes::begin(later, Config { incarnation, founding }, 1).take();
        let mut record = Record::new("a test");
        for (whose, notes) in recorded.notes_by_stream() {
            let is_late = whose == Whose::Machine(late);
            record.append(whose, if is_late { &late_notes } else { notes });
        }
        let replay = lived(&record);
        assert!(record.notes_by_stream().any(|(_, notes)| notes == late_notes));
        let ending = recorded.ending().expect("it ended");
        assert_eq!(ending.difference(replay.stage()), None);
    }
}

/// Machine 2 passes a put on, and is killed so many microseconds later.
fn killed_after(micros: u64) -> Record {
    let mut session = session();
    run(&mut session, &["sum"]);
    // Machine 4 owns this key; its answer is back after 200.
    session.begin(line("put(2, \"k_1_7\", 7)"));
    let until = session.sim().now() + Duration::from_micros(micros);
    while session.step_until(Some(until)) {}
    session.tell(Input::Click(Click::Kill(NodeId::new(2))));
    run(&mut session, &["sum"]);
    record_of(&session)
}

/// Notes what machine 2 is handed, up to its reply to a put.
#[derive(Clone, Default)]
struct UpToItsReply {
    notes: Option<MachineNotes>,
    has_replied: bool,
}

impl Witness for UpToItsReply {
    fn see(&mut self, at: Instant, seen: Seen<'_>, _: &Stage) {
        match (seen, &mut self.notes) {
            (Seen::Started { peer, config, seed, .. }, _) if peer.node.number() == 2 => {
                self.notes = Some(MachineNotes::begin(at, config, seed));
            }
            (Seen::Input { peer, input, .. }, Some(notes))
                if peer.node.number() == 2 && !self.has_replied =>
            {
                notes.input(at, input);
            }
            (Seen::Output(_, Output::Reply { reply: Reply::Done { .. }, .. }), _) => {
                self.has_replied = true;
            }
            _ => {}
        }
    }
}

#[test]
fn what_a_machine_still_does_while_it_is_being_ended_breaks_no_rule() {
    let mut late = Replay::new(killed_after(250), UpToItsReply::default());
    late.seek_to(u64::MAX).expect("it can be lived");
    let UpToItsReply { notes, has_replied } = late.witness().clone();
    assert!(has_replied);
    let last_notes = notes.expect("it started").take();
    let early = killed_after(150);
    let mut record = Record::new("a test");
    for (whose, notes) in early.notes_by_stream() {
        let is_two = matches!(whose, Whose::Machine(peer) if peer.node.number() == 2);
        record.append(whose, if is_two { &last_notes } else { notes });
    }
    let mut replay = Replay::new(record, Checked::default());
    replay.seek_to(u64::MAX).expect("it can be lived");
    assert_eq!(replay.witness().violation(), None);
}

#[test]
fn the_oldest_notes_are_let_go_and_the_rest_stays_as_it_was() {
    let record = random_run(3).record("a test").expect("it was recorded");
    let mut whole = lived(&record);
    let mut replay = Replay::new(record.clone(), ());
    let (notes, end) = (whole.note(), state_in(&whole));
    replay.seek_to(notes / 3).expect("it can be lived");
    let half = record.bytes() / 2;
    replay.trim(half).expect("it can be lived");
    assert!(replay.record().bytes() <= half && replay.record().bytes() > half / 2);
    let begins = replay.begins();
    assert!(begins > whole.begins());
    assert!(replay.note() > notes / 3, "what was before is no more");
    for note in [notes, notes * 7 / 8, replay.note(), 0, notes] {
        replay.seek_to(note).expect("it can be lived");
        assert!(replay.now() >= begins);
        whole.seek_to(replay.note()).expect("it can be lived");
        assert!(state_in(&replay) == state_in(&whole), "at note {note}");
    }
    replay.trim(0).expect("it can be lived");
    assert!(state_in(&replay) == end);
    assert_eq!((replay.note(), replay.record().bytes()), (notes, 0));
    let again = Record::from_file(&replay.record().to_file());
    assert_eq!(again.err(), Some(lab::record::FileError::Cut));
}
