//! Ticks or gossip: which of them, and how a cluster goes over.

use super::{Hello, Membership};
use crate::{
    id::NodeId,
    io::Config,
    limits::{HELLO_ANSWERS, HELLO_INTERVAL, MAX_AHEAD, MIN_MISSED_TICKS, MODE_PATIENCE},
    message::{Mode, Said},
    time::Instant,
};

/// How this machine knows who is there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Modes {
    mode: Mode,
    gossip_from: u32,
    founders: u32,
    /// Since when the cluster has had a size that wants the other mode.
    unfit_since: Option<Instant>,
    /// Whether this machine has seen the cluster large in this mode.
    was_large: bool,
    /// How often a machine that has gone over to gossip still ticks.
    last_ticks: u32,
}

impl Modes {
    /// Of a machine that is started so.
    pub(super) const fn new(config: Config) -> Self {
        let (founders, from) = (config.founding.machines, config.gossip_from);
        let mode = if from == 0 || founders > from { Mode::GOSSIP } else { Mode::TICKS };
        Self {
            mode,
            gossip_from: from,
            founders,
            unfit_since: None,
            was_large: false,
            last_ticks: 0,
        }
    }

    pub(super) const fn mode(&self) -> Mode {
        self.mode
    }

    /// Members beyond which this machine gossips.
    pub(super) const fn gossip_from(&self) -> u32 {
        self.gossip_from
    }

    /// Whether a machine that has gone over to gossip still ticks.
    pub(super) const fn ticks_on(&self) -> bool {
        self.last_ticks > 0
    }

    /// The same, once.
    pub(super) const fn ticks_once_more(&mut self) -> bool {
        let ticks_on = self.ticks_on();
        self.last_ticks = self.last_ticks.saturating_sub(1);
        ticks_on
    }

    /// Whether the cluster has had, for long, a size that wants the other mode. It goes over to
    /// ticks only when it is half as large as when it goes over to gossip, or it would go to and
    /// fro; and it has to have been large, since one that is being booted is small at first.
    fn is_unfit(&mut self, now: Instant, members: usize) -> bool {
        let from = self.gossip_from as usize;
        let is_small = members.saturating_mul(2) <= from;
        self.was_large |= !is_small;
        let unfit = if self.mode.gossips() { is_small && self.was_large } else { members > from };
        if !unfit {
            self.unfit_since = None;
            return false;
        }
        now.since(*self.unfit_since.get_or_insert(now)) >= MODE_PATIENCE
    }
}

impl Membership {
    /// Goes over to the other mode if the cluster has had the size for that for long.
    pub(super) fn consider_mode(&mut self, now: Instant, members: usize) {
        if self.modes.is_unfit(now, members) {
            self.follow(now, self.modes.mode.next());
        }
    }

    /// Follows a higher mode than its own.
    pub(super) fn follow(&mut self, now: Instant, mode: Mode) {
        let ahead = mode.0.saturating_sub(self.modes.mode.0);
        if ahead == 0 || ahead > MAX_AHEAD {
            return;
        }
        let ticked = !self.gossips();
        let gossips = mode.gossips();
        // The others learn it from these ticks, and miss none until they have.
        let last_ticks = if gossips && ticked { MIN_MISSED_TICKS } else { 0 };
        let modes = self.modes;
        self.modes = Modes { mode, unfit_since: None, was_large: false, last_ticks, ..modes };
        let missing = if gossips { self.missing_founders() } else { Default::default() };
        self.begin_table(missing);
        if gossips {
            self.begin_probes(now);
            return;
        }
        let mut members = 1;
        for peer in self.peers.values_mut() {
            peer.last_heard = now;
            peer.silence.give_up();
            members += usize::from(peer.connection.is_some());
        }
        self.pace.begin_anew(now, members);
        let is_alone = members == 1;
        self.hello = is_alone.then_some(Hello { again_at: now, wait: HELLO_INTERVAL });
    }

    /// The founders that were never heard of.
    fn missing_founders(&self) -> alloc::vec::Vec<u32> {
        let founders = super::gossip::founders(self.me, self.modes.founders);
        founders.filter(|number| !self.peers.contains_key(number)).collect()
    }

    /// What a tick says of the mode; whether that is all there is to it here.
    pub(super) fn is_other_mode(&mut self, now: Instant, from: NodeId, mode: Mode) -> bool {
        self.follow(now, mode);
        if !self.gossips() {
            return false;
        }
        // All the others hear the tick as well: a few are enough to say what they follow.
        if mode < self.modes.mode && self.is_one_of_few() {
            self.gossip_to(from, Said::News);
        }
        true
    }

    /// Whether this machine is one of the few that answer what everyone heard.
    pub(super) fn is_one_of_few(&mut self) -> bool {
        let members = self.gossip.members() as u64;
        self.gossip.happens(HELLO_ANSWERS.into(), members)
    }
}
