//! `:memento`, MementoHash: jump hash, and a note for each machine that is missing in between.
//!
//! Keys jump to one of as many buckets as there are, as under `:jump`. When the last bucket's machine
//! goes, that bucket is dropped, as there. When another goes, a note says how many buckets with a
//! machine are left. A key that jumps to such a bucket is hashed again, to a number below that one; if
//! that bucket has a note, too, one that was made earlier, it is followed: the number in it is the
//! bucket that took the place of this one. So the leaver's keys are spread evenly over all others, and
//! no other key moves. One that comes takes the bucket noted last and its keys, or, where there is no
//! note, a new last one (Coluzzi, Brocco, Antonucci, Leidi, "MementoHash: a stateful, minimal memory,
//! best performing consistent hash algorithm", 2023).
//!
//! Nothing is kept but the notes, and there is no bound to how many machines can come. Who is in which
//! bucket depends on the order in which machines came and went; the founders get theirs in the order
//! of their names.

use alloc::vec::Vec;

use hashbrown::HashTable;

use super::{
    Jump, Place, Steps,
    mix::{below, mix, mix_pair},
};
use crate::id::NodeId;

/// Buckets, and notes about those whose machine is missing.
#[derive(Clone, Debug)]
pub struct Memento {
    /// Who is in each bucket, or was last.
    nodes: Vec<NodeId>,
    notes: HashTable<Note>,
    /// The bucket noted last.
    noted: u32,
}

/// What is known of a bucket without a machine.
#[derive(Clone, Copy, Debug)]
struct Note {
    bucket: u32,
    /// How many buckets had a machine afterwards; that is also the bucket in its place.
    left: u32,
    /// The bucket noted before it.
    before: u32,
}

impl Memento {
    /// As the founders, sorted as text, share the keys.
    #[must_use]
    pub fn new(founders: &[NodeId]) -> Self {
        Self { nodes: founders.to_vec(), notes: HashTable::new(), noted: 0 }
    }

    fn left(&self) -> usize {
        self.nodes.len() - self.notes.len()
    }

    #[inline]
    fn note(&self, bucket: u32) -> Option<&Note> {
        if self.notes.is_empty() {
            return None;
        }
        self.notes.find(mix(bucket.into()), |note| note.bucket == bucket)
    }

    /// The owner of a key; `visit` is told of each bucket that is looked at, the owner's at last.
    #[inline]
    fn walk(&self, hash: u32, mut visit: impl FnMut(u32)) -> Option<NodeId> {
        if self.left() == 0 {
            return None;
        }
        let mut bucket = Jump::bucket(hash.into(), self.nodes.len() as u32);
        visit(bucket);
        while let Some(Note { left, .. }) = self.note(bucket).copied() {
            bucket = below(left, mix_pair(hash, bucket));
            visit(bucket);
            while let Some(earlier) = self.note(bucket).filter(|earlier| earlier.left >= left) {
                bucket = earlier.left;
                visit(bucket);
            }
        }
        self.nodes.get(bucket as usize).copied()
    }

    fn bucket_of(&self, node: NodeId) -> Option<u32> {
        let mut buckets = (0..).zip(&self.nodes);
        buckets
            .find(|(bucket, there)| **there == node && self.note(*bucket).is_none())
            .map(|(bucket, _)| bucket)
    }
}

impl Place for Memento {
    fn owner(&self, hash: u32) -> Option<NodeId> {
        self.walk(hash, |_| {})
    }

    fn arrive(&mut self, node: NodeId) {
        if self.bucket_of(node).is_some() {
            return;
        }
        let noted = self.noted;
        let note = self.notes.find_entry(mix(noted.into()), |note| note.bucket == noted);
        let Ok(note) = note else {
            self.nodes.push(node);
            return;
        };
        self.noted = note.remove().0.before;
        self.nodes[noted as usize] = node;
    }

    fn depart(&mut self, node: NodeId) {
        let Some(bucket) = self.bucket_of(node) else { return };
        if self.notes.is_empty() && bucket as usize + 1 == self.nodes.len() {
            self.nodes.pop();
            return;
        }
        let note = Note { bucket, left: self.left() as u32 - 1, before: self.noted };
        self.notes.insert_unique(mix(bucket.into()), note, |note| mix(note.bucket.into()));
        self.noted = bucket;
    }

    fn steps(&self, hash: u32) -> Steps {
        let mut walk = Vec::new();
        let owner = self.walk(hash, |bucket| walk.push(bucket));
        owner.map_or(Steps::Nobody, |_| Steps::Walk(walk))
    }

    fn bytes(&self) -> usize {
        size_of_val(self.nodes.as_slice()) + self.notes.allocation_size()
    }

    fn machines(&self) -> Vec<NodeId> {
        let there = (0..).zip(&self.nodes).filter(|(bucket, _)| self.note(*bucket).is_none());
        let mut machines: Vec<NodeId> = there.map(|(_, node)| *node).collect();
        machines.sort_unstable();
        machines
    }
}
