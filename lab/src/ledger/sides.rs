//! Who can reach whom: one side, unless a partition cuts the cluster into several.

use node_core::NodeId;

/// The running machines by the side of the partition they are on, each sorted as text; and those
/// that live and hold entries without taking part: frozen ones, silent ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    sides: Vec<Vec<NodeId>>,
    running: Vec<NodeId>,
    on_side: Vec<Numbers>,
    runs: Numbers,
    lives: Numbers,
}

impl Sides {
    /// These sides, of which the empty ones don't count, and these machines that are silent.
    #[must_use]
    pub fn new(sides: impl IntoIterator<Item = Vec<NodeId>>, silent: &[NodeId]) -> Self {
        let mut sides: Vec<Vec<NodeId>> =
            sides.into_iter().filter(|side| !side.is_empty()).collect();
        for side in &mut sides {
            side.sort();
        }
        let mut running = sides.concat();
        running.sort();
        let on_side = sides.iter().map(|side| Numbers::of(side.iter().copied())).collect();
        let runs = Numbers::of(running.iter().copied());
        let lives = Numbers::of(running.iter().chain(silent).copied());
        Self { sides, running, on_side, runs, lives }
    }

    /// All running machines, sorted as text.
    #[must_use]
    pub fn running(&self) -> &[NodeId] {
        &self.running
    }

    /// Each side's machines.
    #[must_use]
    pub fn sides(&self) -> &[Vec<NodeId>] {
        &self.sides
    }

    pub(super) fn runs(&self, node: NodeId) -> bool {
        self.runs.contain(node)
    }

    /// Whether it lives, and so keeps its entries.
    pub(super) fn lives(&self, node: NodeId) -> bool {
        self.lives.contain(node)
    }

    /// Whether a machine is on the side with this place.
    #[inline]
    pub(super) fn is_on(&self, side: usize, node: NodeId) -> bool {
        self.on_side.get(side).is_some_and(|numbers| numbers.contain(node))
    }
}

/// A set of machines: a bit for each number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Numbers(Vec<u64>);

impl Numbers {
    pub(super) fn of(machines: impl IntoIterator<Item = NodeId>) -> Self {
        let mut words = Vec::new();
        for (word, bit) in machines.into_iter().filter_map(place) {
            if words.len() <= word {
                words.resize(word + 1, 0);
            }
            words[word] |= 1 << bit;
        }
        Self(words)
    }

    #[inline]
    pub(super) fn contain(&self, node: NodeId) -> bool {
        let bits = |(word, bit)| self.0.get(word).is_some_and(|bits| (bits >> bit) & 1 == 1);
        place(node).is_some_and(bits)
    }
}

/// The word and the bit of a machine; no cluster has any beyond.
fn place(node: NodeId) -> Option<(usize, u32)> {
    let number = u16::try_from(node.number()).ok()?;
    Some((usize::from(number / 64), u32::from(number % 64)))
}

/// A key's owners: one, unless a partition gives it several.
#[derive(Clone, Debug, Default)]
pub(super) struct KeyOwners {
    first: Option<NodeId>,
    others: Vec<NodeId>,
}

impl KeyOwners {
    pub(super) fn new(first: Option<NodeId>, others: impl Iterator<Item = NodeId>) -> Self {
        Self { first, others: others.collect() }
    }

    /// The one owner, or none.
    pub(super) const fn one(first: Option<NodeId>) -> Self {
        Self { first, others: Vec::new() }
    }

    pub(super) fn contain(&self, node: NodeId) -> bool {
        self.first == Some(node) || self.others.contains(&node)
    }
}
