//! The fate of every single key, to be drawn: a cell for each.

use node_core::{FillKey, NodeId, View};
use serde::{Deserialize, Serialize};

use super::{
    Fate, Figures, Ledger, Placed,
    explain::{fate, owner},
    hashed::Hashed,
    record::Record,
    standing::Standing,
};
use crate::{limits::MAX_CELLS_TEXT, value::inspected};

/// Bytes of a row: the fate, the machine before, the owner now.
const ROW: usize = 5;

/// Every fate, each at the place of its number.
const FATES: [Fate; 7] = [
    Fate::Found,
    Fate::Stale,
    Fate::Unreachable,
    Fate::Lost,
    Fate::Resurrected,
    Fate::Deleted,
    Fate::Never,
];

/// The fate of every key that is acknowledged or resurrected: first those of fills, by machine and
/// number, then the others by their text.
///
/// A key takes five bytes, and its name none if it is a fill's: it crosses to the page as it is.
/// A place beyond the last key has no key, no machines, and [`Fate::Never`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cells {
    runs: Vec<Run>,
    /// Keys of no fill, as the console writes them, sorted.
    others: Vec<String>,
    #[serde(with = "serde_bytes")]
    rows: Vec<u8>,
}

/// Keys of a fill that follow one another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Run {
    via: u32,
    /// The first key's number in the fill.
    first: u64,
    /// Where it is among all keys.
    at: usize,
}

/// One key of [`Cells`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What became of it.
    pub fate: Fate,
    /// The number of the machine that the arithmetic gave it when its last put was acknowledged; 0
    /// when that is not remembered.
    pub was_on: u16,
    /// The number of the machine that owns it now; 0 when that is nobody, or a dead machine.
    pub owner: u16,
}

impl Cells {
    /// How many keys there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len() / ROW
    }

    /// Whether there is no key.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every cell, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = Cell> {
        self.rows.as_chunks::<ROW>().0.iter().map(|row| Cell::of(*row))
    }

    /// The cell at this place.
    #[must_use]
    pub fn cell(&self, i: usize) -> Cell {
        self.rows.as_chunks().0.get(i).map_or(Cell::NONE, |row| Cell::of(*row))
    }

    /// What became of the key.
    #[must_use]
    pub fn fate(&self, i: usize) -> Fate {
        self.cell(i).fate
    }

    /// The number of the machine that owned it when its last put was acknowledged; 0: not
    /// remembered.
    #[must_use]
    pub fn was_on(&self, i: usize) -> u16 {
        self.cell(i).was_on
    }

    /// The number of the machine that owns it now; 0: nobody that runs.
    #[must_use]
    pub fn owner(&self, i: usize) -> u16 {
        self.cell(i).owner
    }

    /// The key, as a person types it where a key is asked for: `k_1_7`, and any other as the
    /// console writes it.
    #[must_use]
    pub fn key(&self, i: usize) -> String {
        let of_fills = self.of_fills();
        if i >= of_fills {
            return self.others.get(i - of_fills).cloned().unwrap_or_default();
        }
        let run = self.runs.partition_point(|run| run.at <= i).checked_sub(1);
        run.and_then(|run| self.runs.get(run)).map_or_else(String::new, |run| {
            let Run { via, first, at } = run;
            format!("k_{via}_{}", first.saturating_add((i - at) as u64))
        })
    }

    /// Where the key is that is written so.
    #[must_use]
    pub fn index_of(&self, key: &str) -> Option<usize> {
        let of_fills = self.of_fills();
        let Some(FillKey { via, j }) = FillKey::of(View::Binary(key.as_bytes())) else {
            let at = self.others.binary_search_by(|other| other.as_str().cmp(key)).ok()?;
            return Some(of_fills + at);
        };
        let next = self.runs.partition_point(|run| (run.via, run.first) <= (via, j));
        let run = self.runs.get(next.checked_sub(1)?).filter(|run| run.via == via)?;
        let i = run.at.checked_add(usize::try_from(j - run.first).ok()?)?;
        let end = self.runs.get(next).map_or(of_fills, |next| next.at);
        (i < end).then_some(i)
    }

    /// How many keys are those of fills.
    const fn of_fills(&self) -> usize {
        self.len().saturating_sub(self.others.len())
    }

    fn push_fill(&mut self, FillKey { via, j }: FillKey, cell: Cell) {
        let at = self.len();
        let goes_on = self.runs.last().is_some_and(|run| {
            run.via == via && run.first.checked_add((at - run.at) as u64) == Some(j)
        });
        if !goes_on {
            self.runs.push(Run { via, first: j, at });
        }
        self.rows.extend(cell.row());
    }
}

impl Cell {
    /// The cell of no key.
    const NONE: Self = Self { fate: Fate::Never, was_on: 0, owner: 0 };

    fn row(self) -> [u8; ROW] {
        let ([a, b], [c, d]) = (self.was_on.to_le_bytes(), self.owner.to_le_bytes());
        [self.fate as u8, a, b, c, d]
    }

    fn of([fate, a, b, c, d]: [u8; ROW]) -> Self {
        Self {
            fate: FATES.get(usize::from(fate)).copied().unwrap_or(Fate::Never),
            was_on: u16::from_le_bytes([a, b]),
            owner: u16::from_le_bytes([c, d]),
        }
    }
}

impl Ledger {
    /// The fate of every key that is acknowledged or resurrected, unless there are more than
    /// `limit`, or more than [`MAX_CELLS_TEXT`] bytes of keys that no fill wrote.
    ///
    /// It goes through all keys; that there are too many is known at once.
    #[must_use]
    pub fn cells(&self, limit: usize) -> Option<Cells> {
        let Figures { acknowledged, resurrected, .. } = self.figures;
        if acknowledged + resurrected > limit as u64 {
            return None;
        }
        let mut cells = Cells::default();
        for (key, hashed, record) in self.records.fills() {
            if let Some(cell) = self.cell(hashed, record) {
                cells.push_fill(key, cell);
            }
        }
        let mut others = Vec::new();
        let mut room = MAX_CELLS_TEXT;
        for (key, hashed, record) in self.records.others() {
            if let Some(cell) = self.cell(hashed, record) {
                let text = inspected(key);
                room = room.checked_sub(text.len())?;
                others.push((text, cell));
            }
        }
        others.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        for (text, cell) in others {
            cells.others.push(text);
            cells.rows.extend(cell.row());
        }
        Some(cells)
    }

    /// A key's cell, if it has one.
    fn cell(&self, hashed: Hashed<'_>, record: &Record) -> Option<Cell> {
        let owners = self.placed.owners(hashed);
        let fate = fate(record, Standing::of(record, &owners, self.sides(), |_, _, _| {}));
        if matches!(fate, Fate::Deleted | Fate::Never) {
            return None;
        }
        let owner_in = |placed: &Placed| {
            owner(placed, hashed, |node| record.holds(node)).map(|owning| owning.owner)
        };
        let number = |node: NodeId| u16::try_from(node.number()).unwrap_or_default();
        Some(Cell {
            fate,
            was_on: self.view(record.view).and_then(owner_in).map_or(0, number),
            owner: owner_in(&self.placed).filter(|node| self.sides().runs(*node)).map_or(0, number),
        })
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    fn of_fills(keys: &[(u32, u64)]) -> Cells {
        let mut cells = Cells::default();
        for &(via, j) in keys {
            cells.push_fill(FillKey { via, j }, Cell { fate: Fate::Lost, was_on: 2, owner: 300 });
        }
        cells
    }

    #[test]
    fn every_fate_is_at_the_place_of_its_number() {
        for (place, fate) in FATES.into_iter().enumerate() {
            assert_eq!(fate as usize, place);
            let cell = Cell { fate, was_on: 0x1234, owner: 0xfedc };
            assert_eq!(Cell::of(cell.row()), cell);
        }
    }

    #[test]
    fn keys_that_follow_one_another_are_one_run() {
        let keys = [(1, 7), (1, 8), (1, 9), (1, 11), (2, 12), (2, 13), (10, u64::MAX)];
        let cells = of_fills(&keys);
        assert_eq!(cells.runs.len(), 4);
        for (i, (via, j)) in keys.into_iter().enumerate() {
            assert_eq!(cells.key(i), format!("k_{via}_{j}"));
            assert_eq!(cells.index_of(&cells.key(i)), Some(i));
        }
        for other in ["k_1_6", "k_1_10", "k_1_12", "k_2_14", "k_3_1", "k_10_1", "k_1_07", "x", ""] {
            assert_eq!(cells.index_of(other), None, "{other}");
        }
    }

    #[test]
    fn beyond_the_last_key_there_is_none() {
        let cells = of_fills(&[(1, 1)]);
        assert_eq!((cells.cell(0).owner, cells.cell(1)), (300, Cell::NONE));
        assert_eq!((cells.key(1).as_str(), Cells::default().key(0).as_str()), ("", ""));
    }
}
