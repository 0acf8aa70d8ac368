//! Any sequence of inputs leaves machines that keep their promises (see `Cluster`).
#![no_main]

use fuzz::{Cluster, steps};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut cluster = Cluster::settled();
    for step in steps(bytes) {
        cluster.take(step);
    }
    cluster.end();
});
