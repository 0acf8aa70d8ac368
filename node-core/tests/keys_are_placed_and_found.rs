//! The path of a key: via, owner, and back.

mod common;

use common::{Cluster, delete, get, node, put, value};
use node_core::{
    Answer, Error, Input, MAX_TERM_BYTES, Operation, Placement, Reply, Request, RequestId, Term,
    fill_key, phash2,
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn fill(cluster: &mut Cluster, via: u32, keys: u64) {
    for j in 1..=keys {
        let operation = Operation::Put { key: fill_key(via, j), value: Term::from(j as i64) };
        cluster.ask(via, operation);
    }
    cluster.deliver();
}

fn stored(cluster: &Cluster) -> Vec<u64> {
    (1..=5).map(|i| cluster.nodes[&node(i)].status().summary.stored).collect()
}

#[test]
fn a_put_through_any_node_is_found_through_every_other() {
    let mut cluster = Cluster::settled(5, Placement::Modulo);
    for via in 1..=5 {
        let key = format!("key {via}");
        assert!(matches!(
            cluster.call(via, put(&key, via.into())),
            Reply::Done { answer: Answer::Stored, .. }
        ));
        for other in 1..=5 {
            assert_eq!(value(cluster.call(other, get(&key))), Some(Term::from(i64::from(via))));
        }
    }
    assert_eq!(cluster.stored(), 5);
}

#[test]
fn the_seeds_fill_is_distributed_as_the_seed_says() {
    let mut cluster = Cluster::settled(5, Placement::Modulo);
    fill(&mut cluster, 1, 5000);
    assert_eq!(stored(&cluster), [1026, 996, 1012, 1021, 945]);
}

#[test]
fn after_a_kill_few_keys_are_on_their_owner_and_a_second_fill_stores_them_again() {
    let mut cluster = Cluster::settled(5, Placement::Modulo);
    fill(&mut cluster, 1, 5000);
    cluster.crash(2);
    cluster.close_link(2, 1);
    cluster.deliver();
    assert_eq!(cluster.stored(), 4004);
    let owned: u64 = cluster.nodes.values().map(|node| node.status().summary.owned).sum();
    assert_eq!(owned, 948);
    fill(&mut cluster, 1, 5000);
    assert_eq!(cluster.stored(), 8056);
}

#[test]
fn a_reply_names_the_owner_and_its_incarnation() {
    let mut cluster = Cluster::settled(3, Placement::Modulo);
    let key = Term::string("k_1_7");
    let owner = cluster.nodes[&node(1)].status().members[(phash2::hash(&key) % 3) as usize];
    let Reply::Done { by, .. } = cluster.call(1, put("k_1_7", 7)) else {
        panic!("the put is done");
    };
    assert_eq!(by, common::peer(owner.number(), 1));
}

#[test]
fn a_delete_removes_the_owners_entry_and_deleting_nothing_is_no_error() {
    let mut cluster = Cluster::settled(3, Placement::Modulo);
    cluster.call(1, put("a", 1));
    for _ in 0..2 {
        let reply = cluster.call(2, delete("a"));
        assert!(matches!(reply, Reply::Done { answer: Answer::Deleted, .. }));
        assert_eq!(value(cluster.call(3, get("a"))), None);
    }
    assert_eq!(cluster.stored(), 0);
}

#[test]
fn under_fixed_a_dead_owner_refuses_and_a_newcomer_owns_nothing() {
    let mut cluster = Cluster::settled(2, Placement::Fixed);
    cluster.start(3, 1);
    cluster.crash(2);
    cluster.deliver();
    cluster.close_link(2, 1);
    cluster.deliver();
    let replies: Vec<Reply> =
        (0..40).map(|i| cluster.call(3, put(&format!("key {i}"), i))).collect();
    let down = Reply::NodeDown { owner: node(2), sent: false };
    assert!(replies.contains(&down));
    for reply in replies {
        let done_by_1 = matches!(reply, Reply::Done { by, .. } if by.node == node(1));
        assert!(done_by_1 || reply == down, "{reply:?}");
    }
}

#[test]
fn a_rejected_request_changes_nothing() {
    let mut cluster = Cluster::settled(1, Placement::Modulo);
    let before = cluster.nodes[&node(1)].status();
    let key = Term::binary(&[b'k'; MAX_TERM_BYTES + 1]);
    let operation = Operation::Put { key, value: Term::from(1) };
    let input = Input::Request { id: RequestId(1), request: Request::Operation(operation) };
    let now = cluster.now;
    let machine = cluster.nodes.get_mut(&node(1)).expect("it runs");
    let bytes = MAX_TERM_BYTES + 1;
    assert_eq!(machine.handle_input(now, input), Err(Error::TooLarge { bytes }));
    assert_eq!(machine.poll_output(), None);
    assert_eq!(machine.status(), before);
}
