//! `:maglev`, a table that machines fill by turns: a key's owner is in row `hash % rows`.
//!
//! Each machine has an order of its own in which it wants the rows: it starts at one, and goes on in
//! steps of one length, both hashes of its number. The number of rows is a prime, so such a walk
//! reaches every row. By turns, in the order of their names, each machine takes the next row of its
//! walk that is still free, until none is. So all get equally many, to within one row, and finding an
//! owner takes one look (Eisenbud et al., "Maglev: a fast and reliable software network load
//! balancer", 2016).
//!
//! When a machine goes, most rows are taken by whom they were taken before, but not all: a few change
//! hands although both machines are there. The more rows a machine, the fewer do. With more machines
//! than rows, the last ones get none.

use alloc::{boxed::Box, vec, vec::Vec};

use once_cell::race::OnceBox;

use super::{Place, Steps, members, mix::mix_pair};
use crate::id::NodeId;

/// Rows of the smaller of the two tables that the paper tells of.
pub const MAGLEV_TABLE: u32 = 65_537;

/// Rows of a table at most: the greatest prime below 2^20.
pub const MAX_TABLE: u32 = 1_048_573;

/// A table with a machine in each row.
#[derive(Clone, Debug)]
pub struct Maglev {
    rows: u32,
    /// 2^64 / rows, rounded up.
    inverse: u64,
    members: Vec<NodeId>,
    /// Made when it is first asked for: while a cluster boots its members change many times.
    table: OnceBox<Box<[NodeId]>>,
}

impl Maglev {
    /// Of these members, sorted as text, with so many rows; if that is no prime, with a few more.
    #[must_use]
    pub fn new(rows: u32, members: &[NodeId]) -> Self {
        // With any other number a walk may go round without reaching a free row.
        let mut rows = rows.clamp(2, MAX_TABLE);
        while !is_prime(rows) {
            rows += 1;
        }
        let inverse = u64::MAX / u64::from(rows) + 1;
        Self { rows, inverse, members: members.to_vec(), table: OnceBox::new() }
    }

    /// `hash % rows`, without a division: what that would leave after the point, in 64 bits, times the
    /// rows. It is exact for all hashes (Lemire, Kaser, Kurz, "Faster remainder by direct computation",
    /// 2019).
    #[inline]
    const fn row(&self, hash: u32) -> u32 {
        let rows = self.rows as u64;
        let fraction = self.inverse.wrapping_mul(hash as u64);
        // By halves, as few processors of a browser have a product of 128 bits.
        let [high, low] = [fraction >> 32, fraction & u32::MAX as u64];
        ((high * rows + ((low * rows) >> 32)) >> 32) as u32
    }

    /// Who has each row.
    #[must_use]
    #[inline]
    pub fn table(&self) -> &[NodeId] {
        self.table.get_or_init(|| Box::new(self.fill()))
    }

    fn fill(&self) -> Box<[NodeId]> {
        let mut table = vec![None; self.rows as usize];
        let mut free = if self.members.is_empty() { 0 } else { self.rows };
        let mut walks: Vec<Walk> =
            self.members.iter().map(|node| Walk::new(*node, self.rows)).collect();
        while free > 0 {
            for (node, walk) in self.members.iter().zip(&mut walks).take(free as usize) {
                while let Some(row) = table.get_mut(walk.next(self.rows) as usize) {
                    if row.is_none() {
                        *row = Some(*node);
                        free -= 1;
                        break;
                    }
                }
            }
        }
        table.into_iter().flatten().collect()
    }
}

/// The order in which a machine wants the rows.
struct Walk {
    next: u32,
    step: u32,
}

impl Walk {
    const fn new(node: NodeId, rows: u32) -> Self {
        let [start, step] = [mix_pair(node.number(), 0), mix_pair(node.number(), 1)];
        let (rows, others) = (rows as u64, rows as u64 - 1);
        Self { next: (start % rows) as u32, step: (step % others) as u32 + 1 }
    }

    const fn next(&mut self, rows: u32) -> u32 {
        let row = self.next;
        let next = row + self.step;
        self.next = if next < rows { next } else { next - rows };
        row
    }
}

impl Place for Maglev {
    #[inline]
    fn owner(&self, hash: u32) -> Option<NodeId> {
        self.table().get(self.row(hash) as usize).copied()
    }

    fn arrive(&mut self, node: NodeId) {
        if members::insert(&mut self.members, node) {
            self.table = OnceBox::new();
        }
    }

    fn depart(&mut self, node: NodeId) {
        if members::remove(&mut self.members, node) {
            self.table = OnceBox::new();
        }
    }

    fn steps(&self, hash: u32) -> Steps {
        let rows = self.table().len() as u32;
        let row = hash.checked_rem(rows);
        row.map_or(Steps::Nobody, |row| Steps::Row { rows, row })
    }

    fn bytes(&self) -> usize {
        let rows = if self.members.is_empty() { 0 } else { self.rows as usize };
        size_of_val(self.members.as_slice()) + rows * size_of::<NodeId>()
    }

    fn machines(&self) -> Vec<NodeId> {
        self.members.clone()
    }
}

/// Whether a number has no divisors but one and itself.
#[must_use]
pub const fn is_prime(number: u32) -> bool {
    let mut divisor = 2;
    while divisor * divisor <= number as u64 {
        if (number as u64).is_multiple_of(divisor) {
            return false;
        }
        divisor += 1;
    }
    number > 1
}
