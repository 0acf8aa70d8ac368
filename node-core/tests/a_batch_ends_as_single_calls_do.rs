//! Many operations at once: what they leave behind, and how they end when machines die.

mod common;

use std::collections::BTreeMap;

use common::{Cluster, delete, get, node};
use node_core::{
    Answer, Batch, BatchReply, CALL_TIMEOUT, Error, Input, MAX_BATCH_BYTES, MAX_BATCH_KEYS,
    MAX_PENDING_BATCHES, Message, NodeId, Operation, Owners, Pack, Part, Place as _, Placement,
    Reply, Request, RequestId, Term, View, fill_key,
    message::{Body, CallId},
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn entries(keys: std::ops::RangeInclusive<u64>) -> Pack {
    let mut pack = Pack::default();
    for j in keys {
        pack.push(fill_key(1, j).view());
        pack.push(View::Integer(j as i64));
    }
    pack
}

fn keys(keys: std::ops::RangeInclusive<u64>) -> Pack {
    let mut pack = Pack::default();
    for j in keys {
        pack.push(fill_key(1, j).view());
    }
    pack
}

fn ask(cluster: &mut Cluster, via: u32, id: u64, batch: Batch) -> RequestId {
    let id = RequestId(1_000_000 + id);
    cluster.input(node(via), Input::Request { id, request: Request::Batch(batch) });
    id
}

fn ended(cluster: &Cluster, id: RequestId) -> BatchReply {
    match cluster.reply(id) {
        Reply::Batch(reply) => reply,
        other => panic!("a batch ends as a batch: {other:?}"),
    }
}

/// What every machine holds: its figures, and the value under each of these keys.
fn stores(
    cluster: &Cluster,
    keys: u64,
) -> BTreeMap<NodeId, (node_core::Summary, Vec<Option<Term>>)> {
    let held = |machine: &node_core::Node| {
        (1..=keys).map(|j| machine.held(&fill_key(1, j)).cloned()).collect()
    };
    cluster.nodes.iter().map(|(&id, node)| (id, (node.status().summary, held(node)))).collect()
}

fn single_puts(cluster: &mut Cluster, keys: std::ops::RangeInclusive<u64>) {
    for j in keys {
        cluster.call(1, Operation::Put { key: fill_key(1, j), value: Term::from(j as i64) });
    }
}

#[test]
fn a_batch_leaves_the_same_stores_as_single_puts() {
    for placement in [Placement::Modulo, Placement::Fixed] {
        let mut single = Cluster::settled(5, placement);
        let mut batched = Cluster::settled(5, placement);
        single_puts(&mut single, 1..=1_000);
        let id = ask(&mut batched, 1, 1, Batch::Put(entries(1..=1_000)));
        batched.deliver();
        let BatchReply { parts, part_of } = ended(&batched, id);
        assert_eq!((parts.len(), part_of.len()), (5, 1_000));
        assert_eq!(stores(&batched, 1_000), stores(&single, 1_000));
    }
}

#[test]
fn a_batch_leaves_the_same_stores_as_single_puts_when_a_machine_has_died() {
    for placement in [Placement::Modulo, Placement::Fixed] {
        let fill = |batched: bool| {
            let mut cluster = Cluster::settled(5, placement);
            single_puts(&mut cluster, 1..=500);
            cluster.crash(2);
            cluster.close_link(2, 1);
            cluster.deliver();
            if batched {
                ask(&mut cluster, 1, 1, Batch::Put(entries(1..=1_000)));
                cluster.deliver();
            } else {
                single_puts(&mut cluster, 1..=1_000);
            }
            stores(&cluster, 1_000)
        };
        assert_eq!(fill(true), fill(false));
    }
}

#[test]
fn the_keys_of_a_batch_are_worked_through_in_order() {
    let mut cluster = Cluster::settled(3, Placement::Modulo);
    let mut pack = Pack::default();
    for value in 1..=9 {
        pack.push(View::Binary(b"the same"));
        pack.push(View::Integer(value));
    }
    ask(&mut cluster, 1, 1, Batch::Put(pack));
    cluster.deliver();
    let reply = cluster.call(2, get("the same"));
    assert!(
        matches!(reply, Reply::Done { answer: Answer::Value(Some(nine)), .. } if nine == Term::from(9))
    );
    assert_eq!(cluster.stored(), 1);
}

#[test]
fn a_batch_of_gets_finds_what_single_gets_find() {
    let mut cluster = Cluster::settled(4, Placement::Modulo);
    single_puts(&mut cluster, 1..=300);
    cluster.call(1, delete("k_1_7"));
    cluster.crash(3);
    cluster.close_link(3, 1);
    cluster.deliver();
    let id = ask(&mut cluster, 2, 1, Batch::Get(keys(1..=300)));
    cluster.deliver();
    let BatchReply { parts, part_of } = ended(&cluster, id);
    let mut values: Vec<_> = parts
        .into_iter()
        .map(|part| match part {
            Part::Values(_, values) => values.into_iter(),
            other => panic!("all owners live: {other:?}"),
        })
        .collect();
    for (j, part) in (1..).zip(part_of) {
        let found = values[usize::from(part)].next().expect("a value for each key");
        let single = cluster.call(2, Operation::Get { key: fill_key(1, j) });
        assert!(matches!(single, Reply::Done { answer: Answer::Value(one), .. } if one == found));
    }
}

#[test]
fn when_an_owner_dies_exactly_its_keys_end_as_node_down() {
    let mut cluster = Cluster::settled(5, Placement::Modulo);
    let id = ask(&mut cluster, 1, 1, Batch::Put(entries(1..=1_000)));
    cluster.crash(4);
    cluster.deliver();
    assert!(!cluster.replies.contains_key(&id), "one part has not ended");
    cluster.close_link(4, 1);
    cluster.deliver();
    let BatchReply { parts, part_of } = ended(&cluster, id);
    let members: Vec<NodeId> = (1..=5).map(node).collect();
    for (j, part) in (1..).zip(part_of) {
        let owner = Owners::new(Placement::Modulo, &members)
            .owner(node_core::phash2::hash(&fill_key(1, j)))
            .expect("there are members");
        match &parts[usize::from(part)] {
            Part::Stored(by) => assert_eq!(by.node, owner),
            down => assert_eq!(*down, Part::NodeDown { owner: node(4), sent: true }),
        }
        assert_eq!(owner == node(4), matches!(parts[usize::from(part)], Part::NodeDown { .. }));
    }
}

#[test]
fn under_fixed_the_part_of_a_dead_owner_is_not_sent() {
    let mut cluster = Cluster::settled(2, Placement::Fixed);
    cluster.crash(2);
    cluster.close_link(2, 1);
    let id = ask(&mut cluster, 1, 1, Batch::Put(entries(1..=100)));
    let parts = ended(&cluster, id).parts;
    assert!(parts.contains(&Part::NodeDown { owner: node(2), sent: false }));
}

#[test]
fn a_part_that_nobody_answers_ends_after_the_call_timeout() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    cluster.lost = |message| matches!(message, Message::Data { body: Body::Answer { .. }, .. });
    let id = ask(&mut cluster, 1, 1, Batch::Put(entries(1..=100)));
    cluster.pass(CALL_TIMEOUT + std::time::Duration::from_secs(1));
    assert!(ended(&cluster, id).parts.contains(&Part::Timeout { owner: node(2) }));
}

#[test]
fn an_answer_that_does_not_fit_the_question_is_none() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    let id = ask(&mut cluster, 1, 1, Batch::Put(entries(1..=100)));
    let (_, asked) = cluster.wire.pop_front().expect("a part is on its way");
    let Message::Data { on, received, body: Body::Batch { call, .. }, .. } = asked.message else {
        panic!("a batch, not {asked:?}")
    };
    let on = node_core::message::ConnectionId {
        to: asked.from.incarnation,
        from_epoch: on.to_epoch,
        to_epoch: on.from_epoch,
    };
    let wrong = [
        Answer::Stored,
        Answer::AllStored(0),
        Answer::AllStored(u32::MAX),
        Answer::Values(Vec::new()),
    ];
    for (sequence, answer) in (1..).zip(wrong) {
        let body = Body::Answer { call: CallId(call.0), answer };
        let message = Message::Data { on, sequence, received, body };
        let envelope = node_core::Envelope { from: common::peer(2, 1), message };
        cluster.input(node(1), Input::Message(envelope));
    }
    assert!(!cluster.replies.contains_key(&id));
}

#[test]
fn values_too_large_for_one_answer_are_said_to_be() {
    let mut cluster = Cluster::settled(1, Placement::Modulo);
    let value = Term::binary(&[1; 60_000]);
    for j in 1..=10 {
        cluster.call(1, Operation::Put { key: fill_key(1, j), value: value.clone() });
    }
    let id = ask(&mut cluster, 1, 1, Batch::Get(keys(1..=10)));
    assert_eq!(ended(&cluster, id).parts, [Part::TooLarge(common::peer(1, 1))]);
}

#[test]
fn too_many_too_large_and_empty_batches_are_told_apart() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    let now = cluster.now;
    let mut try_it = |id, batch| {
        let request = Request::Batch(batch);
        let machine = cluster.nodes.get_mut(&node(1)).expect("it runs");
        machine.handle_input(now, Input::Request { id: RequestId(id), request })
    };
    let many = entries(1..=MAX_BATCH_KEYS as u64 + 1);
    assert!(matches!(try_it(1, Batch::Put(many)), Err(Error::TooLarge { .. })));
    let large = [1; 60_000];
    let huge: Pack = (0..20).map(|_| View::Binary(&large)).collect();
    assert!(huge.bytes() > MAX_BATCH_BYTES);
    assert!(matches!(try_it(2, Batch::Get(huge)), Err(Error::TooLarge { .. })));
    assert_eq!(try_it(3, Batch::Put(Pack::default())), Ok(()));
    for id in 0..MAX_PENDING_BATCHES as u64 {
        assert_eq!(try_it(10 + id, Batch::Get(keys(1..=100))), Ok(()));
    }
    assert_eq!(try_it(9, Batch::Get(keys(1..=100))), Err(Error::Busy));
}
