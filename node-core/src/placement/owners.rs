//! Any placement, made for the machines of one view.

use alloc::vec::Vec;

use super::{
    Anchor, Bounded, Dx, Fixed, Jump, Maglev, Memento, Modulo, Multiprobe, Place, Placement,
    Rendezvous, Ring, Steps, Tokens,
};
use crate::id::NodeId;

/// Who owns which keys: a [`Placement`] made for the machines of one view.
#[derive(Clone, Debug)]
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

    fn place(&self) -> &dyn Place {
        match self {
            Self::Modulo(modulo) => modulo,
            Self::Fixed(fixed) => fixed,
            Self::Tokens(tokens) => tokens,
            Self::Ring(ring) => ring,
            Self::Rendezvous(rendezvous) => rendezvous,
            Self::Jump(jump) => jump,
            Self::Maglev(maglev) => maglev,
            Self::Anchor(anchor) => anchor,
            Self::Dx(dx) => dx,
            Self::Memento(memento) => memento,
            Self::Multiprobe(multiprobe) => multiprobe,
            Self::Bounded(bounded) => bounded,
        }
    }

    fn place_mut(&mut self) -> &mut dyn Place {
        match self {
            Self::Modulo(modulo) => modulo,
            Self::Fixed(fixed) => fixed,
            Self::Tokens(tokens) => tokens,
            Self::Ring(ring) => ring,
            Self::Rendezvous(rendezvous) => rendezvous,
            Self::Jump(jump) => jump,
            Self::Maglev(maglev) => maglev,
            Self::Anchor(anchor) => anchor,
            Self::Dx(dx) => dx,
            Self::Memento(memento) => memento,
            Self::Multiprobe(multiprobe) => multiprobe,
            Self::Bounded(bounded) => bounded,
        }
    }
}

impl Place for Owners {
    #[inline]
    fn owner(&self, hash: u32) -> Option<NodeId> {
        // This is asked for every key of a fill: none is called by pointer.
        match self {
            Self::Modulo(modulo) => modulo.owner(hash),
            Self::Fixed(fixed) => fixed.owner(hash),
            Self::Tokens(tokens) => tokens.owner(hash),
            Self::Ring(ring) => ring.owner(hash),
            Self::Rendezvous(rendezvous) => rendezvous.owner(hash),
            Self::Jump(jump) => jump.owner(hash),
            Self::Maglev(maglev) => maglev.owner(hash),
            Self::Anchor(anchor) => anchor.owner(hash),
            Self::Dx(dx) => dx.owner(hash),
            Self::Memento(memento) => memento.owner(hash),
            Self::Multiprobe(multiprobe) => multiprobe.owner(hash),
            Self::Bounded(bounded) => bounded.owner(hash),
        }
    }

    fn arrive(&mut self, node: NodeId) {
        self.place_mut().arrive(node);
    }

    fn depart(&mut self, node: NodeId) {
        self.place_mut().depart(node);
    }

    fn steps(&self, hash: u32) -> Steps {
        self.place().steps(hash)
    }

    fn bytes(&self) -> usize {
        self.place().bytes()
    }

    fn machines(&self) -> Vec<NodeId> {
        self.place().machines()
    }
}
