//! The puts of a fill, many at once.
//!
//! Nearly every key of a fill is put for the first time: then all there is to count is one entry
//! more, which is added up by machine and booked in one go.

use node_core::{FillKey, FillSpan, NodeId, View, entry_digest};

use super::{Ledger, account, hashed::Hashed, standing::First};

/// Who acknowledged a part of a fill's puts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Which machine.
    pub node: NodeId,
    /// Whether it holds the entries still: it may have died before its answer came.
    pub lives: bool,
}

impl Ledger {
    /// A fill's puts were answered `:ok`: each by the holder whose number it has in `of`, if there
    /// is such a one.
    pub fn fill_acknowledged(&mut self, span: FillSpan, holders: &[Option<Holder>], of: &[u16]) {
        self.revision += 1;
        let view = self.view_number();
        let Self { placed, records, figures, machines, .. } = self;
        let mut firsts = vec![First::default(); holders.len()];
        let mut of = of.iter();
        span.each(|j, key| {
            let of = of.next().map_or(usize::MAX, |&of| usize::from(of));
            let Some(Some(Holder { node, lives })) = holders.get(of) else { return };
            let value = View::Integer(j as i64);
            let fill = FillKey { via: span.via, j };
            records.change_fill(fill, View::Binary(key), |hash, record| {
                if *lives && !record.matters() {
                    let is_reached = placed.owners(Hashed::alike(hash)).contain(*node);
                    firsts[of].add(is_reached, entry_digest(hash, value));
                    record.begin(*node, value, view);
                } else {
                    let hashed = Hashed::alike(hash);
                    account(placed, figures, machines, (hashed, record), |record| {
                        record.put(*node, *lives, value.into(), view);
                    });
                }
            });
        });
        for (first, holder) in firsts.iter().zip(holders) {
            if let Some(Holder { node, .. }) = holder {
                machines.add(*node, first);
                first.count_in(figures);
            }
        }
    }
}
