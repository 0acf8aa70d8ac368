//! How evenly machines share keys.

mod placements;

use node_core::{Owners, Placement};
use placements::{counts, hashes, nodes};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const MACHINES: u32 = 20;
const KEYS: usize = 200_000;

/// The least and the greatest share of so many machines, where 1 is an equal one.
fn shares(owners: &Owners) -> (f64, f64) {
    let counts = counts(owners, &hashes(1, KEYS));
    let equal = KEYS as f64 / counts.len() as f64;
    let shares = || counts.iter().map(|(_, count)| *count as f64 / equal);
    (shares().fold(f64::MAX, f64::min), shares().fold(0.0, f64::max))
}

/// Those that give each machine each key with equal chance: what is left is the chance of so many
/// draws, 1 % of a share of 10,000 keys, here four times that.
const FAIR: [Placement; 2] = [Placement::Rendezvous, Placement::Jump];

#[test]
fn where_each_machine_has_the_same_chance_for_each_key_all_shares_are_equal_but_for_chance() {
    for placement in FAIR {
        let (least, greatest) = shares(&Owners::new(placement, &nodes(1..=MACHINES)));
        assert!(least > 0.96 && greatest < 1.04, "{placement:?}: {least} to {greatest}");
    }
}
