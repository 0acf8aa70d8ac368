//! Moments of a replay that are kept, so that going back is quick.

use super::living::State;

/// How much is lived at most between two snapshots, in notes without keys, as long as there are not
/// too many.
const SPACING: usize = 8_192;

/// How many entries and keys are copied in the time that a note takes, and some more: where a
/// copy takes longer, there are fewer.
const WEIGHT_PER_NOTE: usize = 8;

/// How many there are at most.
const MOST: usize = 48;

/// How many entries and keys all of them hold at most.
const MOST_WEIGHT: usize = 4_000_000;

#[derive(Clone, Debug)]
struct Snapshot<W> {
    state: State,
    witness: W,
    weight: usize,
}

impl<W: Clone> Snapshot<W> {
    fn of(state: &State, witness: &W) -> Self {
        let weight = state.stage.weight();
        Self { state: state.clone(), witness: witness.clone(), weight }
    }
}

/// The moments that are kept, the earliest first.
#[derive(Debug)]
pub(super) struct Snapshots<W> {
    /// The beginning, which is always kept.
    first: Snapshot<W>,
    kept: Vec<Snapshot<W>>,
    spacing: usize,
}

impl<W: Clone> Snapshots<W> {
    pub(super) fn new(state: &State, witness: &W) -> Self {
        Self { first: Snapshot::of(state, witness), kept: Vec::new(), spacing: SPACING }
    }

    /// Keeps this moment, if it is far enough from the last.
    pub(super) fn pass(&mut self, state: &State, witness: &W) {
        let last = self.kept.last().unwrap_or(&self.first).state.work;
        let since = state.work.saturating_sub(last);
        if since < self.spacing {
            return;
        }
        let weight = state.stage.weight();
        if since < weight / WEIGHT_PER_NOTE {
            return;
        }
        self.kept.push(Snapshot::of(state, witness));
        self.thin_out();
    }

    /// The first moment that is kept.
    pub(super) fn first(&self) -> &State {
        &self.first.state
    }

    /// Lets go what is before this moment, which is the first then.
    pub(super) fn begin_at(&mut self, state: &State, witness: &W) {
        self.first = Snapshot::of(state, witness);
        self.kept.retain(|kept| kept.state.note > state.note);
    }

    /// Lets every other one go, as long as there are too many.
    fn thin_out(&mut self) {
        let total = |kept: &[Snapshot<W>]| kept.iter().map(|kept| kept.weight).sum::<usize>();
        while self.kept.len() > 1 && (self.kept.len() > MOST || total(&self.kept) > MOST_WEIGHT) {
            // The last one stays.
            let mut stays = self.kept.len().is_multiple_of(2);
            self.kept.retain(|_| {
                stays = !stays;
                stays
            });
            self.spacing = self.spacing.saturating_mul(2);
        }
    }

    /// The last one at which this is so; it must be so of all before. The first one, if of none.
    pub(super) fn last(&self, is_so: impl Fn(&State) -> bool) -> (&State, &W) {
        let so = self.kept.partition_point(|kept| is_so(&kept.state));
        let last = so.checked_sub(1).and_then(|last| self.kept.get(last)).unwrap_or(&self.first);
        (&last.state, &last.witness)
    }
}
