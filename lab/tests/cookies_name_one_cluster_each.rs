//! Subjects of clusters with odd cookies: each names its own cluster, and reaches no other.

use std::collections::BTreeSet;

use lab::pages::{MAX_COOKIE_BYTES, PageId, Subjects};
use node_core::NodeId;
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

const ODD: [&str; 18] = [
    "",
    " ",
    "_",
    "__",
    "_2e",
    ".",
    "..",
    "a.b",
    "a_2eb",
    "a b",
    "*",
    ">",
    "a.>",
    "é",
    "_c3_a9",
    "\n",
    "\0",
    "chat\u{1f408}",
];

fn subjects(cookie: &str) -> Vec<String> {
    let subjects = Subjects::new(cookie).expect("it is short enough");
    let nodes = [1, 10, 200].map(|number| subjects.node(NodeId::new(number)));
    let pages = [0, u32::MAX].map(|page| subjects.page(PageId(page)));
    [vec![subjects.cluster(), subjects.lab()], nodes.to_vec(), pages.to_vec()].concat()
}

#[test]
fn no_two_cookies_machines_or_pages_share_a_subject() {
    let all: Vec<String> = ODD.iter().flat_map(|cookie| subjects(cookie)).collect();
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
}

#[test]
fn no_cookie_is_more_than_one_token_or_stands_for_others() {
    for cookie in ODD {
        for subject in subjects(cookie) {
            let tokens: Vec<&str> = subject.split('.').collect();
            assert_eq!(tokens[0], "apothik");
            assert!((3..=4).contains(&tokens.len()), "{subject}");
            let plain = |token: &str| {
                !token.is_empty()
                    && token
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
            };
            assert!(tokens.into_iter().all(plain), "{cookie:?} made {subject:?}");
        }
    }
}

#[test]
fn a_plain_cookie_can_be_read_in_its_subjects() {
    let subjects = Subjects::new("class-7b").expect("it is short enough");
    assert_eq!(subjects.cluster(), "apothik.class-7b.cluster");
    assert_eq!(subjects.lab(), "apothik.class-7b.lab");
    assert_eq!(subjects.page(PageId(42)), "apothik.class-7b.lab.42");
    let node = subjects.node(NodeId::new(1));
    assert_eq!(node, "apothik.class-7b.node.apothik_5f1_40127_2e0_2e0_2e1");
}

#[test]
fn a_cookie_that_is_too_long_is_refused_and_the_longest_fits_what_a_server_reads() {
    let longest = "\u{1}".repeat(MAX_COOKIE_BYTES);
    let subjects = Subjects::new(&longest).expect("it is just short enough");
    // NATS servers read lines of 4,096 bytes when nothing else is said.
    assert!(subjects.node(NodeId::new(u32::MAX)).len() < 1_000);
    let error = Subjects::new(&format!("{longest}x")).expect_err("it is too long");
    assert_eq!(error.to_string(), "a cookie of 65 bytes; it has 64 at most");
}
