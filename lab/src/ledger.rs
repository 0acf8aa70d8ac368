//! Where every acknowledged key is: the exact account behind every figure.
//!
//! The ledger knows what the Master was told: every acknowledged put and delete, who did it,
//! and which machines truly run. From that it says what is on each machine, and what a `get`
//! would find. Two sums hold at every moment: *stored = reachable + stranded* (entries), and
//! *acknowledged = found + unreachable + lost* (keys). It is compared with the machines' own
//! summaries whenever the cluster has settled (see [`crate::master::Audit`]).

mod cells;
mod doubt;
mod explain;
mod hashed;
mod moves;
mod placed;
mod puts;
mod record;
mod records;
mod sides;
mod standing;

use std::collections::VecDeque;

use node_core::{Founding, Layout, NodeId, Placement, Term, View};
use serde::{Deserialize, Serialize};

use crate::limits::{MAX_VIEWS, MAX_VIEWS_BYTES};
pub use cells::{Cell, Cells};
use doubt::Doubts;
pub use explain::{Copy, Explanation, Fate, Place};
use hashed::Hashed;
pub use moves::{Moved, Moves};
pub use placed::{Ground, Grounds, Placed};
pub use puts::Holder;
use record::Record;
use records::Records;
use sides::Numbers;
pub use sides::Sides;
use standing::{ByMachine, Standing, Way};

/// The figures of the whole cluster; the words are those of the project's glossary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Entries on live machines.
    pub stored: u64,
    /// Entries on the present owner of their key.
    pub reachable: u64,
    /// Entries on a machine that doesn't own their key now.
    pub stranded: u64,
    /// Keys whose last put was answered `:ok` and that were not deleted since.
    pub acknowledged: u64,
    /// Acknowledged keys that a `get` finds now.
    pub found: u64,
    /// Found keys whose answer is not the last acknowledged value.
    pub stale: u64,
    /// Acknowledged keys that have copies, none of them on the owner.
    pub unreachable: u64,
    /// Acknowledged keys that are stored nowhere.
    pub lost: u64,
    /// Keys found again after their delete was acknowledged.
    pub resurrected: u64,
    /// Puts and deletes that were sent and never answered: perhaps done, nobody was told.
    pub unknown: u64,
    /// Puts that never reached an owner.
    pub refused: u64,
}

/// The figures of one machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineFigures {
    /// Entries whose key it owns.
    pub reachable: u64,
    /// Entries whose key another machine owns.
    pub stranded: u64,
    /// Keys whose last copy went with it, and that are still lost.
    pub lost: u64,
    digest: u64,
}

/// What one change of the running machines did to the keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Toll {
    /// Entries that vanished with a machine.
    pub entries_gone: u64,
    /// Acknowledged keys that are stored nowhere since.
    pub keys_lost: u64,
    /// Keys that were found before and whose owner is another machine since, which has no copy.
    pub keys_unreachable: u64,
    /// Keys that were not found before and are since.
    pub keys_found_again: u64,
    /// Figures before the change.
    pub before: Figures,
    /// Figures after it.
    pub after: Figures,
}

/// The account.
#[derive(Clone, Debug)]
pub struct Ledger {
    founding: Founding,
    /// How keys find their owner, as [`placement`](Self::placement) says.
    placement: Placement,
    placed: Placed,
    records: Records,
    figures: Figures,
    machines: ByMachine,
    doubts: Doubts,
    /// Where keys have belonged, the oldest first, the present last.
    views: VecDeque<Placed>,
    /// What the owners of all these take in memory, in bytes.
    views_bytes: usize,
    /// How many views were forgotten before the first of `views`.
    forgotten: u32,
    /// The number of the last view with other running machines or by another layout, if there were
    /// keys to move.
    moved_from: Option<u32>,
    /// The same, whether there were keys or not.
    changed_from: Option<u32>,
    revision: u64,
}

impl Ledger {
    /// The account of a fresh cluster, on which nothing runs yet.
    #[must_use]
    pub fn new(founding: Founding) -> Self {
        Self {
            founding,
            placement: founding.placement,
            placed: Placed::default(),
            records: Records::default(),
            figures: Figures::default(),
            machines: ByMachine::default(),
            doubts: Doubts::default(),
            views: VecDeque::from([Placed::default()]),
            views_bytes: 0,
            forgotten: 0,
            moved_from: None,
            changed_from: None,
            revision: 0,
        }
    }

    /// How keys find their owner: as the running machine with the lowest number has it, or, while
    /// none runs, as the last one had it.
    #[must_use]
    pub const fn placement(&self) -> Placement {
        self.placement
    }

    /// How the cluster was booted, whatever its placement is now.
    #[must_use]
    pub const fn founding(&self) -> Founding {
        self.founding
    }

    /// Where keys belong.
    #[must_use]
    pub const fn placed(&self) -> &Placed {
        &self.placed
    }

    /// The machines that truly run, sorted as text.
    #[must_use]
    pub fn running(&self) -> &[NodeId] {
        self.sides().running()
    }

    /// The running machines by the side of the partition they are on; one side without one.
    #[must_use]
    pub const fn sides(&self) -> &Sides {
        self.placed.sides()
    }

    /// The figures as one side of a partition has them: the owners are those of its own view.
    /// Stored, reachable and stranded entries are those of all machines.
    #[must_use]
    pub fn figures_of(&self, side: &[NodeId]) -> Figures {
        let mut figures = self.uncounted();
        for (hashed, record) in self.records.iter() {
            let owners = self.placed.owners_on(side, hashed);
            Standing::of(record, &owners, self.sides(), |_, _, _| {})
                .count_in(&mut figures, Way::Add);
        }
        figures
    }

    /// The figures that are not counted key by key.
    fn uncounted(&self) -> Figures {
        let Figures { unknown, refused, .. } = self.figures;
        Figures { unknown, refused, ..Figures::default() }
    }

    /// The figures of the whole cluster.
    #[must_use]
    pub const fn figures(&self) -> Figures {
        self.figures
    }

    /// The figures of one machine; all zero for one that never held anything.
    #[must_use]
    pub fn machine(&self, node: NodeId) -> MachineFigures {
        self.machines.get(node)
    }

    /// Keys the ledger knows of.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// Whether it knows of no key.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.len() == 0
    }

    /// Grows whenever something is accounted for: as long as it stays, so does all the ledger says.
    #[must_use]
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// A put was answered `:ok` by `by`, which holds the entry if it `lives` still; it may have
    /// died before its answer came.
    pub fn put_acknowledged(&mut self, key: View<'_>, value: View<'_>, by: NodeId, lives: bool) {
        let view = self.view_number();
        self.change(key, |record| record.put(by, lives, value.into(), view));
    }

    /// So many puts never reached an owner.
    pub fn puts_refused(&mut self, puts: u64) {
        self.figures.refused += puts;
        self.revision += 1;
    }

    /// A put was sent and not answered: perhaps its value is stored on one of these machines, or
    /// will be.
    pub fn put_unknown(&mut self, key: View<'_>, value: View<'_>, machines: &[NodeId]) {
        self.figures.unknown += 1;
        self.doubts.add(&key.into(), machines);
        self.change(key, |record| record.perhaps(value.into()));
        if machines.is_empty() {
            self.change(key, Record::settle);
        }
    }

    /// A delete was answered `:ok` by `by`, which holds nothing under the key now; nor does it
    /// if it died meanwhile.
    pub fn delete_acknowledged(&mut self, key: &Term, by: NodeId, lives: bool) {
        self.change(key.view(), |record| {
            if lives {
                record.set_copy(by, None);
            }
            record.delete();
        });
    }

    /// A delete was sent and not answered: perhaps one of these machines did it, or will.
    pub fn delete_unknown(&mut self, key: &Term, machines: &[NodeId]) {
        self.figures.unknown += 1;
        self.revision += 1;
        self.doubts.add(key, machines);
    }

    /// Keys that running machines are to be asked for: perhaps they did what nobody answered for.
    pub fn open_doubts(&self) -> impl Iterator<Item = (&Term, NodeId)> {
        self.doubts.open().filter(|(_, node)| self.sides().runs(*node))
    }

    /// Asks a machine anew about all that it may have done meanwhile; `false` when that is
    /// nothing.
    pub fn reopen_doubts(&mut self, node: NodeId) -> bool {
        self.doubts.reopen(node)
    }

    /// What a machine said it holds under a key.
    pub fn correct(&mut self, key: &Term, node: NodeId, held: Option<Term>) {
        self.doubts.asked(key, node);
        self.change(key.view(), |record| record.set_copy(node, held));
    }

    /// These machines run now; `dead`, if any, took its entries with it.
    pub fn set_running(&mut self, sides: Sides, dead: Option<NodeId>) -> Toll {
        let placed = self.placed.follow(sides, self.founding);
        self.set_placed(placed, dead)
    }

    /// The machines of a side have agreed to place keys so.
    pub fn set_layout(&mut self, side: usize, layout: Layout) -> Toll {
        let Some(placed) = self.placed.agree(side, layout) else { return Toll::default() };
        self.set_placed(placed, None)
    }

    /// Keys belong so now; `dead`, if any, took its entries with it.
    fn set_placed(&mut self, placed: Placed, dead: Option<NodeId>) -> Toll {
        for key in dead.map(|dead| self.doubts.bury(dead)).unwrap_or_default() {
            self.change(key.view(), Record::settle);
        }
        let before = std::mem::take(&mut self.placed);
        let mut toll = Toll { before: self.figures, ..Toll::default() };
        let (was, is) = (before.sides(), placed.sides());
        let mut figures = self.uncounted();
        // What a machine that lives on holds has not changed; what is hashed of that has, where it
        // places keys otherwise now.
        let lives_on = |node: &NodeId| {
            Some(*node) != dead
                && was.lives(*node)
                && is.lives(*node)
                && before.hashes_like(&placed, *node)
        };
        let same = Numbers::of(self.machines.nodes().filter(lives_on));
        let mut machines = self.machines.keep_digests(&same);
        self.records.change_each(|hashed, record| {
            let old = Standing::of(record, &before.owners(hashed), was, |_, _, _| {});
            if let Some(dead) = dead {
                toll.entries_gone += u64::from(record.bury(dead));
            }
            let owners = placed.owners(hashed);
            let digested = |node| !same.contain(node);
            let new = machines.count((hashed, record), &owners, &placed, Way::Add, digested);
            let acknowledged = new.acknowledged;
            toll.keys_lost += u64::from(acknowledged && new.lost && !old.lost);
            toll.keys_unreachable += u64::from(acknowledged && new.unreachable() && old.found);
            toll.keys_found_again += u64::from(acknowledged && new.found && !old.found);
            new.count_in(&mut figures, Way::Add);
        });
        if before != placed {
            let otherwise = placed.digests().any(|one| before.digests().all(|old| old != one));
            if was.running() != is.running() || otherwise {
                self.changed_from = Some(self.view_number());
                let has_keys = toll.before.acknowledged > 0;
                self.moved_from = has_keys.then(|| self.view_number());
            }
            self.views_bytes += placed.bytes();
            self.views.push_back(placed.clone());
            while self.views.len() > MAX_VIEWS
                || (self.views.len() > 2 && self.views_bytes > MAX_VIEWS_BYTES)
            {
                let oldest = self.views.pop_front();
                self.views_bytes -= oldest.map_or(0, |oldest| oldest.bytes());
                self.forgotten += 1;
            }
        }
        self.placement = placed.of_first().unwrap_or(self.placement);
        self.placed = placed;
        self.figures = figures;
        self.machines = machines;
        self.revision += 1;
        toll.after = figures;
        toll
    }

    /// Changes the record of one key, and the figures with it.
    fn change(&mut self, key: View<'_>, change: impl FnOnce(&mut Record)) {
        self.revision += 1;
        let Self { placed, records, figures, machines, doubts, .. } = self;
        let change = |hashed: Hashed<'_>, record: &mut Record| {
            account(placed, figures, machines, (hashed, record), change);
        };
        records.change(key, change, || doubts.is_about(&key.into()));
    }

    fn view_number(&self) -> u32 {
        self.forgotten + self.views.len() as u32 - 1
    }

    fn view(&self, number: u32) -> Option<&Placed> {
        self.views.get(usize::try_from(number.checked_sub(self.forgotten)?).ok()?)
    }
}

/// Changes a record, and the figures with it.
fn account(
    placed: &Placed,
    figures: &mut Figures,
    machines: &mut ByMachine,
    (hashed, record): (Hashed<'_>, &mut Record),
    change: impl FnOnce(&mut Record),
) {
    let owners = placed.owners(hashed);
    let mut count = |record: &Record, way| {
        machines.count((hashed, record), &owners, placed, way, |_| true).count_in(figures, way);
    };
    if record.matters() {
        count(record, Way::Take);
    }
    change(record);
    count(record, Way::Add);
}
