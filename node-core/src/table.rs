//! A hash table keyed by terms that remembers each key's `phash2`.

use hashbrown::{HashTable, hash_table::Entry};

use crate::{phash2, term::Term};

/// A map from terms to `V`.
///
/// The hash that places a key in the cluster also places it in memory, and is kept, so that a
/// change of view can find every entry's new owner without hashing a key again. Order is never
/// to be seen: whoever iterates must compute something that doesn't depend on it.
#[derive(Clone, Debug)]
pub struct Table<V> {
    slots: HashTable<Slot<V>>,
}

#[derive(Clone, Debug)]
struct Slot<V> {
    hash: u32,
    key: Term,
    value: V,
}

/// Spreads a 32-bit hash over the 64 bits the table looks at (Knuth's multiplicative hashing).
const fn spread(hash: u32) -> u64 {
    (hash as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self { slots: HashTable::new() }
    }
}

impl<V> Table<V> {
    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.slots.len()
    }

    /// Whether there is no key.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.slots.is_empty()
    }

    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &Term) -> Option<&V> {
        self.get_hashed(phash2::hash(key), key)
    }

    /// The value of `key`, whose `phash2` the caller already knows.
    #[must_use]
    pub fn get_hashed(&self, hash: u32, key: &Term) -> Option<&V> {
        self.slots.find(spread(hash), |slot| slot.key == *key).map(|slot| &slot.value)
    }

    /// The value of `key`, to change, made by `default` if there is none.
    pub fn get_or_insert_with(
        &mut self,
        hash: u32,
        key: &Term,
        default: impl FnOnce() -> V,
    ) -> &mut V {
        let entry =
            self.slots.entry(spread(hash), |slot| slot.key == *key, |slot| spread(slot.hash));
        let occupied = entry.or_insert_with(|| Slot { hash, key: key.clone(), value: default() });
        &mut occupied.into_mut().value
    }

    /// Puts `value` at `key`; answers the value that was there.
    pub fn insert(&mut self, hash: u32, key: Term, value: V) -> Option<V> {
        let entry =
            self.slots.entry(spread(hash), |slot| slot.key == key, |slot| spread(slot.hash));
        match entry {
            Entry::Occupied(mut slot) => Some(core::mem::replace(&mut slot.get_mut().value, value)),
            Entry::Vacant(free) => {
                free.insert(Slot { hash, key, value });
                None
            }
        }
    }

    /// Takes `key` out; answers its value.
    pub fn remove(&mut self, hash: u32, key: &Term) -> Option<V> {
        let found = self.slots.find_entry(spread(hash), |slot| slot.key == *key).ok()?;
        Some(found.remove().0.value)
    }

    /// Every (hash, key, value), in no order.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Term, &V)> {
        self.slots.iter().map(|slot| (slot.hash, &slot.key, &slot.value))
    }

    /// Keeps the entries for which `keep` says so; it may change each value.
    pub fn retain(&mut self, mut keep: impl FnMut(u32, &Term, &mut V) -> bool) {
        self.slots.retain(|slot| keep(slot.hash, &slot.key, &mut slot.value));
    }
}
