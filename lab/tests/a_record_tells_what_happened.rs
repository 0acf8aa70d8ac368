//! What a record tells people.

#![cfg(not(target_arch = "wasm32"))]

mod recorded;

use core::time::Duration;

use lab::record::{End, Filter, Happening, Label, Message, Replay, What};
use node_core::{NodeId, Term, fill_key};
use recorded::{experiment, lived, record_of, run, session};

fn all(replay: &mut Replay, filter: Filter) -> Vec<Happening> {
    replay.happenings(replay.begins(), replay.end(), filter).expect("it is told")
}

fn messages(told: &[Happening]) -> Vec<&Message> {
    let message = |told: &'_ Happening| matches!(told.what, What::Message(_));
    assert!(told.iter().all(message), "{told:?}");
    told.iter()
        .filter_map(|told| match &told.what {
            What::Message(message) => Some(message),
            _ => None,
        })
        .collect()
}

fn number(end: End) -> u32 {
    match end {
        End::Master => 0,
        End::Machine(peer) => peer.node.number(),
    }
}

#[test]
fn the_path_of_a_put_is_request_call_answer_and_reply() {
    let mut session = session();
    run(&mut session, &["put(1, \"elsewhere\", 1)", "put(1, \"k_1_3\", 3)", "get(2, \"k_1_3\")"]);
    let mut replay = lived(&record_of(&session));
    let owner = |replay: &Replay, key: &Term| {
        let holds = replay.stage().nodes().find(|node| node.held(key).is_some());
        holds.map(|node| node.status().me.node.number()).expect("somebody holds it")
    };
    for key in ["elsewhere", "k_1_3"].map(Term::string) {
        let owner = owner(&replay, &key);
        assert_ne!(owner, 1, "else there is no call to see");
        let told = all(&mut replay, Filter::Key(key.clone()));
        let path: Vec<_> = messages(&told)
            .into_iter()
            .map(|message| (message.label, number(message.from), number(message.to)))
            .collect();
        let put = [
            (Label::Request, 0, 1),
            (Label::Call, 1, owner),
            (Label::Answer, owner, 1),
            (Label::Reply, 1, 0),
        ];
        assert_eq!(path[..4], put);
        let times: Vec<_> = messages(&told).iter().map(|message| message.sent).collect();
        assert!(times.is_sorted() && times.iter().all(Option::is_some), "{times:?}");
        for told in &told {
            let What::Message(message) = &told.what else { unreachable!() };
            let about = message.about.as_ref().expect("it is about the key");
            assert_eq!((about.keys, about.key.as_ref()), (1, Some(&key)));
            assert!(message.request.is_some());
        }
    }
}

#[test]
fn step_by_step_the_path_of_a_put_is_the_same() {
    let mut session = session();
    run(&mut session, &["put(1, \"elsewhere\", 1)"]);
    let mut replay = Replay::new(record_of(&session), ());
    let filter = Filter::Key(Term::string("elsewhere"));
    let mut labels = Vec::new();
    loop {
        let told = replay.step_to_happening(&filter).expect("it can be lived");
        if told.is_empty() {
            break;
        }
        labels.extend(messages(&told).iter().map(|message| message.label));
    }
    assert_eq!(labels, [Label::Request, Label::Call, Label::Answer, Label::Reply]);
}

#[test]
fn the_path_of_one_key_of_many_leads_through_the_batches_that_have_it() {
    let mut replay = lived(&experiment());
    let told = all(&mut replay, Filter::Key(fill_key(1, 2_500)));
    let path: Vec<_> = messages(&told).iter().map(|message| message.label).collect();
    let elsewhere = [Label::Request, Label::Batch, Label::Answer, Label::Reply];
    assert!(path == elsewhere || path == [Label::Request, Label::Reply], "{path:?}");
    let batch = messages(&told)[0].about.clone().expect("it is about keys");
    assert!(batch.keys > 1);
    if let [_, batch, answer, _] = messages(&told)[..] {
        assert_eq!(batch.about, answer.about, "an answer tells of its own part");
    }
}

#[test]
fn a_message_is_told_with_the_moment_it_was_sent() {
    let mut replay = lived(&experiment());
    let told = all(&mut replay, Filter::Everything);
    let mut between_machines = 0;
    for told in &told {
        let What::Message(message) = &told.what else { continue };
        let sent = message.sent.expect("all senders are in the record");
        let ends = (message.from, message.to);
        if let (End::Machine(_), End::Machine(_)) = ends {
            // A perfect network in virtual time.
            assert_eq!(told.at.since(sent), Duration::from_micros(100), "{told}");
            between_machines += 1;
        } else {
            assert_eq!(told.at, sent, "{told}");
        }
        assert!(!message.again, "{told}");
    }
    assert!(between_machines > 300);
}

#[test]
fn a_message_that_comes_twice_is_told_so() {
    let mut session = session();
    let twice = lab::sim::Link { duplication: 1.0, ..Default::default() };
    session.sim().network().set_all(twice);
    run(&mut session, &["put(1, \"elsewhere\", 1)"]);
    let mut replay = lived(&record_of(&session));
    let told = all(&mut replay, Filter::Key(Term::string("elsewhere")));
    let path: Vec<_> =
        messages(&told).iter().map(|message| (message.label, message.again)).collect();
    assert_eq!(path[..3], [(Label::Request, false), (Label::Call, false), (Label::Call, true)]);
}

#[test]
fn membership_tells_who_comes_and_goes_and_what_each_believes() {
    let mut session = session();
    run(&mut session, &["kill(2)", "start(2)"]);
    let mut replay = lived(&record_of(&session));
    let told = all(&mut replay, Filter::Membership);
    let count = |is: fn(&What) -> bool| told.iter().filter(|told| is(&told.what)).count();
    assert_eq!(count(|what| matches!(what, What::Started(_))), 6);
    assert_eq!(count(|what| matches!(what, What::Died { .. })), 1);
    assert_eq!(count(|what| matches!(what, What::LinkClosed { .. })), 4);
    assert_eq!(count(|what| matches!(what, What::Down { .. })), 4);
    // Five of five, then four see the second again, and it sees them.
    assert_eq!(count(|what| matches!(what, What::Up { .. })), 20 + 8);
    let keys = |what: &What| matches!(what, What::Message(message) if message.about.is_some());
    assert_eq!(count(keys), 0);
    let two = NodeId::new(2);
    let died =
        told.iter().position(|told| matches!(&told.what, What::Died { node, .. } if *node == two));
    let down = told.iter().position(|told| matches!(&told.what, What::Down { .. }));
    assert!(died < down, "nobody sees a death before it happens");
}

#[test]
fn lines_and_their_results_are_told_in_words() {
    let mut session = session();
    run(&mut session, &["put(1, \"elsewhere\", 1)", "kill(2)"]);
    let mut replay = lived(&record_of(&session));
    let words: Vec<String> =
        all(&mut replay, Filter::Keys).iter().map(|told| told.what.to_string()).collect();
    let expected = [
        "typed: Master.put(1, \"elsewhere\", 1)",
        "the Master -> apothik_1: request, put \"elsewhere\" = 1",
    ];
    assert_eq!(words[..2], expected);
    assert_eq!(words[5..], ["answered: :ok", "typed: Master.kill(2)", "answered: :ok"]);
}
