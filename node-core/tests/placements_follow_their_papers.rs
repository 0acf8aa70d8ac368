//! Each placement against a second one, written down as plainly as its paper has it.

mod placements;

use node_core::{NodeId, Owners, Place, Placement};
use placements::{hashes, node, nodes};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The finalizer of SplitMix64, of two numbers as one.
fn mix(one: u32, other: u32) -> u64 {
    let mut bits = u64::from(one) << 32 | u64::from(other);
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

#[test]
fn by_rendezvous_a_keys_owner_is_the_first_when_all_are_sorted_by_what_they_draw() {
    for machines in [1, 2, 9, 100] {
        let owners = Owners::new(Placement::Rendezvous, &nodes(1..=machines));
        for hash in hashes(1, 500) {
            let mut drawn: Vec<(u64, NodeId)> =
                (1..=machines).map(|number| (mix(hash, number), node(number))).collect();
            drawn.sort();
            assert_eq!(owners.owner(hash), drawn.last().map(|(_, node)| *node));
        }
    }
}
