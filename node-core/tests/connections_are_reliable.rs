//! What is said on a connection that stays up arrives, in order and once, whatever the network
//! does to single messages.

mod common;

use common::{Cluster, get, node, put, value};
use node_core::{
    Envelope, Message, NodeId, Placement, RESEND_INTERVAL, Reply, Request, Term,
    message::{Body, CallId},
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn calls(cluster: &Cluster) -> Vec<CallId> {
    let calls = cluster.wire.iter().filter_map(|(_, envelope)| match envelope.message {
        Message::Data { body: Body::Call { call, .. }, .. } => Some(call),
        _ => None,
    });
    calls.collect()
}

/// A key that machine 2 of two owns.
fn far_key() -> &'static str {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    ["a", "b", "c", "d", "e", "f"]
        .into_iter()
        .find(|key| {
            cluster.call(1, put(key, 1));
            cluster.nodes[&node(2)].status().summary.stored > 0
        })
        .expect("one of six keys is the other machine's")
}

#[test]
fn a_lost_message_is_sent_again_until_it_is_confirmed() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    let request = cluster.ask(1, put(far_key(), 7));
    for _ in 0..2 {
        assert_eq!(calls(&cluster).len(), 1);
        cluster.wire.clear();
        cluster.now = cluster.now + RESEND_INTERVAL * 2;
        cluster.input(node(1), node_core::Input::Timeout);
    }
    assert_eq!(calls(&cluster).len(), 1);
    cluster.deliver();
    assert!(matches!(cluster.reply(request), Reply::Done { .. }));
    cluster.pass(RESEND_INTERVAL * 10);
    let sent_again = cluster.wire.iter().any(|(to, _)| *to == node(2));
    assert!(!sent_again, "what is confirmed is not sent again");
}

#[test]
fn messages_that_overtake_each_other_are_acted_on_in_order() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    let key = far_key();
    for i in 1..=5 {
        cluster.ask(1, put(key, i));
    }
    let mut wire: Vec<(NodeId, Envelope)> = cluster.wire.drain(..).collect();
    wire.reverse();
    cluster.wire.extend(wire);
    cluster.deliver();
    assert_eq!(value(cluster.call(1, get(key))), Some(Term::from(5)));
    assert_eq!(cluster.nodes[&node(2)].status().ignored, 0);
}

#[test]
fn what_is_received_is_confirmed_even_when_there_is_nothing_to_say() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    cluster.call(1, put(far_key(), 1));
    cluster.pass(RESEND_INTERVAL * 4);
    cluster.lost = |message| match message {
        Message::Data { .. } => panic!("confirmed messages were sent again: {message:?}"),
        _ => false,
    };
    cluster.pass(RESEND_INTERVAL * 20);
}

#[test]
fn a_machine_that_confirms_nothing_is_given_up_before_memory_is() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    let key = far_key();
    let big = Term::binary(&[7; node_core::MAX_TERM_BYTES]);
    cluster.input(
        node(1),
        request(1, node_core::Operation::Put { key: Term::string(key), value: big }),
    );
    cluster.deliver();
    // It goes on asking for the value and never confirms, as only a broken machine would.
    cluster.ask(1, get(key));
    let (to, asked) = cluster.wire.pop_front().expect("the get is on its way");
    let Message::Data { on, sequence, received, body } = asked.message else { panic!("a call") };
    for again in 0..2_000 {
        let message =
            Message::Data { on, sequence: sequence + again, received, body: body.clone() };
        let envelope = Envelope { from: asked.from, message };
        cluster.input(to, node_core::Input::Message(envelope));
        cluster.wire.clear();
    }
    assert_eq!(cluster.members(2), [2]);
}

fn request(id: u64, operation: node_core::Operation) -> node_core::Input {
    node_core::Input::Request {
        id: node_core::RequestId(id + 1_000),
        request: Request::Operation(operation),
    }
}
