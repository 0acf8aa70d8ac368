//! What other pages were asked to do, and what becomes of it when they don't.

use std::time::Duration;

use lab::{
    master::{Cause, Input},
    pages::{self, Requests, Said},
};
use node_core::{CALL_TIMEOUT, Founding, Instant, NodeId, Peer, Reply, tick_interval, tick_limit};

use super::{Asked, Console};

/// How long a page may take to start a machine, before another is asked.
const START_LIMIT: Duration = Duration::from_secs(3);

/// How often a machine's start is asked for.
const STARTS: u32 = 3;

/// How long a reply may take: as long as a call between machines, and as long again for the way.
const REPLY_LIMIT: Duration = CALL_TIMEOUT.saturating_mul(2);

impl Console {
    /// Asks the page with the fewest machines to start one; answers the end of it when nobody can.
    pub(super) fn ask_to_start(
        &mut self,
        peer: Peer,
        founding: Founding,
        times: u32,
    ) -> Option<Input> {
        let starts = &self.starts;
        let asked = |page| starts.values().filter(|start| start.page == Some(page)).count();
        let page = self.pages.least_loaded(asked);
        let Some(page) = page.filter(|_| times <= STARTS) else {
            self.starts.remove(&peer.node);
            let why = match page {
                None => "no page has room for it: start machines with `apothik node`",
                Some(_) => "no page has started it",
            };
            return Some(Input::Down { peer, cause: Cause::Trapped(why.to_owned()) });
        };
        let until = self.channel.now() + START_LIMIT;
        self.starts.insert(peer.node, Asked { peer, founding, page: Some(page), until, times });
        self.channel.say(&Said::Start(page, peer, founding));
        None
    }

    /// Passes requests on to the page that runs a machine; answers the end of those that can't be.
    pub(super) fn pass_on(&mut self, to: NodeId, looks: bool, requests: Requests) -> Vec<Input> {
        let Some(page) = self.pages.host_of(to) else { return rejected(&requests) };
        if !self.channel.is_connected() {
            self.held.push((self.channel.now() + CALL_TIMEOUT, to, looks, requests));
            return Vec::new();
        }
        let until = self.channel.now() + REPLY_LIMIT;
        self.calls.extend(requests.iter().map(|(id, _)| (*id, (to, until))));
        let as_said =
            |requests: &[_]| Some(Said::Requests(to, looks, pages::pack(&requests.to_vec()).ok()?));
        let large = self.channel.say_many(Some(page), &requests, &as_said);
        for (id, _) in &large {
            self.calls.remove(id);
        }
        rejected(&large)
    }

    /// When something has taken too long.
    pub(super) fn next_limit(&self) -> Option<Instant> {
        let starts = self.starts.values().map(|start| start.until);
        let calls = self.calls.values().map(|(_, until)| *until);
        let held = self.held.iter().map(|(until, ..)| *until);
        starts.chain(calls).chain(held).min()
    }

    /// Ends what has taken too long, and looks for pages that are silent.
    pub(super) fn watch(&mut self, now: Instant) {
        let late = self.starts.values().filter(|start| start.until <= now);
        let late: Vec<_> = late.map(|start| (start.peer, start.founding, start.times)).collect();
        for (peer, founding, times) in late {
            if let Some(input) = self.ask_to_start(peer, founding, times + 1) {
                self.tell(input);
            }
        }
        // A reply that is lost would never come: its call ends as one between machines does.
        let late = self.calls.iter().filter(|(_, (_, until))| *until <= now);
        let late: Vec<_> = late.map(|(&id, &(to, _))| (id, to)).collect();
        for (id, owner) in late {
            self.calls.remove(&id);
            self.tell(Input::Reply { id, reply: Reply::Timeout { owner } });
        }
        for (_, _, _, requests) in self.held.extract_if(.., |(until, ..)| *until <= now) {
            for input in rejected(&requests) {
                self.master.handle_input(now, input);
            }
        }
        let members = self.master.ledger().running().len();
        let interval = tick_interval(members);
        // Who slept, or could not be reached itself, can't tell who was silent.
        if !self.channel.is_connected() || now.since(self.watched) > 3 * interval {
            self.pages.listen_again(now);
        }
        self.watched = now;
        let limit = tick_limit(members) + interval / 2;
        let limit = now.since(Instant::ORIGIN + limit);
        for node in self.pages.silent_since(Instant::ORIGIN + limit) {
            self.tell(Input::Silent(node));
        }
    }
}

/// The end of requests that reached nobody.
fn rejected(requests: &Requests) -> Vec<Input> {
    requests.iter().map(|(id, _)| Input::Rejected { id: *id }).collect()
}
