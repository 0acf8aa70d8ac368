//! The last change of what is so, and who has learned it since.

use std::rc::Rc;

use crate::picture::{Belief, Beliefs};

/// The pairs that the last change is about.
#[derive(Debug, Default)]
pub(super) struct LastChange {
    seen: Rc<Beliefs>,
    pairs: Vec<(u32, u32)>,
}

impl LastChange {
    /// Compares what is thought and so with what was seen before.
    pub(super) fn see(&mut self, beliefs: &Rc<Beliefs>) {
        if Rc::ptr_eq(&self.seen, beliefs) {
            return;
        }
        let changed: Vec<(u32, u32)> = pairs(beliefs)
            .filter(|&(of, about, belief)| {
                find(&self.seen, of, about).is_none_or(|seen| {
                    seen.truly_up != belief.truly_up
                        || seen.took_ms.is_some() && belief.took_ms.is_none()
                })
            })
            .map(|(of, about, _)| (of, about))
            .collect();
        if !changed.is_empty() {
            self.pairs = changed;
        }
        self.seen = beliefs.clone();
    }

    /// How long the slowest took to learn it, when all have.
    pub(super) fn took(&self, beliefs: &Beliefs) -> Option<f64> {
        let took = pairs(beliefs)
            .filter(|&(of, about, _)| self.pairs.contains(&(of, about)))
            .filter_map(|(_, _, belief)| belief.took_ms);
        took.max_by(f64::total_cmp)
    }
}

fn pairs(beliefs: &Beliefs) -> impl Iterator<Item = (u32, u32, &Belief)> {
    beliefs.rows.iter().flat_map(|row| {
        let cells = beliefs.about.iter().zip(&row.cells);
        cells.filter_map(|(&about, cell)| Some((row.of, about, cell.as_ref()?)))
    })
}

fn find(beliefs: &Beliefs, of: u32, about: u32) -> Option<&Belief> {
    let row = beliefs.rows.iter().find(|row| row.of == of)?;
    let at = beliefs.about.iter().position(|&one| one == about)?;
    row.cells.get(at)?.as_ref()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::BeliefRow;

    /// What 1 and 2 think of 3, and how long each took to.
    fn of_three(truly_up: bool, took: [Option<f64>; 2]) -> Rc<Beliefs> {
        let row = |of, took_ms: Option<f64>| {
            let up = truly_up == took_ms.is_some();
            let wrong_since_ms = (up != truly_up).then_some(0.0);
            let belief = Belief { up, truly_up, wrong_since_ms, took_ms };
            BeliefRow { of, cells: vec![Some(belief)] }
        };
        Rc::new(Beliefs { about: vec![3], rows: vec![row(1, took[0]), row(2, took[1])] })
    }

    #[test]
    fn a_change_is_known_to_all_when_the_slowest_has_learned_it() {
        let mut last = LastChange::default();
        let started = of_three(true, [Some(40.0), Some(30.0)]);
        last.see(&started);
        assert_eq!(last.took(&started), Some(40.0));
        let killed = of_three(false, [None, None]);
        last.see(&killed);
        assert_eq!(last.took(&killed), None);
        let half_known = of_three(false, [Some(2.0), None]);
        last.see(&half_known);
        let known = of_three(false, [Some(2.0), Some(3.5)]);
        last.see(&known);
        assert_eq!(last.took(&known), Some(3.5), "not what an earlier change took");
    }
}
