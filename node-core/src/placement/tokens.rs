//! `:tokens`, the step after the seed: a thousand tokens between keys and machines.
//!
//! A key belongs to token `phash2(key, 1000)`, and a token to a machine. The founders get equal
//! runs of tokens in the order of their names. A machine that goes leaves its tokens to the
//! others, in equal runs, the last name first; one that comes is given, by each of the others, the
//! tokens beyond the new equal share. So a departure moves the leaver's keys and no others.
//!
//! Who owns a token depends on the order in which machines came and went. The rules are those of
//! dompdv/apothik, "Phase 2" (`remove_node/2`, `add_node/2`, `split_evenly/2`), whose table gives
//! its machines in descending order of their names.

use alloc::{boxed::Box, vec, vec::Vec};

use super::Place;
use crate::id::NodeId;

/// How many tokens there are: the story's `@nb_tokens`.
pub const TOKENS: u32 = 1_000;

/// Tokens that machines hand over as they come and go.
#[derive(Clone, Debug)]
pub struct Tokens {
    /// Each machine's tokens, in the order it was given them; sorted as text by machine.
    held: Vec<(NodeId, Vec<u32>)>,
    /// The same by token.
    owners: Box<[Option<NodeId>]>,
}

impl Tokens {
    /// As the founders, sorted as text, share them out.
    #[must_use]
    pub fn new(founders: &[NodeId]) -> Self {
        let all: Vec<u32> = (0..TOKENS).collect();
        let runs = even_runs(&all, founders.len());
        let held = founders.iter().zip(runs).map(|(node, run)| (*node, run.to_vec())).collect();
        let mut tokens = Self { held, owners: vec![None; TOKENS as usize].into() };
        tokens.index();
        tokens
    }

    /// The tokens of each machine, in the order it was given them; sorted as text by machine.
    #[must_use]
    pub fn held(&self) -> &[(NodeId, Vec<u32>)] {
        &self.held
    }

    fn place(&self, node: NodeId) -> Result<usize, usize> {
        self.held.binary_search_by_key(&node, |(holder, _)| *holder)
    }

    fn index(&mut self) {
        self.owners.fill(None);
        for (node, tokens) in &self.held {
            for token in tokens {
                if let Some(owner) = self.owners.get_mut(*token as usize) {
                    *owner = Some(*node);
                }
            }
        }
    }
}

impl Place for Tokens {
    #[inline]
    fn owner(&self, hash: u32) -> Option<NodeId> {
        *self.owners.get((hash % TOKENS) as usize)?
    }

    fn arrive(&mut self, node: NodeId) {
        let Err(place) = self.place(node) else { return };
        let share = TOKENS as usize / (self.held.len() + 1);
        let mut given = Vec::new();
        for (_, tokens) in self.held.iter_mut().rev() {
            given.extend(tokens.drain(share.min(tokens.len())..));
        }
        if self.held.is_empty() {
            given.extend(0..TOKENS);
        }
        self.held.insert(place, (node, given));
        self.index();
    }

    fn depart(&mut self, node: NodeId) {
        let Ok(place) = self.place(node) else { return };
        let (_, left) = self.held.remove(place);
        let runs = even_runs(&left, self.held.len());
        for ((_, tokens), run) in self.held.iter_mut().rev().zip(runs) {
            tokens.extend_from_slice(run);
        }
        self.index();
    }

    fn bytes(&self) -> usize {
        let held: usize = self.held.iter().map(|(_, tokens)| size_of_val(tokens.as_slice())).sum();
        held + size_of_val(self.held.as_slice()) + size_of_val(&*self.owners)
    }

    fn machines(&self) -> Vec<NodeId> {
        self.held.iter().map(|(node, _)| *node).collect()
    }
}

/// Cuts tokens into so many runs as equal as they can be; where they can't, the later ones are the
/// longer ones.
fn even_runs(tokens: &[u32], runs: usize) -> impl Iterator<Item = &[u32]> {
    let mut rest = tokens;
    (1..=runs).rev().map(move |left| {
        // The story gives at least one each, as long as there are any.
        let length =
            if left == 1 { rest.len() } else { (rest.len() / left).max(1).min(rest.len()) };
        let (run, after) = rest.split_at(length);
        rest = after;
        run
    })
}
