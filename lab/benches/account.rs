//! What the ledger does with every acknowledged put.

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput};
use lab::ledger::{Ledger, Sides};
use node_core::{NodeId, Placement, Term, fill_key, phash2};

const KEYS: u64 = 100_000;

fn acknowledged(criterion: &mut Criterion) {
    let members: Vec<NodeId> = (1..=5).map(NodeId::new).collect();
    let puts: Vec<(Term, Term, NodeId)> = (1..=KEYS)
        .map(|j| {
            let key = fill_key(1, j);
            let owner = Placement::Modulo.owner(&members, phash2::hash(&key));
            (key, Term::from(j as i64), owner.expect("there are machines"))
        })
        .collect();
    let fresh = || {
        let mut ledger = Ledger::new(Placement::Modulo);
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
                    ledger.put_acknowledged(key, value.clone(), *by, true);
                }
                black_box(ledger)
            },
            BatchSize::LargeInput,
        );
    });
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    acknowledged(&mut criterion);
    criterion.final_summary();
}
