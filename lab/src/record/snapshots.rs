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

/// The moments that are kept, the earliest first; the first of all is always there.
#[derive(Debug)]
pub(super) struct Snapshots<W> {
    kept: Vec<Snapshot<W>>,
    spacing: usize,
}

impl<W: Clone> Snapshots<W> {
    pub(super) fn new(state: &State, witness: &W) -> Self {
        let first = Snapshot {
            state: state.clone(),
            witness: witness.clone(),
            weight: state.stage.weight(),
        };
        Self { kept: vec![first], spacing: SPACING }
    }

    /// Keeps this moment, if it is far enough from the last.
    pub(super) fn pass(&mut self, state: &State, witness: &W) {
        let last = self.kept.last().map_or(0, |last| last.state.work);
        let since = state.work.saturating_sub(last);
        if since < self.spacing {
            return;
        }
        let weight = state.stage.weight();
        if since < weight / WEIGHT_PER_NOTE {
            return;
        }
        self.kept.push(Snapshot { state: state.clone(), witness: witness.clone(), weight });
        self.thin_out();
    }

    /// Lets every other one go, as long as there are too many.
    fn thin_out(&mut self) {
        let total = |kept: &[Snapshot<W>]| kept.iter().map(|kept| kept.weight).sum::<usize>();
        while self.kept.len() > 2 && (self.kept.len() > MOST || total(&self.kept) > MOST_WEIGHT) {
            let mut stays = false;
            self.kept.retain(|_| {
                stays = !stays;
                stays
            });
            self.spacing = self.spacing.saturating_mul(2);
        }
    }

    /// The last one at which this is so; it must be so of all before. The first one, if of none.
    pub(super) fn last(&self, is_so: impl Fn(&State) -> bool) -> Option<(&State, &W)> {
        let so = self.kept.partition_point(|kept| is_so(&kept.state));
        self.kept.get(so.saturating_sub(1)).map(|kept| (&kept.state, &kept.witness))
    }
}
