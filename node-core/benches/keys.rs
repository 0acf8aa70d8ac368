//! What is done once a key: its hash, and its owner.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use node_core::{NodeId, Owners, Place as _, Placement, Term, fill_key, phash2};

fn hash(criterion: &mut Criterion) {
    let keys =
        [("8 bytes", Term::string("k_1_5000")), ("16 bytes", Term::string("k_1_500000000000"))];
    let mut group = criterion.benchmark_group("phash2");
    for (size, key) in &keys {
        group.bench_with_input(BenchmarkId::from_parameter(size), key, |bencher, key| {
            bencher.iter(|| phash2::hash(black_box(key)));
        });
    }
    group.finish();
}

fn placement(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("modulo");
    let hash = phash2::hash(&fill_key(1, 5000));
    for machines in [1, 5, 50, 1000] {
        let members: Vec<NodeId> = (1..=machines).map(NodeId::new).collect();
        let owners = Owners::new(Placement::Modulo, &members);
        group.bench_with_input(
            BenchmarkId::from_parameter(machines),
            &owners,
            |bencher, owners| {
                bencher.iter(|| black_box(owners).owner(black_box(hash)));
            },
        );
    }
    group.finish();
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    hash(&mut criterion);
    placement(&mut criterion);
    criterion.final_summary();
}
