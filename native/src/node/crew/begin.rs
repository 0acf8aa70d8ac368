//! How a page's machines begin: which numbers they have, and who else wants them.

use std::{
    collections::BTreeSet,
    io::{self, Write as _},
    time::Duration,
};

use anyhow::bail;
use lab::{
    limits::MAX_MACHINES,
    master::Condition,
    pages::{PageId, Said},
};
use node_core::{Config, Instant, NodeId, Peer};

use super::{Begins, Crew};

/// How often it says hello until others may have answered.
const HELLO_AGAIN: Duration = Duration::from_millis(100);

/// How long a page waits for somebody to say that a number it wants is taken.
const CLAIM: Duration = Duration::from_millis(250);

impl Crew {
    /// Goes on with starting its own machines.
    pub(super) fn begin(&mut self, now: Instant) -> anyhow::Result<()> {
        match self.begins {
            Begins::Greeting { until, .. } if now >= until => {
                self.name = self.others.free_name(self.channel.me());
                self.claim(now)
            }
            Begins::Greeting { until, again } => {
                if now >= again {
                    self.channel.say(&Said::Hello { reloaded: None });
                    self.begins = Begins::Greeting { until, again: again + HELLO_AGAIN };
                }
                Ok(())
            }
            Begins::Claiming { until } if now >= until => {
                let claims = std::mem::take(&mut self.claims);
                self.wanted = self.wanted.saturating_sub(u32::try_from(claims.len())?);
                for &node in &claims {
                    self.subscribe_and_start(now, node, None)?;
                }
                if self.wanted > 0 { self.claim(now) } else { self.begun() }
            }
            Begins::Claiming { .. } | Begins::Done => Ok(()),
        }
    }

    /// Claims numbers that nobody uses.
    pub(super) fn claim(&mut self, now: Instant) -> anyhow::Result<()> {
        if self.wanted == 0 {
            return self.begun();
        }
        let first = self.from.unwrap_or_else(|| {
            let own = self.host.machines().map(|(peer, _)| peer.node.number()).max();
            self.others.highest().max(own.unwrap_or_default()) + 1
        });
        let free = (first..=MAX_MACHINES)
            .map(NodeId::new)
            .filter(|&node| !self.others.uses(node) && self.host.peer(node).is_none());
        let claims: BTreeSet<NodeId> = free.take(self.wanted as usize).collect();
        if claims.len() < self.wanted as usize {
            bail!(
                "there is room for {} more machines from number {first} on, not for {}: a cluster has \
                 {MAX_MACHINES} at most",
                claims.len(),
                self.wanted
            );
        }
        self.channel.say(&Said::Claim(claims.iter().copied().collect()));
        self.claims = claims;
        self.begins = Begins::Claiming { until: now + CLAIM };
        Ok(())
    }

    /// All its machines run.
    pub(super) fn begun(&mut self) -> anyhow::Result<()> {
        self.begins = Begins::Done;
        self.channel.is_new = false;
        let numbers = self.host.machines().map(|(peer, _)| peer.node.number());
        let numbers: BTreeSet<u32> = numbers.collect();
        let listed: Vec<String> = numbers.iter().map(ToString::to_string).collect();
        // A reader that has gone away is no reason to end the machines.
        let _ = writeln!(
            io::stdout(),
            "page {} runs {} machines, with {}: {}",
            self.name,
            numbers.len(),
            self.channel,
            listed.join(" ")
        );
        Ok(())
    }

    pub(super) fn subscribe_and_start(
        &mut self,
        now: Instant,
        node: NodeId,
        life: Option<Peer>,
    ) -> anyhow::Result<()> {
        let subject = self.channel.hear_for(node)?;
        let incarnation = self.others.next_life(node);
        let incarnation = life.map_or(incarnation, |peer| peer.incarnation.max(incarnation));
        let peer = Peer { node, incarnation };
        self.others.saw(peer);
        let config = Config { incarnation, founding: self.founding };
        self.host.start(now, peer, config, subject);
        self.channel.say(&Said::Machine(peer, Condition::Running));
        Ok(())
    }

    /// Another page wants these numbers.
    pub(super) fn hear_claim(&mut self, page: PageId, nodes: &[NodeId]) {
        let is_first = self.channel.me() < page;
        let has = |node: &NodeId| {
            self.host.peer(*node).is_some() || is_first && self.claims.contains(node)
        };
        let taken: Vec<NodeId> = nodes.iter().filter(|node| has(node)).copied().collect();
        self.others.claims(page, nodes);
        if !taken.is_empty() {
            self.channel.say_to(page, &Said::Taken(taken));
        }
        if !is_first {
            self.give_up(nodes);
        }
    }

    /// These numbers are another page's: others are claimed once this is known of all.
    pub(super) fn give_up(&mut self, nodes: &[NodeId]) {
        for node in nodes {
            if self.claims.remove(node) && self.from.is_some() {
                eprintln!(
                    "apothik: machine {} is another page's; another number is taken instead",
                    node.number()
                );
            }
        }
    }
}
