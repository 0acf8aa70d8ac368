//! What a machine does with an entry: it stores it, finds it, sends it on, and reads what was sent.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput};
use node_core::{
    Config, Envelope, Founding, Incarnation, Input, Instant, Node, NodeId, Operation, Output,
    Place as _, Placement, Request, RequestId, Term, fill_key, phash2, wire,
};

/// Keys that the machine holds before it is measured.
const KEYS: i64 = 100_000;

/// Keys that travel together.
const BATCH: i64 = 8_192;

fn machine(number: u32) -> Node {
    let founding = Founding { placement: Placement::Modulo, machines: 2 };
    let config = Config { incarnation: Incarnation(1), founding };
    Node::new(NodeId::new(number), config, number.into(), Instant::ORIGIN)
}

fn drain(node: &mut Node) -> Vec<Output> {
    std::iter::from_fn(|| node.poll_output()).collect()
}

fn ask(node: &mut Node, id: i64, operation: Operation) {
    let input =
        Input::Request { id: RequestId(id.unsigned_abs()), request: Request::Operation(operation) };
    node.handle_input(Instant::ORIGIN, input).expect("it takes requests");
}

fn put(j: i64) -> Operation {
    Operation::Put { key: fill_key(1, j.unsigned_abs()), value: Term::from(j) }
}

/// One request through a machine that owns the key: in, stored or found, and the reply out.
fn local(criterion: &mut Criterion) {
    let mut node = machine(1);
    for j in 1..=KEYS {
        ask(&mut node, j, put(j));
        drain(&mut node);
    }
    let operations: Vec<_> = (1..=1024).map(|j| put(j * 97)).collect();
    let mut next = operations.iter().cycle();
    criterion.bench_function("put on its owner", |bencher| {
        bencher.iter_batched(
            || next.next().cloned().expect("a cycle does not end"),
            |operation| {
                ask(&mut node, 1, operation);
                black_box(node.poll_output())
            },
            BatchSize::SmallInput,
        );
    });
    let mut next = (1..=1024).map(|j| fill_key(1, j * 97)).cycle();
    criterion.bench_function("get on its owner", |bencher| {
        bencher.iter_batched(
            || next.next().expect("a cycle does not end"),
            |key| {
                ask(&mut node, 1, Operation::Get { key });
                black_box(node.poll_output())
            },
            BatchSize::SmallInput,
        );
    });
}

/// What two machines that know each other say until both are quiet.
fn meet(nodes: &mut [Node; 2]) {
    loop {
        let said = [drain(&mut nodes[0]), drain(&mut nodes[1])];
        if said.iter().all(Vec::is_empty) {
            return;
        }
        for (from, outputs) in said.into_iter().enumerate() {
            for envelope in envelopes(outputs) {
                let heard = nodes[1 - from].handle_input(Instant::ORIGIN, Input::Message(envelope));
                heard.expect("it takes messages");
            }
        }
    }
}

fn envelopes(outputs: Vec<Output>) -> Vec<Envelope> {
    let sent = outputs.into_iter().filter_map(|output| match output {
        Output::Transmit { envelope, .. } => Some(envelope),
        _ => None,
    });
    sent.collect()
}

/// A batch of puts as one machine sends it to another: as bytes, and read again.
fn wire(criterion: &mut Criterion) {
    let mut nodes = [machine(1), machine(2)];
    meet(&mut nodes);
    let owners = nodes[0].owners().clone();
    let others = (1..).filter(|&j| {
        let hash = phash2::hash(&fill_key(1, j));
        owners.owner(hash) == Some(NodeId::new(2))
    });
    for j in others.take(BATCH as usize) {
        ask(&mut nodes[0], j as i64, put(j as i64));
    }
    let envelopes = envelopes(drain(&mut nodes[0]));
    let bodies = encode(&envelopes);
    let mut group = criterion.benchmark_group("wire, an entry");
    group.throughput(Throughput::Elements(BATCH as u64));
    group.bench_function("encode", |bencher| bencher.iter(|| encode(black_box(&envelopes))));
    group.bench_function("decode", |bencher| {
        bencher.iter(|| {
            for body in &bodies {
                black_box(wire::decode(body)).expect("it is a body");
            }
        });
    });
    group.finish();
}

fn encode(envelopes: &[Envelope]) -> Vec<Vec<u8>> {
    let mut bodies = Vec::new();
    let mut writer = wire::Writer::default();
    for envelope in envelopes {
        writer.push(envelope);
        if writer.is_full() {
            bodies.push(std::mem::take(&mut writer).finish());
        }
    }
    bodies.push(writer.finish());
    bodies.retain(|body| body.len() > wire::HEAD);
    bodies
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    local(&mut criterion);
    wire(&mut criterion);
    criterion.final_summary();
}
