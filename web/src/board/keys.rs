//! What became of every key, and what moved: told anew only when the ledger has changed, and of many
//! keys only when there is time.

use std::rc::Rc;

use lab::{
    ledger::{Cells, Figures, Grounds, Moves},
    master::Master,
};

use crate::picture::MAX_CELLS;

/// What the ledger told last.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys {
    /// The ledger's revision at the last picture, and how far it has been told.
    last: Option<(u64, Told)>,
    cells: Option<Rc<Cells>>,
    moves: Option<Rc<Moves>>,
    grounds: Rc<Grounds>,
}

/// How far the ledger has been told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// Nothing: there are many keys, and things are moving.
    Nothing,
    /// Nothing, but things have settled, and the figures have been shown since.
    Figures,
    /// All there is to tell.
    All,
}

impl Keys {
    /// The fate of every key, if they are few.
    pub(super) fn cells(&self) -> Option<Rc<Cells>> {
        self.cells.clone()
    }

    /// Among whom keys are placed.
    pub(super) fn grounds(&self) -> Rc<Grounds> {
        self.grounds.clone()
    }

    /// What the last change moved, if it has been told.
    pub(super) fn moves(&self) -> Option<Rc<Moves>> {
        self.moves.clone()
    }

    /// Looks at the ledger, for the next picture.
    ///
    /// To go through many keys takes time, and new figures must not wait for it: it is done for the
    /// first picture that has no other figures than the one before it, and nothing under way.
    pub(super) fn look(&mut self, master: &Master, settled: bool) {
        let ledger = master.ledger();
        let revision = ledger.revision();
        let told = self.last.filter(|(last, _)| *last == revision).map(|(_, told)| told);
        if told == Some(Told::All) {
            return;
        }
        let few = are_few(master);
        let next = match told {
            _ if few => Told::All,
            Some(Told::Figures) if settled => Told::All,
            _ if settled => Told::Figures,
            _ => Told::Nothing,
        };
        self.last = Some((revision, next));
        let all = next == Told::All;
        self.cells = if few { ledger.cells(MAX_CELLS).map(Rc::new) } else { None };
        self.grounds = Rc::new(ledger.grounds());
        self.moves = if all { ledger.moves().map(Rc::new) } else { None };
    }
}

/// Whether to go through all keys takes no time, and won't in a moment.
fn are_few(master: &Master) -> bool {
    let Figures { acknowledged, resurrected, .. } = master.ledger().figures();
    let coming = master.progress().filter(|fill| fill.is_fill).map_or(0, |fill| fill.keys);
    (acknowledged + resurrected).max(coming) <= MAX_CELLS as u64
}

#[cfg(test)]
mod tests {
    use lab::{ledger::Fate, script, session::Session};

    use super::*;

    fn begin(session: &mut Session, line: &str) {
        let Ok(Some(line)) = script::parse(line) else { panic!("{line} is not understood") };
        session.begin(line);
    }

    fn run(session: &mut Session, line: &str) {
        begin(session, line);
        session.settle();
    }

    fn look(keys: &mut Keys, session: &Session) -> (Option<usize>, Option<u64>) {
        let master = session.master();
        keys.look(master, master.is_settled() && !master.is_busy());
        let cells = keys.cells().map(|cells| cells.len());
        (cells, keys.moves().map(|moves| moves.all().keys()))
    }

    #[test]
    fn of_few_keys_all_is_told_with_the_figures_even_while_things_move() {
        let (mut session, mut keys) = (Session::new(), Keys::default());
        assert_eq!(look(&mut keys, &session), (Some(0), None));
        begin(&mut session, "fill(1, 10000)");
        while session.master().is_busy() {
            session.step();
            let acknowledged = session.master().ledger().figures().acknowledged as usize;
            assert_eq!(look(&mut keys, &session), (Some(acknowledged), None));
        }
        session.settle();
        begin(&mut session, "kill(2)");
        assert_eq!(look(&mut keys, &session), (Some(10_000), Some(10_000)));
        let lost = session.master().ledger().figures().lost;
        let cells = keys.cells().unwrap_or_default();
        assert_eq!(cells.iter().filter(|cell| cell.fate == Fate::Lost).count() as u64, lost);
    }

    #[test]
    fn what_stays_as_it_is_is_not_told_anew() {
        let (mut session, mut keys) = (Session::new(), Keys::default());
        run(&mut session, "fill(1, 100)");
        look(&mut keys, &session);
        let first = keys.cells();
        run(&mut session, "hits(1, 100)");
        look(&mut keys, &session);
        assert!(first.zip(keys.cells()).is_some_and(|(a, b)| Rc::ptr_eq(&a, &b)));
    }

    #[test]
    fn of_many_keys_what_moved_is_told_once_all_has_settled_and_the_figures_were_shown() {
        let (mut session, mut keys) = (Session::new(), Keys::default());
        begin(&mut session, "fill(1, 20000)");
        while session.master().is_busy() {
            session.step();
            let told = look(&mut keys, &session);
            assert!(told == (None, None) || session.master().ledger().is_empty());
        }
        session.settle();
        run(&mut session, "kill(2)");
        assert_eq!(look(&mut keys, &session), (None, None));
        assert_eq!(look(&mut keys, &session), (None, Some(20_000)));
        begin(&mut session, "kill(3)");
        assert_eq!(look(&mut keys, &session), (None, None));
        assert_eq!(look(&mut keys, &session), (None, None), "the survivors don't know yet");
        session.settle();
        look(&mut keys, &session);
        assert_eq!(look(&mut keys, &session), (None, Some(20_000)));
    }
}
