//! How machines come to place keys alike: what they note, tell, take over and reconcile.

mod common;

use common::{Cluster, node, peer, put};
use node_core::{
    Envelope, Founding, Input, LAYOUT_PATIENCE, Layout, LayoutChange, MAX_GENERATIONS_AHEAD,
    MAX_LAYOUT_CHANGES, MAX_LAYOUTS_TAKEN, Message, NodeId, Operation, Place as _, Placement,
    Reply, Request, RequestId, TICK_INTERVAL, Term,
    message::{Body, ConnectionId, Epoch},
};
#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;

/// The owner of some keys as a machine has it.
fn owners(cluster: &Cluster, number: u32) -> Vec<Option<NodeId>> {
    let owners = cluster.nodes[&node(number)].owners();
    (0..1_000).map(|i: u32| owners.owner(i.wrapping_mul(0x9e37_79b9))).collect()
}

/// All machines place keys by one layout, and so alike.
fn assert_alike(cluster: &Cluster) {
    let first = cluster.nodes.values().next().expect("there is one");
    for (id, other) in &cluster.nodes {
        assert_eq!(other.status().layout, first.status().layout, "{id}");
        assert_eq!(owners(cluster, id.number()), owners(cluster, first.status().me.node.number()));
    }
}

fn layout(cluster: &mut Cluster, number: u32) -> Layout {
    let id = RequestId(u64::MAX - u64::from(number));
    cluster.replies.remove(&id);
    cluster.input(node(number), Input::Request { id, request: Request::Layout });
    match cluster.reply(id) {
        Reply::Layout(layout) => layout,
        other => panic!("{other:?}"),
    }
}

fn place(cluster: &mut Cluster, number: u32, placement: Placement) {
    let id = RequestId(1 << 40);
    cluster.input(node(number), Input::Request { id, request: Request::Place(placement) });
    assert_eq!(cluster.reply(id), Reply::Placed);
    cluster.deliver();
}

/// One machine is told a layout by another, in its first life; `sequence` is 1 the first time.
fn tell(cluster: &mut Cluster, number: u32, from: u32, sequence: u64, layout: Layout) {
    let to = peer(number, 1).incarnation;
    let on = ConnectionId { to, from_epoch: Epoch(0), to_epoch: Epoch(0) };
    let message = Message::Data { on, sequence, received: 0, body: Body::Layout(layout) };
    cluster.input(node(number), Input::Message(Envelope { from: peer(from, 1), message }));
}

/// All others see that machine's link closed.
fn die(cluster: &mut Cluster, number: u32) {
    cluster.crash(number);
    cluster.close_link(number, 1);
    cluster.deliver();
}

#[test]
fn a_newcomer_learns_the_history_with_the_answer_to_its_hello() {
    let mut cluster = Cluster::settled(5, Placement::Tokens);
    die(&mut cluster, 2);
    die(&mut cluster, 4);
    cluster.start(2, 2);
    cluster.start(6, 1);
    cluster.deliver();
    assert_alike(&cluster);
    let mut expected = Layout::booted(Founding { placement: Placement::Tokens, machines: 5 });
    for change in [
        LayoutChange::Departed(node(2)),
        LayoutChange::Departed(node(4)),
        LayoutChange::Arrived(node(2)),
        LayoutChange::Arrived(node(6)),
    ] {
        assert!(expected.note(change));
    }
    assert_eq!(layout(&mut cluster, 6), expected);
}

#[test]
fn two_deaths_seen_in_different_orders_become_one_history() {
    let mut cluster = Cluster::settled(5, Placement::Tokens);
    cluster.crash(2);
    cluster.crash(4);
    for (survivor, order) in [(1, [2, 4]), (3, [4, 2]), (5, [2, 4])] {
        for dead in order {
            cluster.input(node(survivor), Input::LinkDown(peer(dead, 1)));
        }
    }
    cluster.deliver();
    assert_ne!(layout(&mut cluster, 1), layout(&mut cluster, 3));
    cluster.pass(TICK_INTERVAL * 3);
    assert_alike(&cluster);
}

#[test]
fn after_a_partition_the_side_with_more_changes_prevails() {
    let mut cluster = Cluster::settled(5, Placement::Tokens);
    // The smaller side sees three go, the larger one two.
    for (here, there) in [([1, 2].as_slice(), [3, 4, 5].as_slice()), (&[3, 4, 5], &[1, 2])] {
        for one in here {
            for gone in there {
                cluster.input(node(*one), Input::LinkDown(peer(*gone, 1)));
            }
        }
    }
    cluster.wire.clear();
    let prevails = layout(&mut cluster, 1);
    assert!(prevails > layout(&mut cluster, 3));
    // Every machine comes back in its next life: a link that is closed is closed for good.
    for number in 3..=5 {
        cluster.crash(number);
        cluster.start(number, 2);
    }
    cluster.deliver();
    cluster.pass(TICK_INTERVAL * 4);
    assert_alike(&cluster);
    let after = layout(&mut cluster, 4);
    assert_eq!(after.members(), [1, 2, 3, 4, 5].map(node));
    assert!(after > prevails);
}

#[test]
fn another_placement_spreads_from_one_machine_to_all() {
    let mut cluster = Cluster::settled(5, Placement::Modulo);
    place(&mut cluster, 3, Placement::Ring(128));
    assert_alike(&cluster);
    assert_eq!(layout(&mut cluster, 1).placement(), Placement::Ring(128));
    // Who starts later is told, whatever it was booted with.
    cluster.start(6, 1);
    cluster.deliver();
    assert_alike(&cluster);
    assert_eq!(layout(&mut cluster, 6).generation(), 1);
}

#[test]
fn who_missed_a_change_of_placement_learns_it_by_a_tick() {
    let mut cluster = Cluster::settled(3, Placement::Modulo);
    cluster.lost = |message| matches!(message, Message::Data { body: Body::Layout(_), .. });
    place(&mut cluster, 1, Placement::Tokens);
    assert_ne!(layout(&mut cluster, 2).placement(), Placement::Tokens);
    cluster.lost = |_| false;
    cluster.pass(TICK_INTERVAL * 4);
    assert_alike(&cluster);
    assert_eq!(layout(&mut cluster, 2).placement(), Placement::Tokens);
}

#[test]
fn of_two_changes_of_placement_at_one_moment_all_choose_the_same() {
    let mut cluster = Cluster::settled(4, Placement::Modulo);
    for (number, placement) in [(1, Placement::Tokens), (4, Placement::Ring(16))] {
        let id = RequestId(u64::from(number) << 40);
        cluster.input(node(number), Input::Request { id, request: Request::Place(placement) });
    }
    cluster.deliver();
    cluster.pass(TICK_INTERVAL * 3);
    assert_alike(&cluster);
}

#[test]
fn a_founder_that_never_came_is_given_up_after_a_while() {
    let mut cluster = Cluster::settled(5, Placement::Tokens);
    let founding = Founding { placement: Placement::Tokens, machines: 6 };
    let told = Layout::booted(founding);
    // All are told of a sixth founder that none of them has seen.
    for (number, from) in [(1, 2), (2, 1), (3, 1), (4, 1), (5, 1)] {
        tell(&mut cluster, number, from, 1, told.clone());
    }
    assert_eq!(layout(&mut cluster, 1).members().len(), 6);
    cluster.deliver();
    cluster.pass(LAYOUT_PATIENCE + TICK_INTERVAL * 2);
    assert_alike(&cluster);
    assert_eq!(layout(&mut cluster, 1).members(), [1, 2, 3, 4, 5].map(node));
}

#[test]
fn whom_a_layout_names_that_comes_late_is_waited_for_as_long_as_anyone() {
    let mut cluster = Cluster::settled(2, Placement::Tokens);
    let founding = Founding { placement: Placement::Tokens, machines: 3 };
    let mut told = Layout::booted(founding);
    tell(&mut cluster, 1, 2, 1, told.clone());
    cluster.pass(LAYOUT_PATIENCE - TICK_INTERVAL * 2);
    // The third founder has been missing for long, the fourth machine is on its way.
    assert!(told.note(LayoutChange::Arrived(node(4))));
    tell(&mut cluster, 1, 2, 2, told.clone());
    cluster.pass(LAYOUT_PATIENCE - TICK_INTERVAL * 2);
    assert_alike(&cluster);
    assert_eq!(layout(&mut cluster, 1), told, "nobody is given up so soon");
    cluster.start(4, 1);
    cluster.deliver();
    cluster.pass(LAYOUT_PATIENCE + TICK_INTERVAL * 2);
    assert!(told.note(LayoutChange::Departed(node(3))));
    assert_alike(&cluster);
    assert_eq!(layout(&mut cluster, 1), told);
}

#[test]
fn a_history_that_is_too_long_is_folded_by_all_alike() {
    let founding = Founding { placement: Placement::Tokens, machines: 3 };
    let mut layout = Layout::booted(founding);
    for i in 0..=MAX_LAYOUT_CHANGES {
        let gone = LayoutChange::Departed(node(2));
        assert!(layout.note(if i % 2 == 0 { gone } else { LayoutChange::Arrived(node(2)) }));
    }
    assert_eq!((layout.generation(), layout.members()), (1, &[node(1), node(3)][..]));
    assert_eq!(layout, {
        let mut other = Layout::booted(founding);
        other.note(LayoutChange::Departed(node(2)));
        other.exchanged(Placement::Tokens, &[node(1), node(3)])
    });
}

#[test]
fn entries_are_kept_and_found_by_their_new_hash_when_the_placement_is_exchanged() {
    let mut cluster = Cluster::settled(1, Placement::Modulo);
    for key in [Term::atom("toto"), Term::from(7), Term::string("k_1_7")] {
        let entry = Operation::Put { key, value: Term::from(1) };
        cluster.call(1, entry);
    }
    cluster.call(1, put("another", 2));
    let before = cluster.nodes[&node(1)].status().summary;
    place(&mut cluster, 1, Placement::Ring(128));
    let ring = cluster.nodes[&node(1)].status().summary;
    assert_eq!((ring.stored, ring.owned), (4, 4));
    assert_ne!(ring.digest, before.digest, "an atom is hashed otherwise on a ring");
    let held = cluster.nodes[&node(1)].held(&Term::atom("toto")).cloned();
    assert_eq!(held, Some(Term::from(1)));
    place_again(&mut cluster, Placement::Modulo);
    assert_eq!(cluster.nodes[&node(1)].status().summary, before);
}

fn place_again(cluster: &mut Cluster, placement: Placement) {
    cluster.replies.clear();
    place(cluster, 1, placement);
}

#[test]
fn who_tells_many_layouts_at_once_is_heard_a_few_times_and_answered_once() {
    let mut cluster = Cluster::settled(2, Placement::Modulo);
    let told = |generation: u32, placement| {
        let founding = Founding { placement: Placement::Modulo, machines: 2 };
        (0..generation).fold(Layout::booted(founding), |layout, _| layout.exchanged(placement, &[]))
    };
    let answers = |cluster: &Cluster| {
        let is_layout =
            |message: &Message| matches!(message, Message::Data { body: Body::Layout(_), .. });
        cluster.wire.iter().filter(|(_, envelope)| is_layout(&envelope.message)).count()
    };
    let say = |cluster: &mut Cluster, sequence: u64, layout: Layout| {
        tell(cluster, 1, 2, sequence, layout);
    };
    for i in 1..=100 {
        say(&mut cluster, i.into(), told(i, Placement::Ring(i)));
    }
    assert_eq!(layout(&mut cluster, 1).generation(), MAX_LAYOUTS_TAKEN);
    for i in 101..=200 {
        say(&mut cluster, i, told(0, Placement::Modulo));
    }
    assert_eq!(answers(&cluster), 1);
    say(&mut cluster, 201, told(MAX_GENERATIONS_AHEAD + 100, Placement::Tokens));
    assert_eq!(layout(&mut cluster, 1).generation(), MAX_LAYOUTS_TAKEN);
    // Once there was a tick, they agree again.
    cluster.wire.clear();
    cluster.pass(TICK_INTERVAL * 4);
    assert_alike(&cluster);
}

#[test]
fn a_setting_out_of_its_range_is_rejected_and_nothing_changes() {
    let mut cluster = Cluster::settled(1, Placement::Modulo);
    let before = layout(&mut cluster, 1);
    let request = Request::Place(Placement::Ring(0));
    let machine = cluster.nodes.get_mut(&node(1)).expect("it runs");
    let input = Input::Request { id: RequestId(1), request };
    let error = machine.handle_input(cluster.now, input).expect_err("it is rejected");
    assert_eq!(error.to_string(), "points: 0; it can be from 1 to 4096");
    assert_eq!(layout(&mut cluster, 1), before);
}
