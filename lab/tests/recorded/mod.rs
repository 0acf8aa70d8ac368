//! Runs that are recorded, for the tests of records.
#![allow(dead_code)]

use core::time::Duration;

use lab::{
    command::Line,
    record::{Record, Recording, Replay},
    script,
    session::Session,
    sim::Sim,
};

/// A fresh cluster of five that is recorded.
pub fn session() -> Session {
    Session::recorded(Sim::default(), Recording::default())
}

pub fn line(text: &str) -> Line {
    script::parse(text).expect("it is read").expect("a line")
}

/// Runs lines, each a second after the one before had settled.
pub fn run(session: &mut Session, lines: &[&str]) {
    for text in lines {
        let outcome = session.run(line(text));
        assert!(outcome.value.is_ok(), "{text}: {outcome:?}");
        let later = session.sim().now() + Duration::from_secs(1);
        while session.step_until(Some(later)) {}
    }
}

pub fn record_of(session: &Session) -> Record {
    session.record("a test").expect("it was recorded")
}

/// The seed's experiment.
pub fn experiment() -> Record {
    let mut session = session();
    run(&mut session, &["fill(1, 5000)", "kill(2)"]);
    record_of(&session)
}

/// A replay at the end of its record.
pub fn lived(record: &Record) -> Replay {
    let mut replay = Replay::new(record.clone(), ());
    if let Err(error) = replay.seek_to(u64::MAX) {
        panic!("{error}");
    }
    replay
}
