//! One key's line in the ledger.

use node_core::{NodeId, Term, View};

/// What is known of one key.
///
/// A million of these must be no burden: who holds just the acknowledged value, as nearly every
/// copy is, takes two bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Record {
    /// The last acknowledged value, unless a delete was acknowledged since.
    acknowledged: Option<Term>,
    /// What few keys have.
    more: Option<Box<More>>,
    /// The number of the view in which it was last acknowledged.
    pub(super) view: u32,
    /// With which machine the last copy went; 0: with none.
    lost_with: u32,
    /// Numbers of machines that hold the acknowledged value, the latest last; 0: none.
    fresh: [u16; FRESH],
    /// Whether the last thing acknowledged was a delete.
    pub(super) deleted: bool,
}

/// Machines that a record names in two bytes each.
const FRESH: usize = 3;

#[derive(Clone, Debug, Default)]
struct More {
    /// The value of a later put that nobody answered.
    perhaps: Option<Term>,
    /// Who else holds which value, dead machines apart, the latest last.
    copies: Vec<(NodeId, Term)>,
}

impl Record {
    pub(super) const fn acknowledged(&self) -> Option<&Term> {
        self.acknowledged.as_ref()
    }

    /// Nothing was known of the key until this machine acknowledged a put.
    ///
    /// In place: to build it elsewhere and move it here takes twice the time.
    pub(super) fn begin(&mut self, by: NodeId, value: View<'_>, view: u32) {
        self.acknowledged = Some(value.into());
        self.view = view;
        match u16::try_from(by.number()) {
            Ok(number) => self.fresh[0] = number,
            Err(_) => self.add(by, value.into()),
        }
    }

    /// A put of this value was acknowledged by this machine, which holds it if it `lives`.
    pub(super) fn put(&mut self, by: NodeId, lives: bool, value: Term, view: u32) {
        self.acknowledge(value.clone(), view);
        if lives {
            self.set_copy(by, Some(value));
        } else {
            // It went with that machine before anyone knew of it.
            self.lost_with = by.number();
        }
    }

    fn acknowledge(&mut self, value: Term, view: u32) {
        if self.acknowledged.as_ref() != Some(&value) {
            self.forget_fresh();
            self.acknowledged = Some(value);
            if let Some(more) = &mut self.more {
                let same =
                    |(_, value): &mut (NodeId, Term)| Some(&*value) == self.acknowledged.as_ref();
                let copies: Vec<_> = more.copies.extract_if(.., same).collect();
                for (node, value) in copies {
                    self.add(node, value);
                }
            }
        }
        if let Some(more) = &mut self.more {
            more.perhaps = None;
        }
        self.deleted = false;
        self.view = view;
    }

    /// This machine holds this under the key now.
    pub(super) fn set_copy(&mut self, node: NodeId, value: Option<Term>) {
        self.take_copy(node);
        if let Some(value) = value {
            self.add(node, value);
        }
    }

    fn add(&mut self, node: NodeId, value: Term) {
        if self.acknowledged.as_ref() == Some(&value)
            && let Ok(number) = u16::try_from(node.number())
            && let Some(free) = self.fresh.iter_mut().find(|holder| **holder == 0)
        {
            *free = number;
        } else {
            self.more.get_or_insert_default().copies.push((node, value));
        }
    }

    /// Forgets what a machine holds; answers whether it held anything.
    fn take_copy(&mut self, node: NodeId) -> bool {
        if let Some(at) = self.fresh.iter().position(|&holder| u32::from(holder) == node.number()) {
            self.fresh[at..].rotate_left(1);
            self.fresh[FRESH - 1] = 0;
            return true;
        }
        let Some(more) = &mut self.more else { return false };
        let at = more.copies.iter().position(|(holder, _)| *holder == node);
        at.map(|at| more.copies.remove(at)).is_some()
    }

    /// The acknowledged value is another one from now on: its copies are old ones.
    fn forget_fresh(&mut self) {
        let holders = std::mem::take(&mut self.fresh);
        if let Some(old) = self.acknowledged.take() {
            for holder in holders.into_iter().filter(|&holder| holder != 0) {
                self.add(NodeId::new(holder.into()), old.clone());
            }
        }
    }

    pub(super) fn perhaps(&mut self, value: Term) {
        self.more.get_or_insert_default().perhaps = Some(value);
    }

    /// A value that nobody answered for and nobody holds was never stored.
    pub(super) fn settle(&mut self) {
        let held = self.copies().any(|(_, value)| self.possible() == Some(value));
        if !held && let Some(more) = &mut self.more {
            more.perhaps = None;
        }
    }

    fn possible(&self) -> Option<&Term> {
        self.more.as_ref()?.perhaps.as_ref()
    }

    pub(super) fn delete(&mut self) {
        self.deleted = true;
        self.forget_fresh();
        if let Some(more) = &mut self.more {
            more.perhaps = None;
        }
    }

    /// Takes away what a dead machine held; answers whether it held anything.
    pub(super) fn bury(&mut self, dead: NodeId) -> bool {
        let held = self.take_copy(dead);
        if held && self.copies().next().is_none() {
            self.lost_with = dead.number();
        }
        held
    }

    /// Whether the ledger still needs this line.
    pub(super) fn matters(&self) -> bool {
        self.acknowledged.is_some()
            || self
                .more
                .as_ref()
                .is_some_and(|more| more.perhaps.is_some() || !more.copies.is_empty())
    }

    /// Who holds which value, dead machines apart.
    pub(super) fn copies(&self) -> impl Iterator<Item = (NodeId, &Term)> {
        let more = self.more.iter().flat_map(|more| &more.copies);
        let fresh = self.fresh.iter().filter(|&&holder| holder != 0);
        let acknowledged = self.acknowledged.as_ref();
        let fresh =
            fresh.filter_map(move |&holder| Some((NodeId::new(holder.into()), acknowledged?)));
        more.map(|(node, value)| (*node, value)).chain(fresh)
    }

    /// The same, for whom it must be fast.
    pub(super) fn each_copy(&self, mut visit: impl FnMut(NodeId, &Term)) {
        if let Some(more) = &self.more {
            for (node, value) in &more.copies {
                visit(*node, value);
            }
        }
        if let Some(value) = &self.acknowledged {
            for &holder in self.fresh.iter().take_while(|&&holder| holder != 0) {
                visit(NodeId::new(holder.into()), value);
            }
        }
    }

    pub(super) fn holds(&self, node: NodeId) -> bool {
        self.copies().any(|(holder, _)| holder == node)
    }

    /// With which machine the last copy went, or which one has it that is no more among the
    /// living.
    pub(super) fn last_holder(&self) -> Option<NodeId> {
        let lost_with = (self.lost_with != 0).then(|| NodeId::new(self.lost_with));
        self.copies().last().map(|(node, _)| node).or(lost_with)
    }

    /// Whether `value` is an old one: neither the last acknowledged nor one that nobody answered
    /// for.
    pub(super) fn is_stale(&self, value: &Term) -> bool {
        self.acknowledged.as_ref() != Some(value) && self.possible() != Some(value)
    }
}
