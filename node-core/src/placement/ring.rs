//! `:ring`, a hash ring: each machine has points on a circle of hashes, and a key belongs to the
//! machine of the first point at or after its own hash.
//!
//! A machine that goes takes its own points with it, and the keys before them go to the next ones;
//! all other keys stay where they are (Karger et al., "Consistent hashing and random trees", 1997).
//! It is bit for bit the ring of libring 1.7, the Elixir library the story turns to: the points of
//! a machine are `phash2({node, i}, 2^32 - 1)` for i from 1 to 128, a key is at
//! `phash2(key, 2^32 - 1)`, an atom at that of its `term_to_binary`. Where points of two machines
//! meet, that of the first name counts.

use alloc::{string::ToString, vec::Vec};

use super::{
    Place, Steps,
    circle::{Circle, Point},
    members,
};
use crate::{id::NodeId, phash2, term::View};

/// Points of one machine in libring.
pub const RING_POINTS: u32 = 128;

/// Hashes are taken modulo this: libring's `@hash_range`.
const RANGE: u32 = u32::MAX;

/// A ring of points.
#[derive(Clone, Debug)]
pub struct Ring {
    points_each: u32,
    members: Vec<NodeId>,
    circle: Circle,
}

impl Ring {
    /// With so many points of each of these members, sorted as text.
    #[must_use]
    pub fn new(points_each: u32, members: &[NodeId]) -> Self {
        let points = members.iter().flat_map(|node| points_of(*node, points_each));
        Self { points_each, members: members.to_vec(), circle: Circle::new(points) }
    }

    /// All points, in the order of their places.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        self.circle.points()
    }

    /// Where on the ring a key of this hash is, from 0 to 2^32 - 2.
    #[must_use]
    pub const fn place(hash: u32) -> u32 {
        hash % RANGE
    }

    /// The point a key of this hash belongs to.
    #[must_use]
    #[inline]
    pub fn point(&self, hash: u32) -> Option<Point> {
        self.circle.next(Self::place(hash))
    }

    pub(super) const fn circle(&self) -> &Circle {
        &self.circle
    }
}

impl Place for Ring {
    #[inline]
    fn owner(&self, hash: u32) -> Option<NodeId> {
        self.point(hash).map(|point| point.node)
    }

    fn arrive(&mut self, node: NodeId) {
        if members::insert(&mut self.members, node) {
            self.circle.add(points_of(node, self.points_each));
        }
    }

    fn depart(&mut self, node: NodeId) {
        if members::remove(&mut self.members, node) {
            self.circle.remove(node);
        }
    }

    fn steps(&self, hash: u32) -> Steps {
        let point = self.point(hash).map(|point| point.place);
        point.map_or(Steps::Nobody, |point| Steps::Point { place: Self::place(hash), point })
    }

    fn bytes(&self) -> usize {
        let points = self.members.len() * self.points_each as usize;
        size_of_val(self.members.as_slice()) + Circle::bytes(points)
    }

    fn machines(&self) -> Vec<NodeId> {
        self.members.clone()
    }
}

fn points_of(node: NodeId, points: u32) -> impl Iterator<Item = Point> {
    let hash = phash2::pairs(&node.to_string());
    (1..=points).map(move |i| Point { place: Ring::place(hash(i.into())), node })
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
