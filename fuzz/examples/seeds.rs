//! Writes the seeds of both corpora, from real traffic: `cargo run --example seeds` in this
//! folder. To be run again when the protocol changes; nothing else writes there.

use std::{fs, io, path::Path};

use fuzz::{Step, write};
use node_core::{
    Answer, Batch, Config, Envelope, Incarnation, Input, Instant, Message, Node, NodeId, Operation,
    Output, Pack, Peer, Placement, Request, RequestId, TICK_INTERVAL, Term,
    message::Body,
    wire::{self, Writer},
};

fn main() -> io::Result<()> {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let traffic = traffic();
    save(&corpus.join("decode"), bodies(&traffic))?;
    let scripts = scripts(&traffic).into_iter().map(|(name, steps)| (name, write(&steps)));
    save(&corpus.join("handle_input"), scripts.collect())
}

fn save(folder: &Path, seeds: Vec<(String, Vec<u8>)>) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    fs::create_dir_all(folder)?;
    for (name, bytes) in seeds {
        fs::write(folder.join(name), bytes)?;
    }
    Ok(())
}

/// All that two machines say while they meet, tick, do each other's calls and part.
fn traffic() -> Vec<Envelope> {
    let founding = Founding { placement: Placement::Modulo, machines: 2 };
    let config = Config { incarnation: Incarnation(1), founding };
    let mut nodes = [1, 2].map(|i| Node::new(NodeId::new(i), config, 0, Instant::ORIGIN));
    let mut heard = Vec::new();
    settle(&mut nodes, Instant::ORIGIN, &mut heard);
    for (id, operation) in (0..).zip(operations()) {
        let input = Input::Request { id: RequestId(id), request: Request::Operation(operation) };
        nodes[0].handle_input(Instant::ORIGIN, input).expect("it is accepted");
        settle(&mut nodes, Instant::ORIGIN, &mut heard);
    }
    for (id, batch) in (1_000..).zip(batches()) {
        let input = Input::Request { id: RequestId(id), request: Request::Batch(batch) };
        nodes[0].handle_input(Instant::ORIGIN, input).expect("it is accepted");
        settle(&mut nodes, Instant::ORIGIN, &mut heard);
    }
    let tick = Instant::ORIGIN + TICK_INTERVAL;
    for input in [Input::Timeout, Input::Leave] {
        nodes[0].handle_input(tick, input).expect("it is accepted");
        settle(&mut nodes, tick, &mut heard);
    }
    heard
}

fn settle(nodes: &mut [Node; 2], now: Instant, heard: &mut Vec<Envelope>) {
    while let Some((from, output)) =
        (0..2).find_map(|i| nodes[i].poll_output().map(|output| (i, output)))
    {
        if let Output::Transmit { envelope, .. } = output {
            heard.push(envelope.clone());
            // One that has left hears no more.
            let _ = nodes[1 - from].handle_input(now, Input::Message(envelope));
        }
    }
}

/// Puts, gets and deletes of every kind of term, enough that each machine owns some.
fn operations() -> Vec<Operation> {
    let big = [vec![0; 8], vec![1]].concat();
    let terms = [
        Term::string("k_1_1"),
        Term::string("k_1_2"),
        Term::string("k_1_3"),
        Term::atom("toto"),
        Term::from(-1),
        Term::from(i64::MAX),
        Term::binary(&big),
        Term::big(true, &[[0; 8], [1; 8]]),
    ];
    let puts = terms.iter().cloned().map(|key| Operation::Put { value: key.clone(), key });
    let gets = terms.iter().cloned().map(|key| Operation::Get { key });
    let deletes = terms.iter().cloned().map(|key| Operation::Delete { key });
    puts.chain(gets).chain(deletes).collect()
}

fn kind(envelope: &Envelope) -> &'static str {
    match &envelope.message {
        Message::Hello => "hello",
        Message::Tick { .. } => "tick",
        Message::Leave => "leave",
        Message::Connect { confirms: None, .. } => "connect",
        Message::Connect { .. } => "confirm",
        Message::Data { body: Body::Call { operation, .. }, .. } => match operation {
            Operation::Get { .. } => "get",
            Operation::Put { .. } => "put",
            Operation::Delete { .. } => "delete",
        },
        Message::Data { body: Body::Batch { .. }, .. } => "batch",
        Message::Data { body: Body::Answer { answer: Answer::Value(_), .. }, .. } => "value",
        Message::Data { body: Body::Answer { answer: Answer::Values(_), .. }, .. } => "all_values",
        Message::Data { body: Body::Answer { answer: Answer::AllStored(_), .. }, .. } => "all_done",
        Message::Data { .. } => "done",
        Message::Received { .. } => "received",
    }
}

fn bodies(traffic: &[Envelope]) -> Vec<(String, Vec<u8>)> {
    let mut seeds: Vec<(String, Vec<u8>)> = Vec::new();
    for envelope in traffic {
        let kind = kind(envelope);
        let so_far = seeds.iter().filter(|(name, _)| name.starts_with(kind)).count();
        if so_far < 2 {
            seeds.push((format!("{kind}_{}", so_far + 1), wire::encode(envelope)));
        }
    }
    let all = several(traffic);
    let half = all.len() / 2;
    seeds.push(("several_cut_in_half".into(), all[..half].to_vec()));
    seeds.push(("several_cut_at_the_last_byte".into(), all[..all.len() - 1].to_vec()));
    seeds.push(("several_and_a_version_byte".into(), [&all[..], &[wire::VERSION]].concat()));
    seeds.push(("several_of_another_version".into(), [&[99], &all[1..half]].concat()));
    seeds.push(("several".into(), all));
    seeds.push(("nothing_but_a_version".into(), vec![wire::VERSION]));
    let parts = (1..).map(node_core::NodeId::new).zip(traffic.iter().take(4));
    let addressed = wire::address(parts.map(|(to, envelope)| {
        let mut writer = Writer::default();
        writer.push(envelope);
        (to, writer)
    }));
    seeds.push(("for_several_machines".into(), addressed));
    seeds
}

/// The same many at once.
fn batches() -> [Batch; 2] {
    let operations = operations();
    let keys = || operations.iter().map(|operation| operation.key().view());
    let entries: Pack = keys().flat_map(|key| [key, key]).collect();
    [Batch::Put(entries), Batch::Get(keys().collect())]
}

fn several(traffic: &[Envelope]) -> Vec<u8> {
    let mut writer = Writer::default();
    traffic.iter().step_by(3).take(12).for_each(|envelope| writer.push(envelope));
    writer.finish()
}

fn scripts(traffic: &[Envelope]) -> Vec<(String, Vec<Step>)> {
    let asks = |via: u8| -> Vec<Step> {
        let all = operations().into_iter().take(10).map(Request::Operation);
        all.map(|request| Step::Ask { via, request }).collect()
    };
    let arrive = || vec![Step::Deliver(u8::MAX)];
    let ghost = Peer { node: NodeId::new(2), incarnation: Incarnation(1) };
    let next = Peer { incarnation: Incarnation(2), ..ghost };
    let say = |from, message| vec![Step::Say { to: 0, envelope: Envelope { from, message } }];
    let down = |peer| vec![Step::LinkDown { at: 0, peer }];
    let again = |which, place| Step::Again { to: which, which, place, byte: 3 };
    let body = |envelope: &Envelope| Step::Body { to: 0, bytes: wire::encode(envelope) };
    let unheard = (0..20).flat_map(|_| [Step::Timer, Step::Lose(9)]).collect();
    let about_oneself = [Request::Stats, Request::View, Request::Held(vec![Term::string("k_1_1")])]
        .map(|request| Step::Ask { via: 0, request });
    let many = |via: u8| -> Vec<Step> {
        batches().map(|batch| Step::Ask { via, request: Request::Batch(batch) }).into()
    };
    let late = vec![Step::Lose(u8::MAX), Step::Sleep(13), Step::Wake(0)];
    let seeds = [
        ("calls_are_answered", vec![asks(0), arrive(), asks(1), arrive()]),
        ("batches_are_answered", vec![many(0), arrive(), many(1), arrive()]),
        ("a_machine_restarts_during_a_batch", vec![many(0), vec![Step::Restart(1)], arrive()]),
        ("calls_time_out", vec![asks(0), late]),
        ("some_messages_are_lost", vec![asks(2), vec![Step::Lose(3)], arrive(), asks(1)]),
        ("ticks", vec![vec![Step::Timer; 12], arrive(), vec![Step::Timer; 12], arrive()]),
        ("silence_is_given_up", vec![unheard, arrive()]),
        ("an_age_is_slept", vec![asks(1), vec![Step::Sleep(63), Step::Timer], arrive()]),
        ("a_link_closes", vec![asks(0), down(ghost), arrive()]),
        ("a_link_of_a_later_life_closes", vec![down(next), arrive()]),
        ("a_machine_restarts", vec![asks(0), vec![Step::Restart(1)], arrive(), asks(0)]),
        ("a_machine_leaves", vec![asks(0), vec![Step::Leave(1)], arrive(), asks(1)]),
        ("a_ghost_ticks", vec![vec![Step::Restart(1)], arrive(), say(ghost, Message::Tick { number: 99, within: 500, layout: 0 })]),
        ("a_later_life_says_hello", vec![say(next, Message::Hello), arrive(), asks(0)]),
        ("messages_come_again", vec![asks(0), arrive(), vec![again(1, 255), again(2, 255)]]),
        ("messages_garbled", vec![asks(0), arrive(), (1..12).map(|i| again(i, i)).collect()]),
        ("bodies_of_all_kinds", vec![traffic.iter().step_by(4).map(body).collect()]),
        ("several_in_a_body", vec![vec![Step::Body { to: 1, bytes: several(traffic) }]]),
        ("questions_about_oneself", vec![about_oneself.to_vec()]),
    ];
    seeds.map(|(name, parts)| (name.to_owned(), parts.concat())).into()
}
