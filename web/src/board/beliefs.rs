//! Belief against truth: what each machine thinks of each other, and how long it took to learn.

use std::{collections::BTreeMap, rc::Rc};

use lab::master::Master;
use node_core::NodeId;

use crate::picture::{Belief, BeliefRow, Beliefs};

/// Machines up to which beliefs are kept; a larger matrix could not be read.
const MOST: usize = 40;

/// For each pair of machines, since when the first is wrong about the second, and how long it
/// took to be right the last time.
#[derive(Clone, Debug, Default)]
pub(super) struct Learning {
    pairs: BTreeMap<(NodeId, NodeId), Pair>,
    version: Option<u64>,
    beliefs: Rc<Beliefs>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Pair {
    truly_up: bool,
    wrong_since: Option<f64>,
    took: Option<f64>,
    /// When the first last said that it learned something of the second.
    learned: f64,
}

impl Learning {
    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    /// A machine learned something about another at this moment.
    pub(super) fn learned(&mut self, of: NodeId, about: NodeId, at_ms: f64) {
        self.pairs.entry((of, about)).or_default().learned = at_ms;
    }

    /// What all think now, as it was last looked at.
    pub(super) fn beliefs(&self) -> Rc<Beliefs> {
        self.beliefs.clone()
    }

    /// Looks at what all think, if that or the truth has changed since; to be called often.
    pub(super) fn look(&mut self, at_ms: f64, master: &Master) {
        let version = master.machines().version();
        if self.version != Some(version) {
            self.version = Some(version);
            self.beliefs = Rc::new(self.all(at_ms, master));
        }
    }

    fn all(&mut self, at_ms: f64, master: &Master) -> Beliefs {
        let machines = master.machines();
        let about: Vec<u32> = machines.numbers().take(MOST + 1).collect();
        if about.len() > MOST {
            return Beliefs::default();
        }
        let living = about.iter().map(|&n| NodeId::new(n)).filter(|&node| machines.is_alive(node));
        let rows = living
            .map(|of| {
                let cells = about.iter().map(|&number| {
                    let about = NodeId::new(number);
                    (about != of).then(|| self.belief(at_ms, master, of, about))
                });
                BeliefRow { of: of.number(), cells: cells.collect() }
            })
            .collect();
        Beliefs { about, rows }
    }

    fn belief(&mut self, at_ms: f64, master: &Master, of: NodeId, about: NodeId) -> Belief {
        let machines = master.machines();
        let up = machines.view(of).is_some_and(|view| view.contains(&about));
        let truly_up = machines.can_reach(of, about);
        let pair = self.pairs.entry((of, about)).or_default();
        if pair.truly_up != truly_up {
            *pair = Pair { truly_up, wrong_since: None, took: None, ..*pair };
        }
        match (up == truly_up, pair.wrong_since) {
            (true, Some(since)) => {
                // The machine's own word for when it learned, if it is about this change.
                let learned = if pair.learned >= since { pair.learned } else { at_ms };
                pair.took = Some(learned - since);
                pair.wrong_since = None;
            }
            (false, None) => pair.wrong_since = Some(at_ms),
            _ => {}
        }
        Belief { up, truly_up, wrong_since_ms: pair.wrong_since, took_ms: pair.took }
    }
}
