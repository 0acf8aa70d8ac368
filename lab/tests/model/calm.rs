//! From any state a calm heals: nothing is lost any more, timers fire when they are due.

use std::{sync::Arc, time::Duration};

use node_core::{
    Instant, Node, NodeId, Operation, Owners, Peer, Place as _, Reply, RequestId, Term, phash2,
};

use super::world::{FOUNDING, Planted, World};

/// By when all must be well.
const CALM: Duration = Duration::from_secs(30);

/// Request ids that no client used before.
const PROBES: u64 = 1_000;

/// Lets a calm follow this state; what is not well after it.
///
/// Everything under way is delivered, machines' clocks run equally fast, and messages take no
/// time. Within 30 virtual seconds the checkers must be content with the end, and then every
/// machine must get an answer from every other: views that agree would not be enough, since both
/// sides could believe in different connections.
pub fn heals(world: &World, planted: Option<Planted>) -> Result<(), String> {
    let mut world = world.calmed();
    let deaf = planted == Some(Planted::DeafInTheCalm);
    let start: Vec<(NodeId, Instant)> =
        world.living().map(|(id, host, _)| (id, host.now)).collect();
    let mut passed = Duration::ZERO;
    loop {
        match deaf {
            true => world.under_way.clear(),
            false => world.deliver_all(),
        }
        if let Some(violation) = &world.broken {
            return Err(violation.to_string());
        }
        if is_settled(&world) && end(&mut world).is_ok() {
            break;
        }
        // The first timer to fire, by the time since the calm began.
        let due = |id: NodeId, began: Instant| {
            let (at, _) = world.hosts.get(&id)?.node.as_ref()?.poll_timeout()?;
            Some((at.since(began), id))
        };
        let Some((at, id)) = start.iter().filter_map(|&(id, began)| due(id, began)).min() else {
            break;
        };
        passed = passed.max(at);
        if passed > CALM {
            break;
        }
        for (id, began) in &start {
            if let Some(host) = world.hosts.get_mut(id) {
                host.now = host.now.max(*began + passed);
            }
        }
        world.timeout(id);
    }
    end(&mut world)?;
    all_answer_each_other(&mut world)
}

/// Whether the end may have come: no call is under way, and everyone believes in as many as live.
fn is_settled(world: &World) -> bool {
    let living = world.living().count();
    world.living().all(|(_, _, node)| {
        let status = node.status();
        status.pending == 0 && status.members.len() == living
    })
}

fn end(world: &mut World) -> Result<(), String> {
    let World { hosts, checkers, .. } = world;
    let nodes: Vec<&Node> = hosts.values().filter_map(|host| host.node.as_deref()).collect();
    let at = hosts.values().map(|host| host.now).max().unwrap_or_default();
    Arc::make_mut(checkers).end(at, &nodes).map_err(|violation| violation.to_string())
}

fn all_answer_each_other(world: &mut World) -> Result<(), String> {
    let living: Vec<Peer> = world.living().map(|(id, host, _)| host.peer(id)).collect();
    let members: Vec<NodeId> = living.iter().map(|peer| peer.node).collect();
    let mut probe = PROBES;
    for via in &living {
        for owner in living.iter().filter(|owner| *owner != via) {
            probe += 1;
            let operation = Operation::Get { key: key_of(owner.node, &members) };
            world.ask(via.node, RequestId(probe), operation);
            world.history.replies.clear();
            world.deliver_all();
            let answered = world.history.replies.iter().any(|(id, reply)| {
                *id == RequestId(probe) && matches!(reply, Reply::Done { by, .. } if by == owner)
            });
            if !answered {
                return Err(format!("{} gets no answer from {}", via.node, owner.node));
            }
        }
    }
    end(world)
}

/// A key that this machine owns when these are the members.
pub fn key_of(owner: NodeId, members: &[NodeId]) -> Term {
    (0..)
        .map(Term::from)
        .find(|key| {
            Owners::new(FOUNDING.placement, members).owner(phash2::hash(key)) == Some(owner)
        })
        .expect("a machine owns some key")
}
