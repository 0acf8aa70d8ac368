//! Bytes from anybody: decoded whole or rejected, never a panic.

mod common;

use common::{Cluster, node, peer, put};
use node_core::{
    Envelope, Input, MAX_BODY_BYTES, MAX_BODY_MESSAGES, MAX_TERM_BYTES, Message, NodeId, Operation,
    Placement, Term,
    message::{Body, CallId, ConnectionId, Epoch},
    wire::{self, DecodeError, Part},
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn call(key: Term) -> Envelope {
    let operation = Operation::Put { key, value: Term::from(-7) };
    let on = ConnectionId { to: peer(2, 3).incarnation, from_epoch: Epoch(1), to_epoch: Epoch(2) };
    let message = Message::Data {
        on,
        sequence: u64::MAX,
        received: 3,
        body: Body::Call { call: CallId(9), operation },
    };
    Envelope { from: peer(1, 2), message }
}

#[test]
fn what_was_written_is_read() {
    let all = [
        Envelope { from: peer(u32::MAX, 1), message: Message::Hello },
        call(Term::string("k_1_7")),
        call(Term::atom("toto")),
        Envelope { from: peer(1, 2), message: Message::Leave },
    ];
    let mut writer = wire::Writer::default();
    for envelope in &all {
        writer.push(envelope);
    }
    assert_eq!(wire::decode(&writer.finish()), Ok(all.to_vec()));
}

/// A body with a part for each of these machines: so many times its call.
fn addressed(parts: &[(u32, usize)]) -> Vec<u8> {
    wire::address(parts.iter().map(|&(number, times)| {
        let mut writer = wire::Writer::default();
        for _ in 0..times {
            writer.push(&call_of(number));
        }
        (node(number), writer)
    }))
}

fn call_of(number: u32) -> Envelope {
    call(Term::from(i64::from(number)))
}

#[test]
fn each_machine_reads_its_part_of_an_addressed_body() {
    let body = addressed(&[(3, 1), (u32::MAX, 2), (1, 1), (3, 2)]);
    let read = |number| wire::decode_for(node(number), &body);
    assert_eq!(read(1), Ok(vec![call_of(1)]));
    assert_eq!(read(2), Ok(Vec::new()));
    assert_eq!(read(3), Ok(vec![call_of(3); 3]));
    assert_eq!(read(u32::MAX), Ok(vec![call_of(u32::MAX); 2]));
}

#[test]
fn a_body_that_is_not_addressed_is_for_whoever_hears_it() {
    let body = wire::encode(&call_of(1));
    assert_eq!(wire::decode_for(node(9), &body), Ok(vec![call_of(1)]));
    let addressed = addressed(&[(1, 1)]);
    assert_eq!(wire::decode(&addressed), Err(DecodeError::Version(wire::ADDRESSED)));
}

#[test]
fn an_addressed_body_cut_or_changed_anywhere_is_rejected_by_all() {
    let body = addressed(&[(1, 1), (2, 1)]);
    for reader in [1, 2, 3].map(node) {
        for end in 0..body.len() {
            assert!(wire::decode_for(reader, &body[..end]).is_err(), "cut at {end}");
        }
        for bit in 0..body.len() * 8 {
            let mut changed = body.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(wire::decode_for(reader, &changed).is_err(), "bit {bit}");
        }
    }
}

#[test]
fn machines_that_hear_together_read_a_body_once_and_skip_what_is_for_others() {
    let is_ours = |to: NodeId| to.number() < 3;
    let read = |body: &[u8]| wire::decode_parts_of(body, is_ours);
    let part = |to: u32, times| Part { to: Some(node(to)), envelopes: vec![call_of(to); times] };
    let body = addressed(&[(3, 1), (2, 2), (1, 1), (2, 1)]);
    assert_eq!(read(&body), Ok(vec![part(2, 2), part(1, 1), part(2, 1)]));
    let all = wire::encode(&call_of(7));
    assert_eq!(read(&all), Ok(vec![Part { to: None, envelopes: vec![call_of(7)] }]));
    assert_eq!(read(&addressed(&[])), Err(DecodeError::Empty));
    assert_eq!(read(&addressed(&[(1, 0)])), Err(DecodeError::Empty));
    for end in 0..body.len() {
        assert!(read(&body[..end]).is_err(), "the first {end} bytes");
    }
}

#[test]
fn an_addressed_body_says_something_to_each_it_names_and_no_more_than_may_be_said() {
    let read = |body: &[u8]| wire::decode_for(node(1), body);
    assert_eq!(read(&addressed(&[])), Err(DecodeError::Empty));
    assert_eq!(read(&addressed(&[(1, 0)])), Err(DecodeError::Empty));
    let hello = Envelope { from: peer(2, 1), message: Message::Hello };
    let many = |messages| {
        let mut writer = wire::Writer::default();
        for _ in 0..messages {
            writer.push(&hello);
        }
        (node(1), writer)
    };
    let most = wire::address([many(MAX_BODY_MESSAGES - 1), many(1)]);
    assert_eq!(read(&most).map(|read| read.len()), Ok(MAX_BODY_MESSAGES));
    let more = wire::address([many(MAX_BODY_MESSAGES), many(1)]);
    assert_eq!(read(&more), Err(DecodeError::TooLarge));
}

#[test]
fn a_part_longer_than_its_body_allocates_nothing_and_is_rejected() {
    for length in [&[9][..], &[0xff, 0xff, 0xff, 0xff, 0x0f]] {
        for to in [1, 2] {
            let parts = [&[to], length, &[0; 8]].concat();
            assert_eq!(wire::decode_parts(node(1), &parts), Err(DecodeError::Malformed));
        }
    }
}

#[test]
fn a_body_cut_anywhere_is_rejected() {
    let body = wire::encode(&call(Term::string("k_1_7")));
    for end in 0..body.len() {
        assert!(wire::decode(&body[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn another_version_an_empty_body_and_a_huge_one_are_rejected() {
    assert_eq!(wire::decode(&[]), Err(DecodeError::Empty));
    assert_eq!(wire::decode(&[wire::VERSION]), Err(DecodeError::Empty));
    assert_eq!(wire::decode(&[99, 1, 2]), Err(DecodeError::Version(99)));
    assert_eq!(wire::decode(&vec![1; MAX_BODY_BYTES + 1]), Err(DecodeError::TooLarge));
    let key = Term::binary(&[0; MAX_TERM_BYTES + 1]);
    assert_eq!(wire::decode(&wire::encode(&call(key))), Err(DecodeError::TooLarge));
}

#[test]
fn a_claim_of_a_huge_length_allocates_nothing_and_is_rejected() {
    let mut body = wire::encode(&call(Term::string("k")));
    let length = body.iter().rposition(|&byte| byte == b'k').expect("the key is in it") - 1;
    body.truncate(length);
    body.extend([0xff, 0xff, 0xff, 0xff, 0x0f]);
    assert_eq!(wire::decode_envelopes(&body[wire::HEAD..]), Err(DecodeError::Malformed));
}

#[test]
fn a_body_in_which_one_bit_is_wrong_is_rejected() {
    let body = wire::encode(&Envelope { from: peer(1, 1), message: Message::Hello });
    for bit in 0..body.len() * 8 {
        let mut changed = body.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        assert!(wire::decode(&changed).is_err(), "bit {bit}");
    }
}

#[test]
fn absurd_but_well_formed_messages_do_no_harm() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    let before = cluster.members(1);
    let stranger = |message| Input::Message(Envelope { from: peer(9, 9), message });
    let own_name = |message| Input::Message(Envelope { from: peer(1, 77), message });
    let to = peer(1, 1).incarnation;
    let body = Body::Call { call: CallId(1), operation: put("junk", 1) };
    let on = ConnectionId { to, from_epoch: Epoch(u32::MAX), to_epoch: Epoch(u32::MAX) };
    let data = Message::Data { on, sequence: u64::MAX, received: u64::MAX, body };
    let received = Message::Received { on, received: u64::MAX };
    let tick = Message::Tick { number: u64::MAX, within: 500, layout: 7 };
    for message in [Message::Hello, tick, Message::Leave, data, received] {
        cluster.input(node(1), own_name(message.clone()));
        cluster.input(node(1), stranger(message));
        cluster.deliver();
    }
    assert_eq!(cluster.members(1), before);
    assert_eq!(cluster.stored(), 0);
}

#[cfg(not(target_arch = "wasm32"))]
mod properties {
    use super::*;
    use node_core::{Answer, Batch, Founding, Layout, LayoutChange, NodeId, Pack};
    use proptest::prelude::*;

    /// Whatever can be said, with any numbers in it.
    fn envelope() -> impl Strategy<Value = Envelope> {
        let operation = prop_oneof![
            term().prop_map(|key| Operation::Get { key }),
            (term(), term()).prop_map(|(key, value)| Operation::Put { key, value }),
            term().prop_map(|key| Operation::Delete { key }),
        ];
        let answer = prop_oneof![
            Just(Answer::Stored),
            Just(Answer::Deleted),
            proptest::option::of(term()).prop_map(Answer::Value),
            any::<u32>().prop_map(Answer::AllStored),
            proptest::collection::vec(proptest::option::of(term()), 0..5).prop_map(Answer::Values),
            Just(Answer::TooLarge),
        ];
        let pack = || {
            proptest::collection::vec(term(), 0..7)
                .prop_map(|terms| terms.iter().map(Term::view).collect::<Pack>())
        };
        let batch = prop_oneof![pack().prop_map(Batch::Get), pack().prop_map(Batch::Put)];
        let said = prop_oneof![
            (any::<u64>(), operation)
                .prop_map(|(call, operation)| Body::Call { call: CallId(call), operation }),
            (any::<u64>(), batch)
                .prop_map(|(call, batch)| Body::Batch { call: CallId(call), batch }),
            (any::<u64>(), answer)
                .prop_map(|(call, answer)| Body::Answer { call: CallId(call), answer }),
            (0..Placement::ALL.len(), 0..8_u32, proptest::collection::vec(1..9_u32, 0..6))
                .prop_map(|(placement, machines, changes)| layout(placement, machines, &changes))
                .prop_map(Body::Layout),
        ];
        let on = any::<[u32; 3]>().prop_map(|[to, from_epoch, to_epoch]| ConnectionId {
            to: peer(1, to).incarnation,
            from_epoch: Epoch(from_epoch),
            to_epoch: Epoch(to_epoch),
        });
        let data =
            (on.clone(), any::<[u64; 2]>(), said).prop_map(|(on, [sequence, received], body)| {
                Message::Data { on, sequence, received, body }
            });
        let received =
            (on, any::<u64>()).prop_map(|(on, received)| Message::Received { on, received });
        let tick = (any::<u64>(), any::<u32>(), any::<u32>())
            .prop_map(|(number, within, layout)| Message::Tick { number, within, layout });
        let connect =
            (any::<[u32; 2]>(), any::<Option<u32>>()).prop_map(|([to, epoch], confirms)| {
                let (to, confirms) = (peer(1, to).incarnation, confirms.map(Epoch));
                Message::Connect { to, epoch: Epoch(epoch), confirms }
            });
        let plain = proptest::sample::select(vec![Message::Hello, Message::Leave]);
        let message = prop_oneof![plain, tick, connect, data, received];
        (any::<[u32; 2]>(), message)
            .prop_map(|([number, life], message)| Envelope { from: peer(number, life), message })
    }

    /// A layout of a cluster in which machines came and went.
    fn layout(placement: usize, machines: u32, changes: &[u32]) -> Layout {
        let placement = Placement::ALL[placement];
        let mut layout = Layout::booted(Founding { placement, machines });
        for number in changes {
            let node = NodeId::new(*number);
            let _ = layout.note(LayoutChange::Departed(node))
                || layout.note(LayoutChange::Arrived(node));
        }
        layout
    }

    fn body(envelopes: &[Envelope]) -> Vec<u8> {
        let mut writer = wire::Writer::default();
        for envelope in envelopes {
            writer.push(envelope);
        }
        writer.finish()
    }

    fn term() -> impl Strategy<Value = Term> {
        prop_oneof![
            any::<i64>().prop_map(Term::from),
            (any::<bool>(), proptest::collection::vec(any::<[u8; 8]>(), 0..5))
                .prop_map(|(negative, limbs)| Term::big(negative, &limbs)),
            ".{0,20}".prop_map(|text| Term::atom(&text)),
            proptest::collection::vec(any::<u8>(), 0..40).prop_map(|b| Term::binary(&b)),
        ]
    }

    proptest! {
        #[test]
        fn any_key_goes_over_the_wire_and_back(key in term()) {
            let envelope = call(key);
            prop_assert_eq!(wire::decode(&wire::encode(&envelope)), Ok(vec![envelope]));
        }

        #[test]
        fn whatever_is_said_goes_over_the_wire_and_back(
            envelopes in proptest::collection::vec(envelope(), 1..8),
        ) {
            prop_assert_eq!(wire::decode(&body(&envelopes)), Ok(envelopes));
        }

        #[test]
        fn whatever_is_said_to_several_is_read_by_each(
            parts in proptest::collection::vec(
                (0_u32..4, proptest::collection::vec(envelope(), 1..4)), 1..8),
        ) {
            let written = parts.iter().map(|(to, envelopes)| {
                let mut writer = wire::Writer::default();
                for envelope in envelopes {
                    writer.push(envelope);
                }
                (node(*to), writer)
            });
            let body = wire::address(written);
            for reader in 0..5 {
                let mine = parts.iter().filter(|(to, _)| *to == reader);
                let mine: Vec<_> = mine.flat_map(|(_, envelopes)| envelopes.clone()).collect();
                prop_assert_eq!(wire::decode_for(node(reader), &body), Ok(mine));
            }
        }

        #[test]
        fn what_is_read_of_a_garbled_body_is_no_larger_than_the_body(
            envelopes in proptest::collection::vec(envelope(), 1..8),
            place in any::<proptest::sample::Index>(),
            byte in any::<u8>(),
        ) {
            let mut garbled = body(&envelopes);
            let place = place.index(garbled.len());
            garbled[place] = byte;
            if let Ok(read) = wire::decode_envelopes(&garbled[wire::HEAD.min(garbled.len())..]) {
                let again = body(&read);
                prop_assert!(again.len() <= garbled.len());
                prop_assert_eq!(wire::decode(&again), Ok(read));
            }
        }

        #[test]
        fn random_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            for version in [wire::VERSION, wire::ADDRESSED] {
                let body = [&[version], &bytes[..]].concat();
                let _ = (wire::decode(&body), wire::decode_for(node(1), &body));
                let _ = (wire::decode_envelopes(&body), wire::decode_parts(node(1), &body));
            }
        }

        #[test]
        fn a_running_machine_survives_whatever_decodes(
            bytes in proptest::collection::vec(0_u8..12, 1..60),
        ) {
            let mut body = vec![wire::VERSION];
            body.extend(bytes);
            let mut cluster = Cluster::settled(2, Placement::Modulo);
            for envelope in wire::decode_envelopes(&body).unwrap_or_default() {
                cluster.input(node(1), Input::Message(envelope));
                cluster.deliver();
            }
            prop_assert!(cluster.members(1).contains(&1));
        }
    }
}
