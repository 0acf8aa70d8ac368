//! Membership: who is up, who is down, and how one comes to know.

mod common;

use std::time::Duration;

use common::{Cluster, PAST_THE_LIMIT, get, node, peer, put, value};
use node_core::{
    CALL_TIMEOUT, DownReason, Envelope, Event, Input, Message, Placement, Reply, Request,
    RequestId, TICK_INTERVAL, Term,
    message::{Body, Epoch},
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

fn ups_and_downs(cluster: &Cluster, by: u32, about: u32) -> Vec<Option<DownReason>> {
    let events = cluster.noticed(by).into_iter();
    events
        .filter_map(|event| match event {
            Event::NodeUp(peer) if peer.node == node(about) => Some(None),
            Event::NodeDown(peer, reason) if peer.node == node(about) => Some(Some(reason)),
            _ => None,
        })
        .collect()
}

#[test]
fn all_views_are_equal_and_sorted_as_text() {
    let cluster = Cluster::settled(11, Placement::Modulo);
    for number in 1..=11 {
        assert_eq!(cluster.members(number), [10, 11, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    }
}

#[test]
fn a_machine_whose_hellos_were_missed_is_found_by_its_ticks() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    cluster.start(3, 1);
    cluster.wire.clear();
    cluster.frozen.insert(node(3));
    cluster.pass(Duration::from_millis(1));
    cluster.frozen.clear();
    cluster.pass(TICK_INTERVAL * 2);
    for number in 1..=3 {
        assert_eq!(cluster.members(number), [1, 2, 3]);
    }
}

#[test]
fn a_closed_link_takes_a_machine_out_at_once() {
    let mut cluster = Cluster::settled(3, Placement::Modulo);
    cluster.crash(2);
    cluster.close_link(2, 1);
    assert_eq!(cluster.members(1), [1, 3]);
    assert_eq!(ups_and_downs(&cluster, 1, 2), [None, Some(DownReason::Link)]);
}

#[test]
fn without_links_silence_takes_a_machine_out_after_the_tick_limit() {
    let mut cluster = Cluster::settled(3, Placement::Modulo);
    cluster.pass(TICK_INTERVAL);
    cluster.crash(2);
    cluster.pass(TICK_INTERVAL * 3);
    assert_eq!(cluster.members(1), [1, 2, 3]);
    cluster.pass(PAST_THE_LIMIT);
    assert_eq!(cluster.members(1), [1, 3]);
    assert_eq!(ups_and_downs(&cluster, 3, 2), [None, Some(DownReason::Ticks)]);
}

#[test]
fn a_frozen_machine_comes_back_by_a_new_connection_with_its_entries() {
    let mut cluster = Cluster::settled(3, Placement::Modulo);
    let keys: Vec<String> = (0..30).map(|i| format!("key {i}")).collect();
    for key in &keys {
        cluster.call(1, put(key, 1));
    }
    cluster.frozen.insert(node(2));
    cluster.pass(PAST_THE_LIMIT);
    assert_eq!(cluster.members(1), [1, 3]);
    cluster.frozen.clear();
    cluster.deliver();
    cluster.pass(TICK_INTERVAL * 2);
    for number in 1..=3 {
        assert_eq!(cluster.members(number), [1, 2, 3]);
    }
    let returned = [None, Some(DownReason::Ticks), None];
    assert_eq!(ups_and_downs(&cluster, 1, 2), returned);
    let reconnected = [None, Some(DownReason::Reconnected), None];
    assert_eq!(ups_and_downs(&cluster, 2, 1), reconnected);
    for key in &keys {
        assert_eq!(value(cluster.call(3, get(key))), Some(Term::from(1)));
    }
}

#[test]
fn a_machine_that_slept_does_not_call_the_others_down() {
    let mut cluster = Cluster::settled(3, Placement::Modulo);
    cluster.sleep_all(Duration::from_secs(3600));
    cluster.pass(TICK_INTERVAL * 3);
    assert_eq!(cluster.members(1), [1, 2, 3]);
    assert_eq!(ups_and_downs(&cluster, 1, 2), [None]);
}

#[test]
fn a_dead_incarnation_never_returns() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    cluster.crash(2);
    cluster.close_link(2, 1);
    let ghost = Envelope {
        from: peer(2, 1),
        message: Message::Tick { number: u64::MAX, within: 500, layout: 0 },
    };
    cluster.input(node(1), Input::Message(ghost));
    cluster.deliver();
    assert_eq!(cluster.members(1), [1]);
    assert!(cluster.nodes[&node(1)].status().ignored > 0);
}

#[test]
fn the_next_incarnation_replaces_the_one_before_even_if_its_death_was_not_seen() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    cluster.crash(2);
    cluster.start(2, 2);
    cluster.deliver();
    assert_eq!(cluster.members(1), [1, 2]);
    assert_eq!(ups_and_downs(&cluster, 1, 2), [None, Some(DownReason::Replaced), None]);
    cluster.close_link(2, 1);
    assert_eq!(cluster.members(1), [1, 2]);
}

#[test]
fn a_call_to_a_machine_that_dies_ends_in_node_down_and_only_once() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    let requests: Vec<_> = (0..20).map(|i| cluster.ask(1, put(&format!("key {i}"), i))).collect();
    cluster.crash(2);
    cluster.close_link(2, 1);
    cluster.deliver();
    cluster.pass(CALL_TIMEOUT * 2);
    let down = Reply::NodeDown { owner: node(2), sent: true };
    let replies: Vec<Reply> = requests.iter().map(|&id| cluster.reply(id)).collect();
    assert!(replies.contains(&down));
    assert!(replies.iter().any(|reply| matches!(reply, Reply::Done { .. })));
}

#[test]
fn a_call_whose_answer_never_comes_ends_in_timeout() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    cluster.lost = |message| matches!(message, Message::Data { body: Body::Answer { .. }, .. });
    let requests: Vec<_> = (0..20).map(|i| cluster.ask(1, put(&format!("key {i}"), i))).collect();
    cluster.pass(CALL_TIMEOUT + TICK_INTERVAL);
    let timeout = Reply::Timeout { owner: node(2) };
    assert!(requests.iter().any(|&id| cluster.reply(id) == timeout));
    assert_eq!(cluster.nodes[&node(1)].status().pending, 0);
    assert_eq!(cluster.members(1), [1, 2]);
}

#[test]
fn a_goodbye_takes_a_machine_out_and_it_takes_no_more_input() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    cluster.input(node(2), Input::Leave);
    assert!(cluster.left.contains(&node(2)));
    cluster.deliver();
    assert_eq!(cluster.members(1), [1]);
    assert_eq!(ups_and_downs(&cluster, 1, 2), [None, Some(DownReason::Left)]);
    let now = cluster.now;
    let left = cluster.nodes.get_mut(&node(2)).expect("it is still in memory");
    assert_eq!(left.handle_input(now, Input::Timeout), Err(node_core::Error::Left));
    assert_eq!(left.poll_timeout(), None);
}

#[test]
fn a_machine_that_leaves_finishes_its_calls_and_takes_no_new_ones() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    let requests: Vec<_> = (0..20).map(|i| cluster.ask(1, put(&format!("key {i}"), i))).collect();
    cluster.input(node(1), Input::Leave);
    assert!(cluster.left.is_empty(), "calls are under way");
    let late = Input::Request { id: RequestId(99), request: Request::Stats };
    let now = cluster.now;
    let leaving = cluster.nodes.get_mut(&node(1)).expect("it leaves");
    assert_eq!(leaving.handle_input(now, late), Err(node_core::Error::Left));
    cluster.deliver();
    assert!(requests.iter().all(|&id| matches!(cluster.reply(id), Reply::Done { .. })));
    assert_eq!(cluster.left, [node(1)]);
    assert_eq!(cluster.members(2), [2]);
}

#[test]
fn where_ticks_get_lost_silence_is_borne_longer() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    for _ in 0..40 {
        cluster.lost = |message| matches!(message, Message::Tick { number, .. } if number % 2 == 0);
        cluster.pass(TICK_INTERVAL);
    }
    cluster.crash(2);
    cluster.pass(PAST_THE_LIMIT);
    assert_eq!(cluster.members(1), [1, 2], "chance may explain it still");
    cluster.pass(TICK_INTERVAL * 24);
    assert_eq!(cluster.members(1), [1]);
}

#[test]
fn an_old_message_cannot_bring_back_a_machine_that_was_given_up() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    let old = [None, Some(Epoch(0))].map(|confirms| Message::Connect {
        to: peer(1, 1).incarnation,
        epoch: Epoch(0),
        confirms,
    });
    cluster.crash(2);
    cluster.pass(PAST_THE_LIMIT);
    for message in old {
        cluster.input(node(1), Input::Message(Envelope { from: peer(2, 1), message }));
    }
    let tick = Message::Tick { number: 1, within: 500, layout: 0 };
    cluster.input(node(1), Input::Message(Envelope { from: peer(2, 1), message: tick }));
    assert_eq!(cluster.members(1), [1]);
}

#[test]
fn equal_seeds_and_inputs_give_equal_events() {
    let run = || {
        let mut cluster = Cluster::settled(4, Placement::Modulo);
        cluster.call(3, put("a", 1));
        cluster.crash(1);
        cluster.pass(PAST_THE_LIMIT);
        cluster.events
    };
    assert_eq!(run(), run());
}
