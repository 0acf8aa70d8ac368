//! Any placement, made for the machines of one view.

use alloc::vec::Vec;

use super::{
    Anchor, Bounded, Dx, Fixed, Jump, Maglev, Memento, Modulo, Multiprobe, Place, Placement,
    Rendezvous, Ring, Steps, Tokens,
};
use crate::id::NodeId;

/// Who owns which keys: a [`Placement`] made for the machines of one view.
#[derive(Clone, Debug)]
// Which it is, is one byte; hidden in what they hold, it would take some steps to read.
#[repr(u8)]
pub enum Owners {
    /// Of [`Placement::Modulo`].
    Modulo(Modulo),
    /// Of [`Placement::Fixed`].
    Fixed(Fixed),
    /// Of [`Placement::Tokens`].
    Tokens(Tokens),
    /// Of [`Placement::Ring`].
    Ring(Ring),
    /// Of [`Placement::Rendezvous`].
    Rendezvous(Rendezvous),
    /// Of [`Placement::Jump`].
    Jump(Jump),
    /// Of [`Placement::Maglev`].
    Maglev(Maglev),
    /// Of [`Placement::Anchor`].
    Anchor(Anchor),
    /// Of [`Placement::Dx`].
    Dx(Dx),
    /// Of [`Placement::Memento`].
    Memento(Memento),
    /// Of [`Placement::Multiprobe`].
    Multiprobe(Multiprobe),
    /// Of [`Placement::Bounded`].
    Bounded(Bounded),
}

/// Does the same whichever placement it is; none is called by pointer, as the owner is asked for with
/// every key of a fill.
macro_rules! each {
    ($owners:expr, $one:ident => $what:expr) => {
        match $owners {
            Owners::Modulo($one) => $what,
            Owners::Fixed($one) => $what,
            Owners::Tokens($one) => $what,
            Owners::Ring($one) => $what,
            Owners::Rendezvous($one) => $what,
            Owners::Jump($one) => $what,
            Owners::Maglev($one) => $what,
            Owners::Anchor($one) => $what,
            Owners::Dx($one) => $what,
            Owners::Memento($one) => $what,
            Owners::Multiprobe($one) => $what,
            Owners::Bounded($one) => $what,
        }
    };
}

impl Owners {
    /// When these machines found the cluster together, in any order.
    #[must_use]
    pub fn new(placement: Placement, founders: &[NodeId]) -> Self {
        let mut sorted: Vec<NodeId> = founders.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        match placement {
            Placement::Modulo => Self::Modulo(Modulo::new(&sorted)),
            Placement::Fixed => Self::Fixed(Fixed::new(&sorted)),
            Placement::Tokens => Self::Tokens(Tokens::new(&sorted)),
            Placement::Ring(points) => Self::Ring(Ring::new(points, &sorted)),
            Placement::Rendezvous => Self::Rendezvous(Rendezvous::new(&sorted)),
            Placement::Jump => Self::Jump(Jump::new(&sorted)),
            Placement::Maglev(rows) => Self::Maglev(Maglev::new(rows, &sorted)),
            Placement::Anchor => Self::Anchor(Anchor::new(&sorted)),
            Placement::Dx => Self::Dx(Dx::new(&sorted)),
            Placement::Memento => Self::Memento(Memento::new(&sorted)),
            Placement::Multiprobe(probes) => Self::Multiprobe(Multiprobe::new(probes, &sorted)),
            Placement::Bounded(capacity) => Self::Bounded(Bounded::new(capacity, &sorted)),
        }
    }
}

/// Kept apart, so that no placement has to save the registers that another one needs.
#[inline(never)]
fn owner_by(one: &impl Place, hash: u32) -> Option<NodeId> {
    one.owner(hash)
}

impl Place for Owners {
    #[inline]
    fn owner(&self, hash: u32) -> Option<NodeId> {
        each!(self, one => owner_by(one, hash))
    }

    fn arrive(&mut self, node: NodeId) {
        each!(self, one => one.arrive(node));
    }

    fn depart(&mut self, node: NodeId) {
        each!(self, one => one.depart(node));
    }

    fn machines(&self) -> Vec<NodeId> {
        each!(self, one => one.machines())
    }

    fn steps(&self, hash: u32) -> Steps {
        each!(self, one => one.steps(hash))
    }

    fn bytes(&self) -> usize {
        each!(self, one => one.bytes())
    }
}
