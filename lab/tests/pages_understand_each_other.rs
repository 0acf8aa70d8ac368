//! What pages say goes into bytes and out again, and nothing else comes out of bytes.

use lab::{
    command::Network,
    master::Condition,
    pages::{BodyError, Deed, MAX_BODY_BYTES, PageId, Roll, Said, VERSION, decode, encode, sender},
};
use node_core::{Founding, Incarnation, NodeId, Peer};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn peer(number: u32) -> Peer {
    Peer { node: NodeId::new(number), incarnation: Incarnation(3) }
}

fn roll() -> Said {
    Said::Roll(Roll {
        name: "B".to_owned(),
        hidden: true,
        busy: false,
        capacity: 100,
        founding: Founding::default(),
        network: Network::default(),
        sides: vec![vec![NodeId::new(1)], vec![NodeId::new(2), NodeId::new(4)]],
        rate: 0.1,
        machines: vec![(peer(1), Condition::Running), (peer(2), Condition::Silent)],
    })
}

fn body(said: &Said) -> Vec<u8> {
    encode(PageId(7), said).expect("it fits memory")
}

#[test]
fn what_a_page_says_is_what_the_others_hear() {
    let all = [
        Said::Hello { reloaded: Some(PageId(u32::MAX)) },
        roll(),
        Said::Machine(peer(9), Condition::Running),
        Said::News(peer(9), vec![0; 300]),
        Said::Do(NodeId::new(200), Deed::Freeze),
        Said::Replies(peer(1), Vec::new()),
        Said::Pace(0.001),
        Said::Start(PageId(0), peer(5), Founding::default()),
        Said::Claim(vec![NodeId::new(1), NodeId::new(200)]),
        Said::Bye,
    ];
    for said in all {
        assert_eq!(sender(&body(&said)), Some(PageId(7)));
        assert_eq!(decode(&body(&said)), Ok((PageId(7), said)));
    }
}

#[test]
fn a_body_that_was_cut_or_changed_anywhere_is_not_understood() {
    let whole = body(&roll());
    for end in 0..whole.len() {
        assert!(decode(&whole[..end]).is_err(), "the first {end} bytes");
    }
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        assert!(decode(&changed).is_err(), "byte {at}");
    }
}

#[test]
fn a_page_of_another_version_is_told_from_noise() {
    let mut other = body(&Said::Bye);
    other[0] = VERSION + 1;
    let error = decode(&other).expect_err("another version");
    assert_eq!(error, BodyError::Version(VERSION + 1));
    assert!(error.to_string().contains(&format!("version {}", VERSION + 1)));
    assert_eq!(decode(&[]), Err(BodyError::Malformed));
    assert_eq!(sender(&[VERSION; 5]), None);
    assert_eq!(decode(&vec![VERSION; MAX_BODY_BYTES + 1]), Err(BodyError::TooLarge));
}
