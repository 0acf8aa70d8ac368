//! Where each key's cell is: blocks of machines or of fates, each made of bricks of a hundred cells.
//!
//! Bricks wrap as words do, so that the figure fits any width, and they can be counted.

use std::ops::Range;

use lab::ledger::Cells;

use super::glyph::Kind;

/// Cells in a row of a brick, and rows of a brick.
pub(super) const SIDE: usize = 10;

/// Cells of a brick.
pub(super) const BRICK: usize = SIDE * SIDE;

/// The gap to the next brick, which is part of a brick.
const GAP: f64 = 0.5;

/// Width of a brick, whose cells have a side of 1.
pub(super) const WIDE: f64 = SIDE as f64 + GAP;

/// By what the cells are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Grouping {
    /// A block for each machine that owned keys when they were acknowledged; by fate within it.
    #[default]
    Machine,
    /// A block for each fate; by machine within it.
    Fate,
}

/// What the cells of a block have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Common {
    /// The machine that owned them; 0 when that is not remembered.
    Machine(u16),
    /// What became of them.
    Fate(Kind),
}

/// Cells that are drawn together.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Block {
    /// What they have in common.
    pub common: Common,
    /// Their places in the order.
    pub places: Range<usize>,
}

/// A hundred cells of a block, or what is left of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Brick {
    /// Their places in the order.
    pub places: Range<usize>,
}

/// The order of the cells, and their blocks.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Layout {
    /// Which cell is at each place.
    order: Vec<usize>,
    /// The place of each cell.
    places: Vec<usize>,
    /// The blocks, which follow one another.
    pub blocks: Vec<Block>,
}

/// A step of the cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    Left,
    Right,
    Up,
    Down,
    /// The first of the block.
    First,
    /// The last of the block.
    Last,
    /// The first of the block before.
    BlockBefore,
    /// The first of the next block.
    NextBlock,
}

impl Step {
    /// What a key of the keyboard does.
    pub fn of_key(key: &str) -> Option<Self> {
        Some(match key {
            "ArrowLeft" => Self::Left,
            "ArrowRight" => Self::Right,
            "ArrowUp" => Self::Up,
            "ArrowDown" => Self::Down,
            "Home" => Self::First,
            "End" => Self::Last,
            "PageUp" => Self::BlockBefore,
            "PageDown" => Self::NextBlock,
            _ => return None,
        })
    }
}

impl Layout {
    /// Orders the cells.
    pub fn new(cells: &Cells, grouping: Grouping) -> Self {
        let each: Vec<(u16, Kind)> =
            cells.iter().map(|cell| (cell.was_on, Kind::of(cell.fate))).collect();
        // Keys of nobody that is remembered come last.
        let machine = |i: usize| each[i].0.wrapping_sub(1);
        let mut order: Vec<usize> = (0..each.len()).collect();
        match grouping {
            Grouping::Machine => order.sort_by_key(|&i| (machine(i), each[i].1)),
            Grouping::Fate => order.sort_by_key(|&i| (each[i].1, machine(i))),
        }
        let common = |i: usize| match grouping {
            Grouping::Machine => Common::Machine(each[i].0),
            Grouping::Fate => Common::Fate(each[i].1),
        };
        let mut blocks = Vec::new();
        let mut start = 0;
        for run in order.chunk_by(|&a, &b| common(a) == common(b)) {
            let places = start..start + run.len();
            start = places.end;
            blocks.extend(run.first().map(|&first| Block { common: common(first), places }));
        }
        let mut places = vec![0; order.len()];
        for (place, &i) in order.iter().enumerate() {
            places[i] = place;
        }
        Self { order, places, blocks }
    }

    /// The cell at a place.
    pub fn cell_at(&self, place: usize) -> Option<usize> {
        self.order.get(place).copied()
    }

    /// The place of a cell.
    pub fn place_of(&self, cell: usize) -> Option<usize> {
        self.places.get(cell).copied()
    }

    /// Where the cursor comes to from a place.
    pub fn step(&self, from: usize, step: Step) -> usize {
        let here = self.blocks.partition_point(|block| block.places.end <= from);
        let start = |block: usize| self.blocks.get(block).map(|block| block.places.start);
        let last = self.order.len().saturating_sub(1);
        let to = match step {
            Step::Left => from.checked_sub(1),
            Step::Right => Some(from + 1),
            Step::Up => from.checked_sub(SIDE),
            Step::Down => Some(from + SIDE).filter(|&to| to <= last),
            Step::First => start(here),
            Step::Last => self.blocks.get(here).map(|block| block.places.end - 1),
            Step::BlockBefore => start(here.saturating_sub(1)),
            Step::NextBlock => start(here + 1),
        };
        to.unwrap_or(from).min(last)
    }
}

impl Block {
    /// Its bricks, in order.
    pub fn bricks(&self) -> impl Iterator<Item = Brick> {
        let Range { start, end } = self.places;
        (start..end)
            .step_by(BRICK)
            .map(move |first| Brick { places: first..end.min(first + BRICK) })
    }
}

impl Brick {
    /// Where a place of it is drawn, as column and row.
    pub const fn slot(&self, place: usize) -> (usize, usize) {
        let i = place - self.places.start;
        (i % SIDE, i / SIDE)
    }

    /// Its height: the rows that it has, and the gap.
    pub fn tall(&self) -> f64 {
        self.places.len().div_ceil(SIDE) as f64 + GAP
    }

    /// The place nearest to a point of the brick, whose sides are 1 here.
    pub fn nearest(&self, x: f64, y: f64) -> usize {
        let at = |n: f64| (n.max(0.0) as usize).min(SIDE - 1);
        let (column, row) = (at(x * WIDE), at(y * self.tall()));
        let end = self.places.len().saturating_sub(1);
        let (last_column, last_row) = (end % SIDE, end / SIDE);
        let i = if row < last_row {
            row * SIDE + column
        } else if column <= last_column {
            last_row * SIDE + column
        } else if row == last_row && last_row > 0 && column > last_column + 1 {
            (last_row - 1) * SIDE + column
        } else {
            end
        };
        self.places.start + i
    }
}

#[cfg(test)]
mod tests {
    use lab::{ledger::Fate, script, session::Session};

    use super::*;

    fn lived(lines: &[&str]) -> Cells {
        let mut session = Session::default();
        for line in lines {
            let Ok(Some(line)) = script::parse(line) else { panic!("{line} is not understood") };
            session.begin(line);
            session.settle();
        }
        session.master().ledger().cells(10_000).unwrap_or_default()
    }

    fn sizes(layout: &Layout) -> Vec<(Common, usize)> {
        layout.blocks.iter().map(|block| (block.common, block.places.len())).collect()
    }

    #[test]
    fn a_block_a_machine_has_the_keys_it_owned_whatever_became_of_them() {
        let cells = lived(&["Master.fill(1, 5000)", "Master.kill(2)"]);
        let layout = Layout::new(&cells, Grouping::Machine);
        let each = [1026, 996, 1012, 1021, 945];
        let expected = (1..).zip(each).map(|(number, n)| (Common::Machine(number), n));
        assert_eq!(sizes(&layout), expected.collect::<Vec<_>>());
        for block in &layout.blocks {
            let kinds = block.places.clone().filter_map(|place| layout.cell_at(place));
            let kinds = kinds.map(|i| Kind::of(cells.fate(i)));
            assert!(kinds.is_sorted(), "by fate within it");
        }
    }

    #[test]
    fn a_block_a_fate_has_the_seeds_figures() {
        let cells = lived(&["Master.fill(1, 5000)", "Master.kill(2)"]);
        let layout = Layout::new(&cells, Grouping::Fate);
        let expected = [(Kind::Found, 948), (Kind::Unreachable, 3056), (Kind::Lost, 996)];
        assert_eq!(sizes(&layout), expected.map(|(kind, n)| (Common::Fate(kind), n)));
    }

    #[test]
    fn every_cell_has_one_place_and_is_at_it() {
        let cells = lived(&["Master.fill(1, 500)", "Master.kill(2)"]);
        for grouping in [Grouping::Machine, Grouping::Fate] {
            let layout = Layout::new(&cells, grouping);
            for i in 0..cells.len() {
                assert_eq!(layout.place_of(i).and_then(|place| layout.cell_at(place)), Some(i));
            }
            let bricks: Vec<Brick> = layout.blocks.iter().flat_map(Block::bricks).collect();
            assert_eq!(bricks.iter().map(|brick| brick.places.len()).sum::<usize>(), cells.len());
            assert!(bricks.iter().all(|brick| (1..=BRICK).contains(&brick.places.len())));
        }
    }

    #[test]
    fn no_keys_have_no_block() {
        assert_eq!(Layout::new(&Cells::default(), Grouping::Machine).blocks, []);
    }

    #[test]
    fn a_point_on_a_cell_is_that_cell() {
        let brick = Brick { places: 200..243 };
        for place in 200..243 {
            let (column, row) = brick.slot(place);
            let middle = |slot: usize, side: f64| (slot as f64 + 0.43) / side;
            assert_eq!(brick.nearest(middle(column, WIDE), middle(row, brick.tall())), place);
        }
    }

    #[test]
    fn a_point_beside_the_cells_is_the_nearest_one() {
        let brick = Brick { places: 0..43 };
        assert_eq!(brick.nearest(-1.0, -1.0), 0);
        assert_eq!(brick.nearest(0.99, 0.05), 9, "the gap to the next brick");
        assert_eq!(brick.nearest(0.05, 0.99), 40, "below the last row");
        assert_eq!(brick.nearest(0.33, 0.83), 42, "just right of the last one");
        assert_eq!(brick.nearest(0.9, 0.83), 39, "under the row before the last");
        assert_eq!(Brick { places: 7..8 }.nearest(0.9, 0.9), 7);
    }

    #[test]
    fn the_cursor_goes_by_keys_rows_and_blocks_and_never_out() {
        let cells = lived(&["Master.fill(1, 200)", "Master.kill(2)"]);
        assert!(cells.iter().any(|cell| cell.fate == Fate::Lost));
        let layout = Layout::new(&cells, Grouping::Machine);
        let (first, second) = (&layout.blocks[0].places, &layout.blocks[1].places);
        assert_eq!(layout.step(0, Step::Left), 0);
        assert_eq!(layout.step(0, Step::Right), 1);
        assert_eq!(layout.step(3, Step::Up), 3);
        assert_eq!(layout.step(3, Step::Down), 13);
        assert_eq!(layout.step(199, Step::Right), 199);
        assert_eq!(layout.step(195, Step::Down), 195);
        assert_eq!(layout.step(1, Step::Last), first.end - 1);
        assert_eq!(layout.step(1, Step::NextBlock), second.start);
        assert_eq!(layout.step(second.start + 2, Step::First), second.start);
        assert_eq!(layout.step(second.start, Step::BlockBefore), 0);
        assert_eq!(layout.step(199, Step::NextBlock), 199);
        assert_eq!(Layout::default().step(0, Step::Right), 0);
    }
}
