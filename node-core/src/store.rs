//! The entries of one machine.

use serde::{Deserialize, Serialize};

use crate::{
    phash2,
    placement::mix::mix_pair,
    table::Table,
    term::{Term, View},
};

/// What a machine holds in memory, with figures about it kept up to date.
#[derive(Clone, Debug, Default)]
pub(crate) struct Store {
    entries: Table<Term>,
    summary: Summary,
}

/// A store in three numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Summary {
    /// Entries held.
    pub stored: u64,
    /// Of these, entries whose owner is the machine itself in its present view.
    pub owned: u64,
    /// A sum over all entries that is equal for equal contents (see [`entry_digest`]).
    pub digest: u64,
}

/// What one entry adds to a store's digest; sums wrap.
///
/// Addition has no order and can be undone, so a store and a ledger that went different ways to
/// the same contents agree.
#[must_use]
pub fn entry_digest(key_hash: u32, value: View<'_>) -> u64 {
    mix_pair(key_hash, phash2::hash_view(value))
}

impl Store {
    pub(crate) const fn summary(&self) -> Summary {
        self.summary
    }

    pub(crate) fn get(&self, hash: u32, key: &Term) -> Option<&Term> {
        self.entries.get_hashed(hash, key)
    }

    /// Stores an entry; `owned` says whether the machine owns the key now.
    pub(crate) fn put(&mut self, hash: u32, key: Term, value: Term, owned: bool) {
        let digest = entry_digest(hash, value.view());
        match self.entries.insert(hash, key, value) {
            Some(old) => self.forget(entry_digest(hash, old.view())),
            None => {
                self.summary.stored += 1;
                self.summary.owned += u64::from(owned);
            }
        }
        self.summary.digest = self.summary.digest.wrapping_add(digest);
    }

    /// Deletes an entry, if it is there; `owned` says whether the machine owns the key now.
    pub(crate) fn delete(&mut self, hash: u32, key: &Term, owned: bool) {
        if let Some(old) = self.entries.remove(hash, key) {
            self.forget(entry_digest(hash, old.view()));
            self.summary.stored -= 1;
            self.summary.owned -= u64::from(owned);
        }
    }

    /// Counts the owned entries anew; needed whenever the view changes.
    pub(crate) fn recount(&mut self, owns: impl Fn(u32) -> bool) {
        self.summary.owned = self.entries.hashes().filter(|&hash| owns(hash)).count() as u64;
    }

    /// From now on keys have other hashes; they are in the digest, too. Recount afterwards.
    pub(crate) fn rehash(&mut self, hash: impl Fn(View<'_>) -> u32) {
        self.entries.rehash(|key| hash(key.view()));
        let digests = self.entries.iter().map(|(hash, _, value)| entry_digest(hash, value.view()));
        self.summary.digest = digests.fold(0, u64::wrapping_add);
    }

    fn forget(&mut self, digest: u64) {
        self.summary.digest = self.summary.digest.wrapping_sub(digest);
    }
}
