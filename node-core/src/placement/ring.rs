//! `:ring`, a hash ring: each machine has points on a circle of hashes, and a key belongs to the
//! machine of the first point at or after its own hash.
//!
//! A machine that goes takes its own points with it, and the keys before them go to the next ones;
//! all other keys stay where they are (Karger et al., "Consistent hashing and random trees", 1997).
//! It is bit for bit the ring of libring 1.7, the Elixir library the story turns to: the points of
//! a machine are `phash2({node, i}, 2^32 - 1)` for i from 1 to 128, a key is at
//! `phash2(key, 2^32 - 1)`, an atom at that of its `term_to_binary`. Where points of two machines
//! meet, that of the first name counts.

use alloc::vec::Vec;

use super::{Place, Steps};
use crate::{id::NodeId, phash2, term::View};

/// Points of one machine in libring.
pub const RING_POINTS: u32 = 128;

/// Hashes are taken modulo this: libring's `@hash_range`.
const RANGE: u32 = u32::MAX;

/// A ring of points.
#[derive(Clone, Debug)]
pub struct Ring {
    points_each: u32,
    /// Sorted by place, then by machine.
    points: Vec<Point>,
    /// Where in `points` the first is whose place has these top bits, or more; a bound above all.
    starts: Vec<u32>,
    /// The place's top bits are what is left of it when shifted by so many.
    shift: u32,
}

/// A point of a machine on the ring.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point {
    /// Where it is on the ring, from 0 to 2^32 - 2.
    pub place: u32,
    /// Whose it is.
    pub node: NodeId,
}

impl Ring {
    /// With so many points of each of these members.
    #[must_use]
    pub fn new(points_each: u32, members: &[NodeId]) -> Self {
        let mut points: Vec<Point> =
            members.iter().flat_map(|node| points_of(*node, points_each)).collect();
        points.sort_unstable();
        let mut ring = Self { points_each, points, starts: Vec::new(), shift: 0 };
        ring.index();
        ring
    }

    /// All points, in the order of their places.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Where on the ring a key of this hash is.
    #[must_use]
    pub const fn place(hash: u32) -> u32 {
        hash % RANGE
    }

    /// The point a key of this hash belongs to.
    #[must_use]
    #[inline]
    pub fn point(&self, hash: u32) -> Option<Point> {
        let place = Self::place(hash);
        let top = (u64::from(place) >> self.shift) as usize;
        let (from, to) = (*self.starts.get(top)? as usize, *self.starts.get(top + 1)? as usize);
        let near = self.points.get(from..to)?;
        let next = from + near.partition_point(|point| point.place < place);
        self.points.get(next).or_else(|| self.points.first()).copied()
    }

    /// Finds places by their top bits: about one point has the same.
    fn index(&mut self) {
        let bits = usize::BITS - self.points.len().leading_zeros();
        self.shift = 32 - bits.min(24);
        let buckets = 1_usize << (32 - self.shift);
        self.starts.clear();
        self.starts.reserve(buckets + 1);
        for (at, point) in (0..).zip(&self.points) {
            let top = (u64::from(point.place) >> self.shift) as usize;
            while self.starts.len() <= top {
                self.starts.push(at);
            }
        }
        self.starts.resize(buckets + 1, self.points.len() as u32);
    }
}

impl Place for Ring {
    #[inline]
    fn owner(&self, hash: u32) -> Option<NodeId> {
        self.point(hash).map(|point| point.node)
    }

    fn arrive(&mut self, node: NodeId) {
        if self.points.iter().any(|point| point.node == node) {
            return;
        }
        self.points.extend(points_of(node, self.points_each));
        // Two sorted runs are merged, all but the new points being in order.
        self.points.sort();
        self.index();
    }

    fn depart(&mut self, node: NodeId) {
        self.points.retain(|point| point.node != node);
        self.index();
    }

    fn machines(&self) -> Vec<NodeId> {
        let mut machines: Vec<NodeId> = self.points.iter().map(|point| point.node).collect();
        machines.sort_unstable();
        machines.dedup();
        machines
    }

    fn steps(&self, hash: u32) -> Steps {
        let point = self.point(hash).map(|point| point.place);
        point.map_or(Steps::Nobody, |point| Steps::Point { place: Self::place(hash), point })
    }

    fn bytes(&self) -> usize {
        size_of_val(self.points.as_slice()) + size_of_val(self.starts.as_slice())
    }
}

fn points_of(node: NodeId, points: u32) -> impl Iterator<Item = Point> {
    let name = alloc::string::ToString::to_string(&node);
    (1..=points).map(move |i| {
        let hash = phash2::pair(&name, i.into());
        Point { place: hash % RANGE, node }
    })
}

/// The hash of an atom as libring takes it: that of the binary `term_to_binary` makes of it, which
/// in OTP 25 is version 131, tag 100 with a Latin-1 text, and tag 119 or 118 with any other.
pub(super) fn hash_atom(name: &str) -> u32 {
    const VERSION: u8 = 131;
    const ATOM_EXT: u8 = 100;
    const ATOM_UTF8_EXT: u8 = 118;
    const SMALL_ATOM_UTF8_EXT: u8 = 119;
    let latin1: Option<Vec<u8>> = name.chars().map(|c| u8::try_from(c).ok()).collect();
    let mut bytes = alloc::vec![VERSION];
    match latin1 {
        Some(text) => {
            bytes.push(ATOM_EXT);
            bytes.extend((text.len() as u16).to_be_bytes());
            bytes.extend(text);
        }
        None => {
            match u8::try_from(name.len()) {
                Ok(length) => bytes.extend([SMALL_ATOM_UTF8_EXT, length]),
                Err(_) => {
                    bytes.push(ATOM_UTF8_EXT);
                    bytes.extend((name.len() as u16).to_be_bytes());
                }
            }
            bytes.extend(name.as_bytes());
        }
    }
    phash2::hash_view(View::Binary(&bytes))
}
