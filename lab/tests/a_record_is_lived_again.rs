//! A run that was recorded, lived again: the same to the last entry.

use lab::{
    record::{Filter, Recording, Replay},
    script,
    session::Session,
    sim::Sim,
};

fn recorded(lines: &[&str]) -> Session {
    let mut session = Session::recorded(Sim::default(), Recording::default());
    for line in lines {
        session.run(script::parse(line).expect("it is read").expect("a line"));
    }
    session
}

#[test]
fn the_seeds_experiment() {
    let session = recorded(&["fill(1, 5000)", "kill(2)", "hits(1, 5000)"]);
    let record = session.record("a test").expect("it was recorded");
    println!("{} bytes", record.bytes());
    let mut replay = Replay::new(record, ());
    println!("{:?} {:?}", replay.begins(), replay.end());
    replay.seek_to(u64::MAX).expect("it can be lived");
    println!("{} notes", replay.note());
    let ending = replay.record().ending().expect("it ended").clone();
    assert_eq!(ending.difference(replay.stage()), None);
    println!("{:?}", ending.figures);
    let told = replay.happenings(replay.begins(), replay.end(), Filter::Key(node_core::fill_key(1, 7))).expect("told");
    for h in told.iter().take(20) { println!("{h:?}"); }
}
