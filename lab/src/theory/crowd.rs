//! The machines that a placement is made for, as far as its memory and its lookups depend on them.

use node_core::{Layout, LayoutChange, placement};

/// How many machines there are, and were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crowd {
    /// There now.
    pub machines: u32,
    /// There when the cluster was booted, or last got another placement.
    pub founders: u32,
    /// There at one time at most, since then.
    pub most: u32,
}

impl Crowd {
    /// When nobody has come or gone since so many founded the cluster.
    #[must_use]
    pub const fn founded(machines: u32) -> Self {
        Self { machines, founders: machines, most: machines }
    }

    /// By this layout, when so many are there.
    #[must_use]
    pub fn of(layout: &Layout, machines: u32) -> Self {
        let founders = layout.founders().len() as u32;
        let (mut there, mut most) = (founders, founders);
        for change in layout.changes() {
            match change {
                LayoutChange::Departed(_) => there = there.saturating_sub(1),
                LayoutChange::Arrived(_) => there += 1,
            }
            most = most.max(there);
        }
        Self { machines, founders, most }
    }

    /// How many places there are for them where some are kept free.
    pub(super) fn places(self) -> f64 {
        let mut places = placement::spare(self.founders as usize);
        while places < self.most as usize {
            places *= 2;
        }
        places as f64
    }

    /// How many machines there are.
    pub(super) fn n(self) -> f64 {
        f64::from(self.machines)
    }
}
