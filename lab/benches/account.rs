//! What the ledger does with every acknowledged put, and what it takes to tell every key's fate.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput};
use lab::ledger::{Holder, Ledger, Sides};
use node_core::{
    FillSpan, Founding, NodeId, Owners, Place as _, Placement, Term, fill_key, phash2,
};

const KEYS: u64 = 100_000;

fn acknowledged(criterion: &mut Criterion) {
    let members: Vec<NodeId> = (1..=5).map(NodeId::new).collect();
    let owners = Owners::new(Placement::Modulo, &members);
    let puts: Vec<(Term, Term, NodeId)> = (1..=KEYS)
        .map(|j| {
            let key = fill_key(1, j);
            let owner = owners.owner(phash2::hash(&key));
            (key, Term::from(j as i64), owner.expect("there are machines"))
        })
        .collect();
    let fresh = || {
        let mut ledger = Ledger::new(Founding { placement: Placement::Modulo, machines: 5 });
        ledger.set_running(Sides::new([members.clone()], &[]), None);
        ledger
    };
    let mut group = criterion.benchmark_group("ledger, a put");
    group.throughput(Throughput::Elements(KEYS));
    group.sample_size(20);
    group.bench_function("acknowledged", |bencher| {
        bencher.iter_batched(
            fresh,
            |mut ledger| {
                for (key, value, by) in &puts {
                    ledger.put_acknowledged(key.view(), value.view(), *by, true);
                }
                black_box(ledger)
            },
            BatchSize::LargeInput,
        );
    });
    let holders: Vec<_> = members.iter().map(|&node| Some(Holder { node, lives: true })).collect();
    let of: Vec<u16> = puts
        .iter()
        .map(|(.., by)| members.binary_search(by).expect("it is a member") as u16)
        .collect();
    let span = FillSpan { via: 1, first: 1, keys: KEYS as u32 };
    group.bench_function("acknowledged, in a fill", |bencher| {
        bencher.iter_batched(
            fresh,
            |mut ledger| {
                ledger.fill_acknowledged(span, &holders, &of);
                black_box(ledger)
            },
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

/// A filled ledger, one of whose machines was killed.
fn after_a_kill(keys: u32) -> Ledger {
    let members: Vec<NodeId> = (1..=5).map(NodeId::new).collect();
    let mut ledger = Ledger::new(Founding { placement: Placement::Modulo, machines: 5 });
    ledger.set_running(Sides::new([members.clone()], &[]), None);
    let holders: Vec<_> = members.iter().map(|&node| Some(Holder { node, lives: true })).collect();
    let span = FillSpan { via: 1, first: 1, keys };
    let of: Vec<u16> = span.numbers().map(|j| (phash2::hash(&fill_key(1, j)) % 5) as u16).collect();
    ledger.fill_acknowledged(span, &holders, &of);
    let survivors = [1, 3, 4, 5].map(NodeId::new).to_vec();
    ledger.set_running(Sides::new([survivors], &[]), Some(NodeId::new(2)));
    ledger
}

fn told(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("ledger, after a kill");
    group.sample_size(20);
    for keys in [10_000, 1_000_000] {
        let ledger = after_a_kill(keys);
        group.throughput(Throughput::Elements(keys.into()));
        group.bench_function(format!("cells of {keys} keys"), |bencher| {
            bencher.iter(|| black_box(ledger.cells(keys as usize)));
        });
        group.bench_function(format!("moves of {keys} keys"), |bencher| {
            bencher.iter(|| black_box(ledger.moves()));
        });
    }
    group.finish();
}

/// What one more death costs the account.
fn followed(criterion: &mut Criterion) {
    let ledger = after_a_kill(KEYS as u32);
    let survivors = [1, 4, 5].map(NodeId::new).to_vec();
    let mut group = criterion.benchmark_group("ledger, a death");
    group.throughput(Throughput::Elements(KEYS));
    group.sample_size(20);
    group.bench_function(format!("of {KEYS} keys"), |bencher| {
        bencher.iter_batched(
            || ledger.clone(),
            |mut ledger| {
                let sides = Sides::new([survivors.clone()], &[]);
                black_box(ledger.set_running(sides, Some(NodeId::new(3))));
                ledger
            },
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    acknowledged(&mut criterion);
    followed(&mut criterion);
    told(&mut criterion);
    criterion.final_summary();
}
