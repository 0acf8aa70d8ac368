//! Batches under way: each ends in one reply, once all its parts have ended.

use alloc::{collections::BTreeMap, vec::Vec};

use crate::{
    batch::{BatchReply, Part},
    id::RequestId,
};

/// Batches of which parts have not ended.
#[derive(Clone, Debug, Default)]
pub(crate) struct Batches {
    last: u64,
    open: BTreeMap<u64, State>,
}

/// A part that has not ended.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Open {
    batch: u64,
    part: u16,
    /// How many keys it has.
    pub(crate) keys: u32,
}

#[derive(Clone, Debug)]
struct State {
    request: RequestId,
    parts: Vec<Option<Part>>,
    part_of: Vec<u16>,
    open: usize,
}

impl Batches {
    pub(crate) fn len(&self) -> usize {
        self.open.len()
    }

    /// Notes a batch whose parts have so many keys each; answers the parts.
    pub(crate) fn begin(
        &mut self,
        request: RequestId,
        keys: impl Iterator<Item = usize>,
        part_of: Vec<u16>,
    ) -> Vec<Open> {
        self.last += 1;
        let batch = self.last;
        let parts: Vec<Open> =
            (0..).zip(keys).map(|(part, keys)| Open { batch, part, keys: keys as u32 }).collect();
        let open = parts.len();
        self.open.insert(batch, State { request, parts: alloc::vec![None; open], part_of, open });
        parts
    }

    /// A part has ended; the reply, if it was the last one.
    pub(crate) fn end(&mut self, part: Open, ended: Part) -> Option<(RequestId, BatchReply)> {
        let state = self.open.get_mut(&part.batch)?;
        let slot = state.parts.get_mut(usize::from(part.part)).filter(|slot| slot.is_none())?;
        *slot = Some(ended);
        state.open -= 1;
        if state.open > 0 {
            return None;
        }
        let State { request, parts, part_of, .. } = self.open.remove(&part.batch)?;
        Some((request, BatchReply { parts: parts.into_iter().flatten().collect(), part_of }))
    }
}
