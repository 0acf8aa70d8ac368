//! A million messages from someone who listens, and then says whatever does most harm.

mod common;

use std::collections::BTreeMap;

use common::{Cluster, delete, get, node, peer, put};
use fastrand::Rng;
use node_core::{
    Answer, Envelope, Incarnation, Input, MAX_BODY_BYTES, MAX_PEERS, MAX_PENDING_CALLS, Message,
    NodeId, Operation, Peer, Place as _, Placement, Reply, Status, TICK_INTERVAL, Term,
    message::{Body, Epoch},
    phash2, wire,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// In all. Each cluster gets its part of them: once the last life of a name was heard of, there is
/// nobody left to speak in the name of.
const MESSAGES: u64 = if cfg!(target_arch = "wasm32") { 100_000 } else { 1_000_000 };
const CLUSTERS: u64 = 500;

/// So often the cluster does some work of its own, for the attacker to hear: by then the lives that
/// were heard of are mostly over, since one message in the name of a later life ends them.
const BETWEEN_WORK: u64 = 50;

/// What became of the messages.
#[derive(Debug, Default)]
struct Tally {
    sent: u64,
    /// Of these, bodies that could be read.
    read: u64,
    /// Messages in those bodies.
    messages: u64,
    /// Of these, messages that were not acted on.
    ignored: u64,
    /// The most members that a machine ever believed in.
    members: usize,
    /// The most entries that a machine ever held.
    stored: u64,
}

#[test]
fn a_million_hostile_messages_stop_nobody() {
    let mut tally = Tally::default();
    for seed in 0..CLUSTERS {
        // Strangers become owners under one placement, and never under another.
        let placement = match seed % 16 {
            7 => Placement::Tokens,
            15 => Placement::Ring(8),
            odd if odd % 2 == 1 => Placement::Fixed,
            _ => Placement::Modulo,
        };
        attack(placement, &mut Rng::with_seed(seed), &mut tally);
    }
    println!("{tally:#?}");
    assert_eq!(tally.sent, MESSAGES);
    // The attack is worth its name: much is understood, and much of that acted on.
    assert!(tally.read > tally.sent / 4 && tally.read < tally.sent);
    assert!(tally.ignored > 0 && tally.ignored < tally.messages * 9 / 10);
}

#[test]
fn strangers_take_no_more_places_than_there_are() {
    let mut cluster = Cluster::settled(3, Placement::Modulo);
    for number in 0..MAX_PEERS as u32 * 3 {
        let from = peer(number + 4, 1);
        let message = Message::Connect { to: Incarnation(1), epoch: Epoch(0), confirms: None };
        cluster.input(node(1), Input::Message(Envelope { from, message }));
        cluster.deliver();
    }
    assert_eq!(cluster.members(1).len(), MAX_PEERS + 1);
    check(&cluster.nodes[&node(1)].status(), 0);
    answers_for_a_key_of_its_own(&mut cluster, 1);
}

fn attack(placement: Placement, rng: &mut Rng, tally: &mut Tally) {
    let mut cluster = Cluster::settled(3, placement);
    let mut heard = Vec::new();
    let mut lives = BTreeMap::new();
    let mut puts = 0;
    for i in 0..MESSAGES / CLUSTERS {
        if i % BETWEEN_WORK == 0 {
            puts += work(&mut cluster, &lives, &mut heard);
            let status = cluster.nodes[&node(1)].status();
            check(&status, puts);
            tally.members = tally.members.max(status.members.len());
            tally.stored = tally.stored.max(status.summary.stored);
        }
        tally.sent += 1;
        let body = hostile(rng, &heard, i % BETWEEN_WORK);
        // Every other one as if somebody had taken the trouble to set its checksum right.
        let read = match body.get(wire::HEAD..).filter(|_| i % 2 == 0 && body[0] == wire::VERSION) {
            Some(envelopes) => wire::decode_envelopes(envelopes),
            None => wire::decode(&body),
        };
        let Ok(envelopes) = read else { continue };
        tally.read += 1;
        for envelope in envelopes {
            tally.messages += 1;
            puts += u64::from(is_put(&envelope));
            let life = lives.entry(envelope.from.node).or_default();
            *life = envelope.from.incarnation.max(*life);
            cluster.input(node(1), Input::Message(envelope));
        }
        // What it answers reaches the others, who thus get their share of the attack.
        if i % 8 == 0 {
            cluster.deliver();
        }
    }
    cluster.deliver();
    tally.ignored += cluster.nodes[&node(1)].status().ignored;
    for number in 1..=3 {
        check(&cluster.nodes[&node(number)].status(), puts);
        answers_for_a_key_of_its_own(&mut cluster, number);
    }
}

/// Machines 2 and 3 begin the life after the highest that was heard of, all tick and do calls,
/// and what machine 1 is told is heard; answers how many puts there were.
fn work(
    cluster: &mut Cluster,
    lives: &BTreeMap<NodeId, Incarnation>,
    heard: &mut Vec<Envelope>,
) -> u64 {
    cluster.deliver();
    heard.clear();
    cluster.events.clear();
    cluster.replies.clear();
    for number in [2, 3] {
        let own = cluster.nodes[&node(number)].status().me.incarnation;
        let highest = lives.get(&node(number)).map_or(own, |&life| life.max(own));
        cluster.crash(number);
        cluster.start(number, highest.next().0);
    }
    listen(cluster, heard);
    cluster.pass(TICK_INTERVAL);
    for i in 0..24 {
        let key = format!("key {i}");
        cluster.ask(1 + i % 3, if i < 12 { put(&key, i.into()) } else { get(&key) });
        // One call in four stays under way meanwhile.
        if i % 4 != 0 {
            listen(cluster, heard);
        }
    }
    heard.extend(
        [Message::Tick { number: 2, within: 500, layout: 0 }, Message::Hello]
            .map(|message| Envelope { message, ..heard[0].clone() }),
    );
    12
}

/// Delivers what is under way, and keeps what machine 1 is told.
fn listen(cluster: &mut Cluster, heard: &mut Vec<Envelope>) {
    while let Some((to, envelope)) = cluster.wire.pop_front() {
        if to == node(1) {
            heard.push(envelope.clone());
        }
        cluster.input(to, Input::Message(envelope));
    }
}

fn is_put(envelope: &Envelope) -> bool {
    let Message::Data { body: Body::Call { operation, .. }, .. } = &envelope.message else {
        return false;
    };
    matches!(operation, Operation::Put { .. })
}

/// What a machine that was not harmed looks like.
fn check(status: &Status, puts: u64) {
    assert!(status.members.is_sorted_by(|a, b| a < b), "{:?}", status.members);
    assert!(status.members.contains(&status.me.node));
    assert!(status.members.len() <= MAX_PEERS + 1);
    assert!(status.pending <= MAX_PENDING_CALLS as u64);
    assert!(status.summary.owned <= status.summary.stored);
    assert!(status.summary.stored <= puts, "it holds no more than it was sent");
}

fn answers_for_a_key_of_its_own(cluster: &mut Cluster, number: u32) {
    let me = cluster.nodes[&node(number)].status().me;
    let owns = |key: &String| {
        let hash = phash2::hash(&Term::string(key.as_str()));
        cluster.nodes[&node(number)].owners().owner(hash) == Some(me.node)
    };
    let key = (0..).map(|i| format!("own {i}")).find(owns).expect("there is one");
    for (operation, answer) in [
        (put(&key, 7), Answer::Stored),
        (get(&key), Answer::Value(Some(Term::from(7)))),
        (delete(&key), Answer::Deleted),
        (get(&key), Answer::Value(None)),
    ] {
        let id = cluster.ask(number, operation);
        assert_eq!(cluster.reply(id), Reply::Done { by: me, answer });
    }
}

/// Bytes to send: a message that was heard, made worse; or something else altogether. `said` is
/// how many were sent since there was something to hear.
fn hostile(rng: &mut Rng, heard: &[Envelope], said: u64) -> Vec<u8> {
    let mut one = || {
        let mut envelope = heard[rng.usize(..heard.len())].clone();
        // Most often as if it was the connection's next one: an old one would be passed over.
        if let Message::Data { sequence, .. } = &mut envelope.message
            && rng.u8(..8) != 0
        {
            *sequence = heard.len() as u64 + said;
        }
        envelope
    };
    let (envelope, other) = (one(), one());
    let body = wire::encode(&envelope);
    match rng.u32(..100) {
        0..8 => body,
        8..40 => {
            let times = rng.u32(1..4);
            wire::encode(
                &(0..times).fold(envelope, |envelope, _| with_a_field_changed(rng, envelope)),
            )
        }
        40..84 => {
            let times = rng.u32(1..4);
            let other = wire::encode(&other);
            (0..times).fold(body, |body, _| with_bytes_changed(rng, body, &other))
        }
        84..90 => {
            let mut writer = wire::Writer::default();
            for _ in 0..rng.u32(1..6) {
                writer.push(&with_a_field_changed(rng, other.clone()));
            }
            writer.finish()
        }
        90..96 => [&[wire::VERSION], &random_bytes(rng)[..]].concat(),
        96..98 => random_bytes(rng),
        98 => [&[rng.u8(..)], &body[1..]].concat(),
        _ if rng.u8(..) == 0 => body.repeat(MAX_BODY_BYTES / body.len() + 1),
        _ => Vec::new(),
    }
}

fn random_bytes(rng: &mut Rng) -> Vec<u8> {
    // Small numbers mean something more often than large ones.
    let largest = if rng.bool() { 8 } else { u8::MAX };
    (0..rng.usize(1..40)).map(|_| rng.u8(..=largest)).collect()
}

fn with_bytes_changed(rng: &mut Rng, mut body: Vec<u8>, other: &[u8]) -> Vec<u8> {
    if body.is_empty() {
        return other.to_vec();
    }
    let place = rng.usize(..body.len());
    match rng.u8(..6) {
        0 => body[place] ^= 1 << rng.u8(..8),
        1 => body[place] = rng.u8(..),
        2 => body.truncate(place),
        // One message's head on another's tail.
        3 => body.splice(place.., other[place.min(other.len())..].iter().copied()).for_each(drop),
        4 => body.extend_from_within(place..),
        _ => body.extend(random_bytes(rng)),
    }
    body
}

fn with_a_field_changed(rng: &mut Rng, mut envelope: Envelope) -> Envelope {
    let Peer { node, incarnation } = &mut envelope.from;
    match rng.u8(..10) {
        0..2 => *node = NodeId::new(rng.u32(1..5)),
        2..4 => *node = NodeId::new(rng.u32(..2_000)),
        4 => incarnation.0 = near(rng, incarnation.0),
        5 if rng.u8(..16) == 0 => {
            let tick = Message::Tick { number: rng.u64(..100), within: 500, layout: rng.u32(..) };
            let messages = [Message::Leave, Message::Hello, tick];
            envelope.message = messages[rng.usize(..3)].clone();
        }
        _ => match &mut envelope.message {
            Message::Connect { to, epoch, confirms } => match rng.u8(..3) {
                0 => to.0 = near(rng, to.0),
                1 => epoch.0 = near(rng, epoch.0),
                _ => *confirms = rng.bool().then(|| Epoch(near(rng, epoch.0))),
            },
            Message::Data { on, sequence, received, .. } => match rng.u8(..16) {
                0 => on.to.0 = near(rng, on.to.0),
                1 => on.from_epoch.0 = near(rng, on.from_epoch.0),
                2 => on.to_epoch.0 = near(rng, on.to_epoch.0),
                5 => *received = rng.u64(..200),
                3 => *sequence = sequence.saturating_sub(rng.u64(..16)),
                4 if rng.u8(..32) == 0 => *sequence = rng.u64(..),
                _ => *sequence += rng.u64(1..4),
            },
            Message::Received { received, .. } => *received = rng.u64(..200),
            Message::Tick { number, within, layout } => match rng.u8(..4) {
                0 => *within = rng.u32(..),
                1 => *layout = rng.u32(..),
                _ => *number = rng.u64(..200),
            },
            Message::Hello | Message::Leave => {}
        },
    }
    envelope
}

/// Another life or epoch: most often a neighbour, since what is far off is soon the end of it.
fn near(rng: &mut Rng, number: u32) -> u32 {
    match rng.u8(..=u8::MAX) {
        // No life comes after the last one.
        0 if rng.u8(..) == 0 => u32::MAX,
        1 => rng.u32(..),
        2..100 => number.saturating_sub(1),
        100..110 => number.saturating_add(1),
        _ => number / 2,
    }
}
