//! What other pages say, and what is done about it.

use lab::{
    command::Network,
    limits::MAX_MACHINES,
    master::{Cause, Condition},
    pages::{self, Deed, PageId, Replies, Requests, Roll, Said},
};
use node_core::{Instant, NodeId, Peer};

use super::{Begins, Crew};

/// What a machine that was told to break says of it, as a simulated one does.
const TRAPPED: &str = "it was made to trap";

impl Crew {
    /// Another page said something.
    pub(super) fn said(&mut self, now: Instant, page: PageId, said: Said) -> anyhow::Result<()> {
        let is_known = self.others.knows(page);
        match said {
            Said::Hello { .. } => {
                self.others.meet(page);
                self.channel.say_to(page, &self.roll());
                self.say_news(Some(page));
            }
            Said::Roll(roll) => {
                self.others.meet(page);
                self.take_roll(now, page, roll);
                if !is_known {
                    self.channel.say_to(page, &self.roll());
                }
            }
            Said::Bye => {
                for peer in self.others.gone(page) {
                    self.host.link_down(now, peer);
                }
            }
            Said::Claim(nodes) => {
                self.others.meet(page);
                self.hear_claim(page, &nodes);
            }
            // It began before this page did, and will answer a hello.
            _ if !is_known => {
                self.others.meet(page);
                self.channel.say_to(page, &Said::Hello { reloaded: None });
            }
            Said::Machine(peer, condition) => self.take_machine(now, page, peer, &condition),
            Said::Do(node, deed) => self.do_to(now, node, deed),
            Said::Requests(node, _, bytes) => {
                if let Ok(requests) = pages::unpack::<Requests>(&bytes) {
                    self.request(now, node, requests);
                }
            }
            Said::Start(whom, peer, founding) if whom == self.channel.me() => {
                self.founding = founding;
                self.start(now, peer)?;
            }
            Said::Taken(nodes) => self.give_up(&nodes),
            Said::Network(network, sides) => self.set_network(now, network, sides),
            Said::Pace(rate) => self.set_rate(rate),
            Said::Booted(founding) => {
                self.founding = founding;
                self.host.end_all();
                self.others.booted();
                self.claims.clear();
                self.wanted = 0;
                self.set_network(now, self.network, Vec::new());
            }
            Said::Start(..)
            | Said::News(..)
            | Said::Replies(..)
            | Said::Accounted(_)
            | Said::Busy(_)
            | Said::Cause(..)
            | Said::Alive => {}
        }
        Ok(())
    }

    fn take_roll(&mut self, now: Instant, page: PageId, roll: Roll) {
        self.others.set_name(page, roll.name.clone());
        if matches!(self.begins, Begins::Greeting { .. }) {
            self.founding = roll.founding;
            self.set_network(now, roll.network, roll.sides);
            self.set_rate(roll.rate);
        } else if roll.name == self.name && page < self.channel.me() {
            self.name = self.others.free_name(self.channel.me());
            let roll = self.roll();
            self.channel.say(&roll);
        }
        for (peer, condition) in roll.machines {
            self.take_machine(now, page, peer, &condition);
        }
    }

    /// Another page's machine is so now.
    fn take_machine(&mut self, now: Instant, page: PageId, peer: Peer, condition: &Condition) {
        if let Some(dead) = self.others.machine(page, peer, condition) {
            self.host.link_down(now, dead);
        }
        let (true, Some(own)) = (condition.runs(), self.host.peer(peer.node)) else { return };
        // Two run under one name: the later life has it, or of equal ones the page of lower number.
        if (own.incarnation, page) < (peer.incarnation, self.channel.me()) {
            eprintln!(
                "apothik: machine {} runs in another page too, which keeps it; it is ended here",
                peer.node.number()
            );
            self.host.end(peer.node);
        } else {
            self.channel.say_to(page, &Said::Machine(own, Condition::Running));
        }
    }

    /// A Master has none of its own, and wants a machine started here.
    fn start(&mut self, now: Instant, peer: Peer) -> anyhow::Result<()> {
        if let Some(own) = self.host.peer(peer.node) {
            self.channel.say(&Said::Machine(own, Condition::Running));
            return Ok(());
        }
        if self.others.host_of(peer.node).is_some()
            || !(1..=MAX_MACHINES).contains(&peer.node.number())
        {
            return Ok(());
        }
        self.subscribe_and_start(now, peer.node, Some(peer))
    }

    fn do_to(&mut self, now: Instant, node: NodeId, deed: Deed) {
        let (peer, condition) = match deed {
            Deed::Kill => (self.end(now, node), Condition::Dead(Cause::Killed)),
            Deed::Trap => {
                let cause = Cause::Trapped(TRAPPED.to_owned());
                (self.end(now, node), Condition::Dead(cause))
            }
            Deed::Leave => (self.host.leave(now, node), Condition::Leaving),
            Deed::Freeze => (self.host.freeze(node), Condition::Frozen),
            Deed::Thaw => (self.host.thaw(now, node), Condition::Running),
        };
        if let Some(peer) = peer {
            self.channel.say(&Said::Machine(peer, condition));
        }
    }

    /// Ends a machine at once; the others of this process see its link close.
    fn end(&mut self, now: Instant, node: NodeId) -> Option<Peer> {
        let peer = self.host.end(node)?;
        self.host.link_down(now, peer);
        Some(peer)
    }

    fn request(&mut self, now: Instant, node: NodeId, requests: Requests) {
        let refused: Replies = match self.host.peer(node) {
            Some(_) => Vec::new(),
            None => requests.iter().map(|(id, _)| (*id, None)).collect(),
        };
        self.host.request(now, node, requests);
        if !refused.is_empty() {
            let incarnation = self.others.life(node);
            self.reply(Peer { node, incarnation }, refused);
        }
    }

    fn set_network(&mut self, now: Instant, network: Network, sides: Vec<Vec<NodeId>>) {
        self.network = network;
        self.sides.clone_from(&sides);
        self.host.set_network(now, network, sides);
    }

    /// Machines outside a browser go by the wall clock alone.
    fn set_rate(&mut self, rate: f64) {
        if rate != self.rate {
            eprintln!(
                "apothik: a page has set the pace of time to {rate}; machines here go on at 1"
            );
        }
        self.rate = rate;
    }
}
