//! What is hashed of a key: it is up to the placement, and each side of a partition may have its own.

use node_core::{Placement, Term};

/// What placements hash of one key.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hashed<'a> {
    phash2: u32,
    /// The key, unless every placement hashes it alike.
    key: Option<&'a Term>,
}

impl<'a> Hashed<'a> {
    /// Of a fill's key: every placement takes its `phash2`.
    #[inline]
    pub(super) const fn alike(phash2: u32) -> Self {
        Self { phash2, key: None }
    }

    /// Of any key, whose `phash2` is known.
    #[inline]
    pub(super) const fn of(key: &'a Term, phash2: u32) -> Self {
        Self { phash2, key: Some(key) }
    }

    /// What this placement hashes of it, in all its 32 bits.
    #[inline]
    pub(super) fn by(self, placement: Placement) -> u32 {
        self.by_that(|| placement)
    }

    /// The same by a placement that need not be known of most keys.
    #[inline]
    pub(super) fn by_that(self, placement: impl FnOnce() -> Placement) -> u32 {
        self.key.map_or(self.phash2, |key| self.of_key(key, placement()))
    }

    // Apart from what is asked of millions of keys.
    #[inline(never)]
    fn of_key(self, key: &Term, placement: Placement) -> u32 {
        placement.hash_known(key.view(), self.phash2)
    }
}
