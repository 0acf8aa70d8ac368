//! How a picture crosses to the page: only the parts that have changed since the last one.

use std::rc::Rc;

use lab::{
    command::Network,
    ledger::{Cells, Explanation, Figures, Grounds, Moves},
};
use node_core::Placement;
use serde::{Deserialize, Serialize};

use crate::{
    picture::{
        Audit, Beliefs, ConsoleEntry, FillNote, FillProgress, History, Loss, Machine, Notice,
        Picture, Side, Tab, Time,
    },
    record::keeper::Recorded,
    scenarios::{done::Beginning, playing::Playing},
};

macro_rules! change {
    ($($part:ident: $kind:ty),* $(,)?) => {
        /// What has changed from one picture to the next.
        #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
        pub struct Change {
            $($part: Option<$kind>,)*
            console: Option<Lines>,
        }

        impl Change {
            /// What must be told to who has seen `old`.
            #[must_use]
            pub fn between(old: &Picture, new: &Picture) -> Self {
                Self {
                    $($part: (old.$part != new.$part).then(|| new.$part.clone()),)*
                    console: Lines::between(&old.console, &new.console),
                }
            }

            /// The picture after it, from the one before it.
            pub fn apply(self, picture: &mut Picture) {
                $(if let Some(part) = self.$part {
                    picture.$part = part;
                })*
                if let Some(lines) = self.console {
                    lines.apply(&mut picture.console);
                }
            }
        }
    };
}

change! {
    ready: bool,
    settled: bool,
    placement: Placement,
    grounds: Rc<Grounds>,
    figures: Figures,
    machines: Vec<Machine>,
    audit: Audit,
    losses: Vec<Rc<Loss>>,
    history: Rc<History>,
    fill: Option<FillProgress>,
    fill_note: Option<FillNote>,
    dropped: u64,
    via: u32,
    explanation: Option<Rc<Explanation<String>>>,
    cells: Option<Rc<Cells>>,
    moves: Option<Rc<Moves>>,
    looked_at: Option<u32>,
    notices: Vec<Notice>,
    beliefs: Rc<Beliefs>,
    network: Network,
    sides: Vec<Side>,
    tabs: Vec<Tab>,
    invitation: String,
    time: Rc<Time>,
    recorded: Recorded,
    beginning: Option<Beginning>,
    playing: Option<Playing>,
}

/// Console lines that are new or have their result now. A pasted line may be long, and there may be
/// a thousand: those that stay as they are don't cross again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Lines {
    /// Lines before this number are forgotten.
    first: u64,
    entries: Vec<Rc<ConsoleEntry>>,
}

impl Lines {
    fn between(old: &[Rc<ConsoleEntry>], new: &[Rc<ConsoleEntry>]) -> Option<Self> {
        let first = new.first().map_or(u64::MAX, |entry| entry.number);
        let is_known = |entry: &Rc<ConsoleEntry>| {
            let found = old.binary_search_by_key(&entry.number, |old| old.number);
            found.is_ok_and(|at| old[at] == *entry)
        };
        let entries: Vec<_> = new.iter().filter(|entry| !is_known(entry)).cloned().collect();
        let forgets = old.first().is_some_and(|entry| entry.number < first);
        (forgets || !entries.is_empty()).then_some(Self { first, entries })
    }

    fn apply(self, console: &mut Vec<Rc<ConsoleEntry>>) {
        console.retain(|entry| entry.number >= self.first);
        for entry in self.entries {
            match console.binary_search_by_key(&entry.number, |old| old.number) {
                Ok(at) => console[at] = entry,
                Err(at) => console.insert(at, entry),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{control, picture::Origin};

    fn entry(number: u64, result: Option<&str>) -> Rc<ConsoleEntry> {
        Rc::new(ConsoleEntry {
            number,
            source: "Master.sum".to_owned(),
            origin: Origin::Typed,
            result: result.map(str::to_owned),
            is_error: false,
            refusal: None,
            hints: Vec::new(),
        })
    }

    /// What the page has after it was told what has changed, by way of bytes.
    fn told(old: &Picture, new: &Picture) -> Picture {
        let Ok(bytes) = control::pack(&Change::between(old, new)) else { panic!("not packed") };
        let Ok(change) = control::unpack::<Change>(&bytes) else { panic!("not unpacked") };
        let mut picture = old.clone();
        change.apply(&mut picture);
        picture
    }

    #[test]
    fn who_is_told_each_change_has_the_same_picture() {
        let first = Picture {
            ready: true,
            console: vec![entry(1, None), entry(2, None)],
            fill_note: Some(FillNote::Acknowledged(5_000)),
            ..Picture::default()
        };
        let second = Picture {
            console: vec![entry(2, Some("8056")), entry(3, None)],
            fill_note: None,
            dropped: 7,
            time: Rc::new(Time { count: 3, ..Time::default() }),
            ..first.clone()
        };
        assert_eq!(told(&Picture::default(), &first), first);
        assert_eq!(told(&first, &second), second);
        assert_eq!(told(&second, &Picture::default()), Picture::default());
    }

    #[test]
    fn the_keys_cells_and_moves_cross_as_few_bytes() {
        let mut session = lab::session::Session::new();
        for line in ["fill(1, 5000)", "kill(2)"] {
            let Ok(Some(line)) = lab::script::parse(line) else { panic!("{line}") };
            session.run(line);
        }
        let ledger = session.master().ledger();
        let new = Picture {
            cells: ledger.cells(5000).map(Rc::new),
            moves: ledger.moves().map(Rc::new),
            ..Picture::default()
        };
        assert_eq!(told(&Picture::default(), &new), new);
        assert_eq!(told(&new, &Picture::default()), Picture::default());
        let change = Change::between(&Picture::default(), &new);
        let Ok(bytes) = control::pack(&change) else { panic!("not packed") };
        assert!(bytes.len() < 5 * 5000 + 250, "{} bytes", bytes.len());
    }

    #[test]
    fn what_stays_as_it_is_does_not_cross() {
        let console: Vec<_> = (1..=1_000).map(|number| entry(number, Some("5"))).collect();
        let old = Picture { console, ..Picture::default() };
        let mut new = old.clone();
        new.console.push(entry(1_001, None));
        assert_eq!(told(&old, &new), new);
        let Ok(bytes) = control::pack(&Change::between(&old, &new)) else { panic!("not packed") };
        assert!(bytes.len() < 60, "{} bytes", bytes.len());
    }
}
