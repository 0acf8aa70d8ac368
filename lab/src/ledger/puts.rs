//! Many puts at once.
//!
//! Nearly every key of a fill is put for the first time: then all there is to count is one entry
//! more, which is added up by machine and booked in one go.

use node_core::{NodeId, Pack, entry_digest};

use super::{Ledger, account, record::Record, standing::First};

/// Who acknowledged a part of many puts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Which machine.
    pub node: NodeId,
    /// Whether it holds the entries still: it may have died before its answer came.
    pub lives: bool,
}

impl Ledger {
    /// Puts of these entries (a key, its value, and so on) were answered `:ok`: each by the holder
    /// whose number it has in `of`, if there is such a one.
    pub fn puts_acknowledged(&mut self, entries: &Pack, holders: &[Option<Holder>], of: &[u16]) {
        let view = self.view_number();
        let Self { placement, sides, records, figures, machines, doubts, .. } = self;
        let mut firsts = vec![First::default(); holders.len()];
        for ((key, value, _), &of) in entries.pairs().zip(of) {
            let Some(Some(Holder { node, lives })) = holders.get(usize::from(of)) else { continue };
            let put = |hash: u32, record: &mut Record| {
                if *lives && !record.matters() {
                    let is_reached = sides.owners(*placement, hash).contain(*node);
                    firsts[usize::from(of)].add(is_reached, entry_digest(hash, value));
                    record.begin(*node, value, view);
                } else {
                    account(*placement, sides, figures, machines, (hash, record), |record| {
                        record.put(*node, *lives, value.into(), view);
                    });
                }
            };
            records.change(key, put, || doubts.is_about(&key.into()));
        }
        for (first, holder) in firsts.iter().zip(holders) {
            if let Some(Holder { node, .. }) = holder {
                machines.add(*node, first);
                first.count_in(figures);
            }
        }
    }
}
