//! The lines of the ledger, found by their keys.

use std::collections::BTreeMap;

use node_core::{FillKey, Table, Term, View, phash2};

use super::{hashed::Hashed, record::Record};

/// Lines of one page.
const PAGE: usize = 256;

/// Every key's record.
///
/// Nearly all keys are those of fills, `k_<via>_<j>`: their records lie in pages by `j`, and no
/// key is kept beside them. All others are in a table.
#[derive(Clone, Debug, Default)]
pub(super) struct Records {
    pages: Vec<Page>,
    /// Where the page of a fill's keys from `256 i` on is: by the fill's machine, then by `i`.
    page_of: BTreeMap<(u32, u64), usize>,
    /// Where the page is that was looked for last: a fill goes on where it was.
    last: ((u32, u64), usize),
    /// Found by their `phash2`, whatever the placements hash of them.
    others: Table<Record>,
    /// Records in pages that matter.
    in_pages: usize,
}

#[derive(Clone, Debug)]
struct Page {
    /// Each key's `phash2`; what it is for a key without a record is not to be looked at.
    hashes: [u32; PAGE],
    records: Vec<Record>,
}

impl Records {
    /// How many keys have a record.
    pub(super) fn len(&self) -> usize {
        self.in_pages + self.others.len()
    }

    pub(super) fn get(&self, key: View<'_>) -> Option<&Record> {
        let Some(fill) = FillKey::of(key) else {
            return self.others.get_hashed(phash2::hash_view(key), &key.into());
        };
        let (page, line) = place(fill);
        let record = &self.pages[*self.page_of.get(&page)?].records[line];
        record.matters().then_some(record)
    }

    /// Changes a key's record, an empty one if there is none; `keep` says whether it stays though
    /// it says nothing.
    pub(super) fn change(
        &mut self,
        key: View<'_>,
        change: impl FnOnce(Hashed<'_>, &mut Record),
        keep: impl FnOnce() -> bool,
    ) {
        if let Some(fill) = FillKey::of(key) {
            let change = |hash, record: &mut Record| change(Hashed::alike(hash), record);
            return self.change_fill(fill, key, change);
        }
        let hash = phash2::hash_view(key);
        let key = Term::from(key);
        let record = self.others.get_or_insert_with(hash, &key, Record::default);
        change(Hashed::of(&key, hash), record);
        if !record.matters() && !keep() {
            self.others.remove(hash, &key);
        }
    }

    /// The same for a fill's key, whose view is known; `change` is told its `phash2`.
    #[inline]
    pub(super) fn change_fill(
        &mut self,
        fill: FillKey,
        key: View<'_>,
        change: impl FnOnce(u32, &mut Record),
    ) {
        let (page, line) = place(fill);
        let page = self.page(page);
        let Page { hashes, records } = &mut self.pages[page];
        let record = &mut records[line];
        let mattered = record.matters();
        if !mattered {
            *record = Record::default();
            hashes[line] = phash2::hash_view(key);
        }
        change(hashes[line], record);
        self.in_pages += usize::from(record.matters());
        self.in_pages -= usize::from(mattered);
    }

    fn page(&mut self, name: (u32, u64)) -> usize {
        if self.last.0 != name || self.pages.is_empty() {
            let page = *self.page_of.entry(name).or_insert_with(|| {
                let records = std::iter::repeat_with(Record::default).take(PAGE).collect();
                self.pages.push(Page { hashes: [0; PAGE], records });
                self.pages.len() - 1
            });
            self.last = (name, page);
        }
        self.last.1
    }

    /// Every record with what is hashed of its key, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Hashed<'_>, &Record)> {
        let in_pages = self.pages.iter().flat_map(|page| page.hashes.iter().zip(&page.records));
        let in_pages = in_pages.filter(|(_, record)| record.matters());
        let in_pages = in_pages.map(|(hash, record)| (Hashed::alike(*hash), record));
        in_pages.chain(self.others().map(|(_, hashed, record)| (hashed, record)))
    }

    /// The records of fills' keys, sorted by machine and number, each with what is hashed of its key.
    pub(super) fn fills(&self) -> impl Iterator<Item = (FillKey, Hashed<'_>, &Record)> {
        self.page_of.iter().flat_map(|(&(via, at), &page)| {
            let Page { hashes, records } = &self.pages[page];
            let keys = (at * PAGE as u64..).map(move |j| FillKey { via, j });
            let lines = keys.zip(hashes).zip(records);
            lines
                .filter(|(_, record)| record.matters())
                .map(|((key, &hash), record)| (key, Hashed::alike(hash), record))
        })
    }

    /// All other records with their keys, in no order.
    pub(super) fn others(&self) -> impl Iterator<Item = (&Term, Hashed<'_>, &Record)> {
        self.others.iter().map(|(hash, key, record)| (key, Hashed::of(key, hash), record))
    }

    /// Does something with every record, in no order; who says nothing afterwards is forgotten.
    pub(super) fn change_each(&mut self, mut change: impl FnMut(Hashed<'_>, &mut Record)) {
        for page in &mut self.pages {
            let records = page.hashes.iter().zip(&mut page.records);
            for (hash, record) in records.filter(|(_, record)| record.matters()) {
                change(Hashed::alike(*hash), record);
                self.in_pages -= usize::from(!record.matters());
            }
        }
        self.others.retain(|hash, key, record| {
            change(Hashed::of(key, hash), record);
            record.matters()
        });
    }
}

/// The page and the line of a fill key.
const fn place(key: FillKey) -> ((u32, u64), usize) {
    ((key.via, key.j / PAGE as u64), (key.j % PAGE as u64) as usize)
}
