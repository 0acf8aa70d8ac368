//! How a machine comes to place keys as the others do: it keeps its [`Layout`], and takes over
//! theirs where that prevails.

use alloc::vec::Vec;

use super::Node;
use crate::{
    id::NodeId,
    io::Output,
    layout::{Layout, LayoutChange},
    limits::{LAYOUT_PATIENCE, MAX_GENERATIONS_AHEAD, MAX_LAYOUTS_TAKEN, TICK_INTERVAL},
    message::Body,
    placement::{Owners, Place, Placement},
    time::Instant,
};

/// What a machine needs to place keys.
#[derive(Clone, Debug)]
pub(super) struct Agreement {
    layout: Layout,
    digest: u32,
    /// The digest is of an earlier layout.
    is_stale: bool,
    pub(super) owners: Owners,
    /// Since when the view and this layout differ, if they do.
    differs_since: Option<Instant>,
    /// Whom this machine has told its layout unasked, and when.
    told: Vec<(NodeId, Instant)>,
    /// How many layouts of others it has taken over since when.
    taken: (u32, Instant),
}

impl Agreement {
    /// Of a machine that starts, and believes in nobody yet.
    pub(super) fn new(mut layout: Layout, me: NodeId) -> Self {
        layout.note(LayoutChange::Arrived(me));
        let (digest, owners) = (layout.digest(), layout.owners(&[me]));
        let (told, taken) = (Vec::new(), (0, Instant::ORIGIN));
        Self { layout, digest, is_stale: false, owners, differs_since: None, told, taken }
    }

    pub(super) const fn layout(&self) -> &Layout {
        &self.layout
    }

    pub(super) const fn digest(&self) -> u32 {
        self.digest
    }

    /// Whether a machine is to be told once more: once a tick at most.
    fn may_tell(&mut self, now: Instant, node: NodeId) -> bool {
        self.told.retain(|(_, at)| now.since(*at) < TICK_INTERVAL);
        let is_due = self.told.iter().all(|(told, _)| *told != node);
        if is_due {
            self.told.push((node, now));
        }
        is_due
    }

    /// Whether one more layout is to be taken over now.
    fn may_take(&mut self, now: Instant) -> bool {
        let (taken, since) = &mut self.taken;
        if now.since(*since) >= TICK_INTERVAL {
            (*taken, *since) = (0, now);
        }
        *taken += 1;
        *taken <= MAX_LAYOUTS_TAKEN
    }

    /// All changes of the moment have been followed.
    pub(super) fn seal(&mut self) {
        if core::mem::take(&mut self.is_stale) {
            self.digest = self.layout.digest();
        }
    }

    /// The view has changed by this.
    pub(super) fn follow(&mut self, change: LayoutChange) {
        if !self.layout.placement().has_history() {
            change.apply(&mut self.owners);
            return;
        }
        let generation = self.layout.generation();
        if !self.layout.note(change) {
            return;
        }
        self.is_stale = true;
        if self.layout.generation() == generation {
            change.apply(&mut self.owners);
        } else {
            self.owners = self.layout.owners(&[]);
        }
    }
}

impl Node {
    /// Places keys so from now on, and tells the others.
    pub(super) fn place(&mut self, now: Instant, placement: Placement) {
        let layout = self.agreement.layout.exchanged(placement, &self.members);
        self.take_over(now, layout);
        for node in self.members.clone() {
            self.tell_layout(now, node);
        }
    }

    /// Tells a machine how this one places keys.
    pub(super) fn tell_layout(&mut self, now: Instant, node: NodeId) {
        let layout = self.agreement.layout.clone();
        self.membership.send(now, node, Body::Layout(layout));
    }

    /// The same to one that seems not to know, but once a tick at most.
    pub(super) fn tell_layout_again(&mut self, now: Instant, node: NodeId) {
        if self.agreement.may_tell(now, node) {
            self.tell_layout(now, node);
        }
    }

    /// A machine has told how it places keys; `false` if nobody can.
    pub(super) fn hear_layout(&mut self, now: Instant, from: NodeId, layout: Layout) -> bool {
        let own = self.agreement.layout.generation();
        let ahead = layout.generation().saturating_sub(own);
        if !layout.is_sound() || ahead > MAX_GENERATIONS_AHEAD {
            return false;
        }
        if layout > self.agreement.layout {
            if self.agreement.may_take(now) {
                self.take_over(now, layout);
            }
        } else if layout < self.agreement.layout {
            self.tell_layout_again(now, from);
        }
        true
    }

    fn take_over(&mut self, now: Instant, layout: Layout) {
        let before = self.agreement.layout.placement();
        self.agreement.owners = layout.owners(&self.members);
        self.agreement.digest = layout.digest();
        self.agreement.layout = layout;
        self.membership.set_layout(self.agreement.digest);
        let placement = self.agreement.layout.placement();
        if !before.hashes_like(placement) {
            self.store.rehash(|key| placement.hash(key));
        }
        // Whom this layout names besides the last one may be on its way.
        self.agreement.differs_since = None;
        self.compare_layout(now);
        self.recount();
        self.outputs.push_back(Output::LayoutChanged);
    }

    /// Notes whether the view and the layout differ, and since when.
    pub(super) fn compare_layout(&mut self, now: Instant) {
        let differs = self.agreement.layout.placement().has_history()
            && self.agreement.layout.members() != self.members;
        self.agreement.differs_since = differs.then(|| self.agreement.differs_since.unwrap_or(now));
    }

    /// What differs for long is so, and noted as changes.
    pub(super) fn reconcile_layout(&mut self, now: Instant) {
        let Some(since) = self.agreement.differs_since else { return };
        if now.since(since) < LAYOUT_PATIENCE {
            return;
        }
        let mut layout = self.agreement.layout.clone();
        if layout.reconcile(&self.members) {
            self.take_over(now, layout);
        }
    }

    /// Counts anew which entries are on their owner.
    pub(super) fn recount(&mut self) {
        let (owners, me) = (&self.agreement.owners, self.me.node);
        self.store.recount(|hash| owners.owner(hash) == Some(me));
    }
}
