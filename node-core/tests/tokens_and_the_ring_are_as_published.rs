//! `:tokens` and `:ring` place the story's keys where the systems they come from place them.

mod placements;

use node_core::{
    Owners, Place, Placement, View, fill_key,
    placement::{RING_POINTS, Ring},
};
use placements::{counts, hashes, node, nodes};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// How many of `k_1_1` to `k_1_5000` each machine owns, in the order of their names.
fn share(placement: Placement, owners: &Owners) -> Vec<usize> {
    let keys: Vec<u32> = (1..=5000).map(|j| placement.hash(fill_key(1, j).view())).collect();
    counts(owners, &keys).into_iter().map(|(_, count)| count).collect()
}

#[test]
fn five_machines_share_the_storys_keys_by_tokens_as_told_and_as_before_when_one_comes_back() {
    let placement = Placement::Tokens;
    let mut owners = Owners::new(placement, &nodes(1..=5));
    let all = [1016, 971, 970, 985, 1058];
    assert_eq!(share(placement, &owners), all);
    owners.depart(node(2));
    assert_eq!(share(placement, &owners), [1265, 1238, 1224, 1273]);
    owners.arrive(node(2));
    assert_eq!(share(placement, &owners), all);
}

#[test]
fn five_machines_share_the_storys_keys_on_librings_ring_as_told() {
    let placement = Placement::Ring(RING_POINTS);
    let mut owners = Owners::new(placement, &nodes(1..=5));
    assert_eq!(share(placement, &owners), [1091, 977, 1023, 885, 1024]);
    owners.depart(node(2));
    assert_eq!(share(placement, &owners), [1355, 1228, 993, 1424]);
}

#[test]
fn an_atom_is_on_the_ring_where_erlang_puts_its_external_form() {
    // What `erlang:phash2(term_to_binary(Atom), 4294967295)` gives in Erlang/OTP 25, whose
    // external form of an atom depends on whether its text is Latin-1, and else on its length.
    let (latin1, long) = ("x".repeat(130), "р".repeat(130));
    let atoms = [
        ("", 2_155_139_362),
        ("a", 735_304_903),
        ("ok", 509_462_951),
        ("nil", 591_250_188),
        ("é", 564_514_578),
        ("ÿ", 2_535_243_952),
        ("apothik_1@127.0.0.1", 3_433_911_499),
        (&latin1, 3_755_168_863),
        ("ключ", 3_853_164_043),
        ("žluťoučký", 778_872_822),
        ("日本", 3_868_310_429),
        ("λéééééééééé", 1_433_394_193),
        (&long, 4046967292),
    ];
    for (atom, place) in atoms {
        let hash = Placement::Ring(1).hash(View::Atom(atom));
        assert_eq!(Ring::place(hash), place, "{atom}");
    }
}

#[test]
fn the_points_of_a_machine_are_librings() {
    // `erlang:phash2({'apothik_2@127.0.0.1', I}, 4294967295)` for 1, 2 and 128.
    let ring = Ring::new(RING_POINTS, &nodes([2]));
    let places: Vec<u32> = ring.points().iter().map(|point| point.place).collect();
    assert_eq!(places.len(), 128);
    assert!(places.is_sorted());
    for place in [507_722_407, 557_328_613, 1_185_065_263] {
        assert!(places.binary_search(&place).is_ok(), "{place}");
    }
}

#[test]
fn a_key_on_the_ring_belongs_to_the_first_point_that_a_look_at_all_of_them_finds() {
    for (points, machines) in [(1, 1), (1, 40), (3, 7), (128, 5)] {
        let ring = Ring::new(points, &nodes(1..=machines));
        let edges = ring.points().iter().flat_map(|point| {
            [point.place.saturating_sub(1), point.place, point.place.saturating_add(1)]
        });
        for hash in hashes(3, 300).into_iter().chain(edges) {
            let place = hash % u32::MAX;
            let after = ring.points().iter().filter(|point| point.place >= place);
            let first = after.min().or_else(|| ring.points().iter().min());
            assert_eq!(ring.owner(hash), first.map(|point| point.node), "{hash}");
        }
    }
}
