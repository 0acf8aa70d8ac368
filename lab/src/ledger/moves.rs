//! What the last change of the running machines or of the placement did to where keys are placed.

use node_core::{NodeId, Owners, Place, Placement};
use serde::{Deserialize, Serialize};

use super::{
    Ledger, Placed,
    hashed::Hashed,
    sides::KeyOwners,
    standing::{Standing, Way},
};
use crate::limits::MAX_MOVES_MACHINES;

/// Where the arithmetic places every acknowledged key: before the last change of the running
/// machines, and since.
///
/// All keys that are acknowledged now are in it, those too that were put or put again since the
/// change: where the arithmetic placed them before it is known all the same. How many they are is
/// said beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moves {
    /// A row for each machine that owned keys before, sorted as text, and one for nobody, the
    /// last, if some keys had no running owner.
    pub before: Vec<Option<NodeId>>,
    /// A column for each machine that owns keys since, sorted as text, and one for nobody, the
    /// last, if some keys have no running owner: under `:fixed` it is dead.
    pub after: Vec<Option<NodeId>>,
    /// How many of the keys were acknowledged since the change.
    pub since: u64,
    /// Row by row.
    cells: Vec<Moved>,
}

/// Acknowledged keys, by how they stand now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// A `get` finds them.
    pub found: u64,
    /// They have copies, none on the owner.
    pub unreachable: u64,
    /// They are stored nowhere.
    pub lost: u64,
}

impl Moved {
    /// How many keys these are.
    #[must_use]
    pub const fn keys(self) -> u64 {
        self.found + self.unreachable + self.lost
    }

    const fn add(self, other: Self) -> Self {
        Self {
            found: self.found + other.found,
            unreachable: self.unreachable + other.unreachable,
            lost: self.lost + other.lost,
        }
    }
}

impl Moves {
    /// The keys that moved from the machine of this row to that of this column; none beyond the
    /// last of either.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Moved {
        let is_there = row < self.before.len() && column < self.after.len();
        let at = is_there.then(|| row * self.after.len() + column);
        at.and_then(|at| self.cells.get(at)).copied().unwrap_or_default()
    }

    /// All keys of a row.
    #[must_use]
    pub fn row(&self, row: usize) -> Moved {
        (0..self.after.len()).fold(Moved::default(), |sum, column| sum.add(self.cell(row, column)))
    }

    /// All keys of a column.
    #[must_use]
    pub fn column(&self, column: usize) -> Moved {
        (0..self.before.len()).fold(Moved::default(), |sum, row| sum.add(self.cell(row, column)))
    }

    /// All keys.
    #[must_use]
    pub fn all(&self) -> Moved {
        self.cells.iter().fold(Moved::default(), |sum, cell| sum.add(*cell))
    }

    /// The keys that have the owner they had before; a dead owner doesn't count.
    #[must_use]
    pub fn kept(&self) -> Moved {
        let cells = self.before.iter().enumerate().filter_map(|(row, owner)| {
            let column = self.after.iter().position(|after| owner.is_some() && after == owner)?;
            Some(self.cell(row, column))
        });
        cells.fold(Moved::default(), Moved::add)
    }
}

/// Who owns keys at one time.
struct Owning<'a> {
    /// None when no machine runs.
    owning: Option<(Placement, &'a Owners)>,
    /// Sorted as text.
    owners: Vec<NodeId>,
    /// Where each owner is among them, by number.
    places: Vec<u8>,
}

impl<'a> Owning<'a> {
    /// `None` under a partition, and when there are too many.
    fn of(placed: &'a Placed) -> Option<Self> {
        let sides = placed.sides();
        let mut of_sides = placed.owning();
        let owning = of_sides.next().map(|(_, layout, owners)| (layout.placement(), owners));
        if of_sides.next().is_some() {
            return None;
        }
        let mut owners = owning.map(|(_, owners)| owners.machines()).unwrap_or_default();
        owners.retain(|owner| sides.runs(*owner));
        if owners.len() > MAX_MOVES_MACHINES {
            return None;
        }
        let mut places = Vec::new();
        for (place, owner) in (0..).zip(&owners) {
            let number = usize::from(u16::try_from(owner.number()).ok()?);
            if places.len() <= number {
                places.resize(number + 1, owners.len() as u8);
            }
            places[number] = place;
        }
        Some(Self { owning, owners, places })
    }

    /// Where a key's owner is among them; just beyond the last if it is nobody.
    #[inline]
    fn place(&self, hashed: Hashed<'_>) -> usize {
        let owner = self.owning.and_then(|(placement, owners)| owners.owner(hashed.by(placement)));
        let place = owner.and_then(|owner| self.places.get(owner.number() as usize));
        place.map_or(self.owners.len(), |&place| usize::from(place))
    }

    /// The owners, and nobody.
    fn names(&self, nobody: bool) -> Vec<Option<NodeId>> {
        let owners = self.owners.iter().copied().map(Some);
        owners.chain(nobody.then_some(None)).collect()
    }
}

impl Ledger {
    /// From whom to whom the last change of the running machines moved the acknowledged keys.
    ///
    /// `None` when there is nothing to tell: no such change, or no acknowledged key when it
    /// happened. And when there is no simple answer: a partition now or just before the change, or
    /// more than [`MAX_MOVES_MACHINES`] owners. It goes through all keys.
    #[must_use]
    pub fn moves(&self) -> Option<Moves> {
        let from = self.moved_from?;
        let before = Owning::of(self.view(from)?)?;
        let after = Owning::of(&self.placed)?;
        let width = after.owners.len() + 1;
        let mut cells = vec![Moved::default(); (before.owners.len() + 1) * width];
        let mut since = 0;
        for (hashed, record) in self.records.iter() {
            if record.acknowledged().is_none() {
                continue;
            }
            let (row, column) = (before.place(hashed), after.place(hashed));
            let owners = KeyOwners::one(after.owners.get(column).copied());
            let standing = Standing::of(record, &owners, self.sides(), |_, _, _| {});
            let cell = &mut cells[row * width + column];
            for (figure, counts) in [
                (&mut cell.found, standing.found),
                (&mut cell.unreachable, standing.unreachable()),
                (&mut cell.lost, standing.lost),
                (&mut since, record.view > from),
            ] {
                Way::Add.apply(figure, counts.into());
            }
        }
        let nobody_before = cells[before.owners.len() * width..].iter().any(|cell| cell.keys() > 0);
        let nobody_after = cells.iter().skip(width - 1).step_by(width).any(|c| c.keys() > 0);
        let names = (before.names(nobody_before), after.names(nobody_after));
        let rows = cells.chunks(width).take(names.0.len());
        let cells = rows.flat_map(|row| row.iter().take(names.1.len()).copied()).collect();
        Some(Moves { before: names.0, after: names.1, since, cells })
    }
}
