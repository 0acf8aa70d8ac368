//! A circle of 32-bit places with points of machines on it, and the next point from anywhere.

use alloc::vec::Vec;

use crate::id::NodeId;

/// Places are found by so many of their top bits at most: that index takes 64 MiB.
const MAX_INDEX_BITS: u32 = 24;

/// A point of a machine on a circle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// Where it is.
    pub place: u32,
    /// Whose it is.
    pub node: NodeId,
}

/// Points in their order.
#[derive(Clone, Debug)]
pub(super) struct Circle {
    /// Sorted by place, then by machine.
    points: Vec<Point>,
    /// Where in `points` the first is whose place has these top bits, or more.
    starts: Vec<u32>,
    /// The place's top bits are what is left of it when shifted by so many.
    shift: u32,
}

impl Circle {
    pub(super) fn new(points: impl Iterator<Item = Point>) -> Self {
        let mut points: Vec<Point> = points.collect();
        // Sorting by the place alone is twice as fast, and hardly ever are two the same.
        points.sort_unstable_by_key(|point| point.place);
        for met in points.chunk_by_mut(|one, next| one.place == next.place) {
            met.sort_unstable();
        }
        let mut circle = Self { points, starts: Vec::new(), shift: 0 };
        circle.index();
        circle
    }

    pub(super) fn points(&self) -> &[Point] {
        &self.points
    }

    /// The first point at this place or after it, going round at the end.
    #[inline]
    pub(super) fn next(&self, place: u32) -> Option<Point> {
        self.points.get(self.position(place)).or_else(|| self.points.first()).copied()
    }

    /// Where in `points` the first is at this place or after it.
    #[inline]
    pub(super) fn position(&self, place: u32) -> usize {
        let top = (u64::from(place) >> self.shift) as usize;
        let mut at = self.starts.get(top).map_or(0, |start| *start as usize);
        // About one point has the same top bits.
        while self.points.get(at).is_some_and(|point| point.place < place) {
            at += 1;
        }
        at
    }

    pub(super) fn add(&mut self, points: impl Iterator<Item = Point>) {
        self.points.extend(points);
        // A sorted run and a few more: a stable sort makes use of that.
        self.points.sort();
        self.index();
    }

    pub(super) fn remove(&mut self, node: NodeId) {
        self.points.retain(|point| point.node != node);
        self.index();
    }

    /// What so many points take in memory, in bytes.
    pub(super) const fn bytes(points: usize) -> usize {
        points * size_of::<Point>() + (size_of::<u32>() << index_bits(points))
    }

    fn index(&mut self) {
        let bits = index_bits(self.points.len());
        self.shift = u32::BITS - bits;
        self.starts.clear();
        self.starts.reserve_exact(1 << bits);
        for (at, point) in (0..).zip(&self.points) {
            let top = (u64::from(point.place) >> self.shift) as usize;
            if self.starts.len() <= top {
                self.starts.resize(top + 1, at);
            }
        }
        self.starts.resize(1 << bits, self.points.len() as u32);
    }
}

/// By how many top bits so many points are found: about one point has the same.
const fn index_bits(points: usize) -> u32 {
    let bits = usize::BITS - points.leading_zeros();
    if bits < MAX_INDEX_BITS { bits } else { MAX_INDEX_BITS }
}
