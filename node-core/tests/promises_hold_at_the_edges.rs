//! What the machines promise at the edges: on leaving, and of sizes.

mod common;

use common::{Cluster, node, put};
use node_core::{
    Answer, Envelope, Input, MAX_TERM_BYTES, Message, Placement, Term,
    message::Body,
    wire::{self, DecodeError},
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

#[test]
fn a_machine_that_leaves_replies_to_all_it_was_asked() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    let requests: Vec<_> = (0..20).map(|i| cluster.ask(1, put(&format!("key {i}"), i))).collect();
    cluster.input(node(1), Input::Leave);
    cluster.deliver();
    for id in requests {
        cluster.reply(id);
    }
}

#[test]
fn an_answer_with_a_value_beyond_the_limit_is_rejected() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    for i in 0..20 {
        cluster.ask(1, put(&format!("key {i}"), i));
    }
    // A real message, with another body: so it is of a connection that is up.
    let (_, envelope) = cluster.wire.pop_front().expect("one of the keys is the other's");
    let Envelope { from, mut message } = envelope;
    let Message::Data { body: Body::Call { call, .. }, .. } = &message else {
        panic!("expected a call, got {message:?}");
    };
    let (call, value) = (*call, Term::binary(&[0; MAX_TERM_BYTES + 1]));
    if let Message::Data { body, .. } = &mut message {
        *body = Body::Answer { call, answer: Answer::Value(Some(value)) };
    }
    let body = wire::encode(&Envelope { from, message });
    assert_eq!(wire::decode(&body).err(), Some(DecodeError::TooLarge));
}
