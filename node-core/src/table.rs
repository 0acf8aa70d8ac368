//! A hash table keyed by terms that remembers each key's `phash2`.

use alloc::vec::Vec;

use hashbrown::HashTable;

use crate::{phash2, term::Term};

/// Entries of one chunk.
const CHUNK: usize = 1 << CHUNK_BITS;
const CHUNK_BITS: u32 = 9;

/// A map from terms to `V`.
///
/// The hash that places a key in the cluster also places it in memory, and is kept, so that a
/// change of view can find every entry's new owner without hashing a key again. Entries lie
/// densely, in chunks: a table that grows moves nothing but its index, and going over all hashes
/// reads them one after another. Order is never to be seen: whoever iterates must compute
/// something that doesn't depend on it.
#[derive(Clone, Debug)]
pub struct Table<V> {
    /// Where each key's entry is.
    index: HashTable<Position>,
    chunks: Vec<Chunk<V>>,
    len: usize,
}

/// The number of an entry: they lie without gaps.
type Position = u32;

/// Columns of equally many rows, [`CHUNK`] at most.
#[derive(Clone, Debug)]
struct Chunk<V> {
    hashes: Vec<u32>,
    keys: Vec<Term>,
    values: Vec<V>,
}

/// Spreads a 32-bit hash over the 64 bits the index looks at (Knuth's multiplicative hashing).
const fn spread(hash: u32) -> u64 {
    (hash as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

const fn place(position: Position) -> (usize, usize) {
    ((position >> CHUNK_BITS) as usize, position as usize % CHUNK)
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self { index: HashTable::new(), chunks: Vec::new(), len: 0 }
    }
}

impl<V> Table<V> {
    /// How many keys there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no key.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The value of `key`.
    #[must_use]
    pub fn get(&self, key: &Term) -> Option<&V> {
        self.get_hashed(phash2::hash(key), key)
    }

    /// The value of `key`, whose `phash2` the caller already knows.
    #[must_use]
    pub fn get_hashed(&self, hash: u32, key: &Term) -> Option<&V> {
        let (chunk, row) = self.find(hash, key)?;
        self.chunks[chunk].values.get(row)
    }

    /// The value of `key`, to change, made by `default` if there is none.
    pub fn get_or_insert_with(
        &mut self,
        hash: u32,
        key: &Term,
        default: impl FnOnce() -> V,
    ) -> &mut V {
        let found = self.find(hash, key);
        let (chunk, row) = found.unwrap_or_else(|| self.push(hash, key.clone(), default()));
        &mut self.chunks[chunk].values[row]
    }

    /// Puts `value` at `key`; answers the value that was there.
    pub fn insert(&mut self, hash: u32, key: Term, value: V) -> Option<V> {
        if let Some((chunk, row)) = self.find(hash, &key) {
            return Some(core::mem::replace(&mut self.chunks[chunk].values[row], value));
        }
        self.push(hash, key, value);
        None
    }

    /// Takes `key` out; answers its value.
    pub fn remove(&mut self, hash: u32, key: &Term) -> Option<V> {
        let chunks = &self.chunks;
        let entry = self.index.find_entry(spread(hash), |&at| is_at(chunks, at, hash, key)).ok()?;
        let position = entry.remove().0;
        self.fill_gap(position)
    }

    /// Every (hash, key, value), in no order.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Term, &V)> {
        self.chunks.iter().flat_map(|chunk| {
            let values = chunk.values.iter();
            chunk.hashes.iter().zip(&chunk.keys).zip(values).map(|((h, k), v)| (*h, k, v))
        })
    }

    /// The hash of every key, in no order.
    pub fn hashes(&self) -> impl Iterator<Item = u32> {
        self.chunks.iter().flat_map(|chunk| chunk.hashes.iter().copied())
    }

    /// Gives every key another hash, by which it is looked up from now on.
    pub fn rehash(&mut self, hash: impl Fn(&Term) -> u32) {
        for chunk in &mut self.chunks {
            let keys = &chunk.keys;
            chunk.hashes.iter_mut().zip(keys).for_each(|(old, key)| *old = hash(key));
        }
        self.index.clear();
        let chunks = &self.chunks;
        for position in 0..self.len as Position {
            let spread_at = |at: &Position| spread(hash_of(chunks, *at));
            self.index.insert_unique(spread_at(&position), position, spread_at);
        }
    }

    /// Keeps the entries for which `keep` says so; it may change each value.
    pub fn retain(&mut self, mut keep: impl FnMut(u32, &Term, &mut V) -> bool) {
        let mut position = 0;
        while position < self.len as Position {
            let (chunk, row) = place(position);
            let Chunk { hashes, keys, values } = &mut self.chunks[chunk];
            let hash = hashes[row];
            if keep(hash, &keys[row], &mut values[row]) {
                position += 1;
            } else if let Ok(entry) = self.index.find_entry(spread(hash), |&at| at == position) {
                // Another entry takes its place, and is looked at next.
                entry.remove();
                self.fill_gap(position);
            }
        }
    }

    fn find(&self, hash: u32, key: &Term) -> Option<(usize, usize)> {
        let found = self.index.find(spread(hash), |&at| is_at(&self.chunks, at, hash, key));
        found.map(|&position| place(position))
    }

    /// Appends an entry whose key is not there; answers its place.
    fn push(&mut self, hash: u32, key: Term, value: V) -> (usize, usize) {
        // More entries than a position can number don't fit any machine's memory.
        let position = self.len as Position;
        let (chunk, row) = place(position);
        if chunk == self.chunks.len() {
            self.chunks.push(Chunk::new());
        }
        self.chunks[chunk].push(hash, key, value);
        self.len += 1;
        let chunks = &self.chunks;
        self.index.insert_unique(spread(hash), position, |&at| spread(hash_of(chunks, at)));
        (chunk, row)
    }

    /// Takes out an entry that the index has forgotten; the last entry takes its place.
    fn fill_gap(&mut self, gap: Position) -> Option<V> {
        let last = self.len as Position - 1;
        let chunks = &self.chunks;
        let hash = spread(hash_of(chunks, last));
        if let Ok(mut moved) = self.index.find_entry(hash, |&at| at == last) {
            *moved.get_mut() = gap;
        }
        self.len -= 1;
        let (to, row) = place(gap);
        let (from, from_row) = place(last);
        let value = if to == from {
            self.chunks[to].swap_remove(row)
        } else {
            let (hash, key, value) = self.chunks[from].pop()?;
            self.chunks[to].replace(row, hash, key, value)
        };
        if from_row == 0 {
            self.chunks.pop();
        }
        Some(value)
    }
}

/// Whether the entry at a position is this key's.
fn is_at<V>(chunks: &[Chunk<V>], position: Position, hash: u32, key: &Term) -> bool {
    let (chunk, row) = place(position);
    let chunk = &chunks[chunk];
    chunk.hashes[row] == hash && chunk.keys[row] == *key
}

fn hash_of<V>(chunks: &[Chunk<V>], position: Position) -> u32 {
    let (chunk, row) = place(position);
    chunks[chunk].hashes[row]
}

impl<V> Chunk<V> {
    fn new() -> Self {
        Self {
            hashes: Vec::with_capacity(CHUNK),
            keys: Vec::with_capacity(CHUNK),
            values: Vec::with_capacity(CHUNK),
        }
    }

    fn push(&mut self, hash: u32, key: Term, value: V) {
        self.hashes.push(hash);
        self.keys.push(key);
        self.values.push(value);
    }

    fn pop(&mut self) -> Option<(u32, Term, V)> {
        Some((self.hashes.pop()?, self.keys.pop()?, self.values.pop()?))
    }

    fn swap_remove(&mut self, row: usize) -> V {
        self.hashes.swap_remove(row);
        self.keys.swap_remove(row);
        self.values.swap_remove(row)
    }

    fn replace(&mut self, row: usize, hash: u32, key: Term, value: V) -> V {
        self.hashes[row] = hash;
        self.keys[row] = key;
        core::mem::replace(&mut self.values[row], value)
    }
}

#[cfg(test)]
mod tests {
    use alloc::{collections::BTreeMap, vec::Vec};

    use super::{CHUNK, Table};
    use crate::{fill::fill_key, phash2, term::Term};
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_table_is_a_map_whatever_is_put_and_taken() {
        let mut random = fastrand::Rng::with_seed(7);
        let (mut table, mut map) = (Table::default(), BTreeMap::new());
        for round in 0..20_000_u64 {
            let key = fill_key(1, random.u64(0..3 * CHUNK as u64));
            let hash = phash2::hash(&key);
            // Grows at first, and shrinks to nothing in the end.
            if random.u64(0..20_000) > round {
                assert_eq!(table.insert(hash, key.clone(), round), map.insert(key, round));
            } else {
                assert_eq!(table.remove(hash, &key), map.remove(&key));
            }
            assert_eq!(table.len(), map.len());
        }
        let mut left: Vec<(Term, u64)> = table.iter().map(|(_, k, v)| (k.clone(), *v)).collect();
        left.sort();
        assert!(left.iter().map(|(k, v)| (k, v)).eq(&map));
        for key in map.into_keys() {
            assert!(table.remove(phash2::hash(&key), &key).is_some());
        }
        assert!(table.is_empty() && table.iter().next().is_none());
    }

    #[test]
    fn what_is_not_to_be_kept_is_gone_and_all_else_is_there() {
        let mut table = Table::default();
        for j in 0..3 * CHUNK as u64 {
            let key = fill_key(1, j);
            table.insert(phash2::hash(&key), key, j);
        }
        table.retain(|_, _, j| {
            *j += 1;
            (*j - 1) % 3 == 0
        });
        assert_eq!(table.len(), CHUNK);
        for j in 0..3 * CHUNK as u64 {
            assert_eq!(table.get(&fill_key(1, j)).copied(), (j % 3 == 0).then_some(j + 1));
        }
    }

    #[test]
    fn keys_with_the_same_hash_are_kept_apart() {
        let mut table = Table::default();
        for n in 0..100_i64 {
            assert_eq!(table.insert(5, n.into(), n), None);
        }
        for n in (0..100_i64).step_by(2) {
            assert_eq!(table.remove(5, &n.into()), Some(n));
        }
        for n in 0..100_i64 {
            assert_eq!(table.get_hashed(5, &n.into()), (n % 2 == 1).then_some(&n));
        }
    }
}
