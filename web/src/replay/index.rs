//! All that happened in a replay, and which part of it is shown.

use std::{collections::BTreeSet, rc::Rc};

use lab::record::Label;

use crate::past::{Feed, Filter, Row, Told};

/// Rows that are kept; older ones are forgotten.
const MAX_ROWS: usize = 200_000;

/// Rows that are shown at once.
const WINDOW: usize = 160;

/// Rows that are to be seen around the moment, if there are so many.
const MARGIN: usize = 8;

/// A row, and the note of the record it came from.
struct Indexed {
    note: u64,
    row: Row,
}

/// The rows, and which are shown.
#[derive(Default)]
pub(super) struct Index {
    rows: Vec<Indexed>,
    last_number: u64,
    filter: Filter,
    /// Notes that are about the key that the filter names.
    about_key: BTreeSet<u64>,
    /// Which rows pass the filter, by place.
    passing: Vec<usize>,
    /// The first of those that are shown, among the passing ones.
    first: usize,
    feed: Option<Rc<Feed>>,
}

impl Index {
    /// The number of the next row.
    pub(super) const fn next_number(&self) -> u64 {
        self.last_number + 1
    }

    /// One thing more happened, after all others.
    pub(super) fn push(&mut self, note: u64, row: Row) {
        self.last_number = row.number;
        if self.passes(note, &row.told) {
            self.passing.push(self.rows.len());
        }
        self.rows.push(Indexed { note, row });
        self.feed = None;
        if self.rows.len() > MAX_ROWS + MAX_ROWS / 10 {
            self.rows.drain(..self.rows.len() - MAX_ROWS);
            self.sift();
        }
    }

    /// What happened up to this moment can't be gone to any more.
    pub(super) fn forget(&mut self, until_ms: f64) {
        let old = self.rows.partition_point(|one| one.row.at_ms <= until_ms);
        self.rows.drain(..old);
        self.sift();
    }

    /// Shows these from now on; `about_key` are the notes about the filter's key.
    pub(super) fn set_filter(&mut self, filter: Filter, about_key: BTreeSet<u64>) {
        (self.filter, self.about_key) = (filter, about_key);
        self.sift();
    }

    pub(super) const fn filter(&self) -> &Filter {
        &self.filter
    }

    fn sift(&mut self) {
        let rows = self.rows.iter().enumerate();
        self.passing = rows
            .filter(|(_, one)| self.passes(one.note, &one.row.told))
            .map(|(place, _)| place)
            .collect();
        self.feed = None;
    }

    fn passes(&self, note: u64, told: &Told) -> bool {
        let Filter { membership, keys, ticks, key } = &self.filter;
        match told {
            Told::Line(_)
            | Told::Result(..)
            | Told::Click(_)
            | Told::Started(..)
            | Told::Died(_)
            | Told::Frozen(_)
            | Told::Thawed(_) => true,
            Told::Up(..) | Told::Down(..) | Told::LinkClosed(..) => *membership,
            Told::Said(said) => match said.label {
                Label::Hello | Label::Connect | Label::Leave | Label::Layout => *membership,
                Label::Tick | Label::Confirm => *ticks,
                _ if key.is_some() => self.about_key.contains(&note),
                // The Master asks how things are when it has nothing else to do.
                Label::Request | Label::Reply if said.keys.is_none() => *ticks,
                Label::Request | Label::Reply | Label::Call | Label::Batch | Label::Answer => *keys,
            },
        }
    }

    /// The note of a row.
    pub(super) fn note_of(&self, number: u64) -> Option<u64> {
        self.place_of(number).map(|place| self.rows[place].note)
    }

    fn place_of(&self, number: u64) -> Option<usize> {
        self.rows.binary_search_by_key(&number, |one| one.row.number).ok()
    }

    /// The last passing row that has happened once so many notes have been lived.
    pub(super) fn at(&self, note: u64) -> Option<u64> {
        let after = self.passing.partition_point(|&place| self.rows[place].note <= note);
        Some(self.rows[*self.passing.get(after.checked_sub(1)?)?].row.number)
    }

    /// The note of the first passing row after so many notes, or the one before: what happened with
    /// one note happened at once. At the last row it is that row's; before the first it is none.
    pub(super) fn step(&self, note: u64, by: i32) -> Option<u64> {
        let of = |place: &usize| self.rows[*place].note;
        if by > 0 {
            let next = self.passing.partition_point(|place| of(place) <= note);
            return self.passing.get(next).or(self.passing.last()).map(of);
        }
        let here = self.passing.partition_point(|place| of(place) <= note);
        let latest = self.passing.get(here.checked_sub(1)?).map(of)?;
        let before = self.passing.partition_point(|place| of(place) < latest);
        self.passing.get(before.checked_sub(1)?).map(of)
    }

    /// Shows the rows before those that are shown, or after them.
    pub(super) fn turn(&mut self, by: i32) {
        let by = by as isize * (WINDOW - 2 * MARGIN) as isize;
        self.first = self.first.saturating_add_signed(by);
        self.feed = None;
    }

    /// Sees to it that the row at the moment is among those that are shown.
    pub(super) fn show(&mut self, row: Option<u64>) {
        let here = row.map_or(0, |number| {
            self.passing.partition_point(|&place| self.rows[place].row.number <= number)
        });
        let end = self.first + WINDOW;
        let is_first = self.first == 0;
        let is_last = end >= self.passing.len();
        let fits = (is_first || here > self.first + MARGIN)
            && (is_last || here + MARGIN < end)
            && here <= end;
        if !fits {
            self.first = here.saturating_sub(WINDOW / 2);
            self.feed = None;
        }
    }

    /// What is shown.
    pub(super) fn feed(&mut self) -> Rc<Feed> {
        self.first = self.first.min(self.passing.len().saturating_sub(WINDOW));
        let Self { rows, passing, first, feed, .. } = self;
        feed.get_or_insert_with(|| {
            let end = (*first + WINDOW).min(passing.len());
            let shown = passing[*first..end].iter().map(|&place| rows[place].row.clone());
            Rc::new(Feed {
                earlier: *first as u64,
                later: (passing.len() - end) as u64,
                rows: shown.collect(),
            })
        })
        .clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::past::Said;

    fn said(label: Label) -> Told {
        let (from, to, sent_ms) = (Some(1), Some(2), None);
        Told::Said(Said { from, to, sent_ms, label, keys: None, again: false })
    }

    fn index(told: impl IntoIterator<Item = Told>) -> Index {
        let mut index = Index::default();
        for told in told {
            let number = index.next_number();
            // Two rows a note.
            index.push(number.div_ceil(2), Row { number, at_ms: number as f64, told });
        }
        index
    }

    fn shown(index: &mut Index) -> Vec<u64> {
        index.feed().rows.iter().map(|row| row.number).collect()
    }

    #[test]
    fn ticks_are_shown_only_when_they_are_asked_for() {
        let mut index = index([said(Label::Tick), said(Label::Call), said(Label::Confirm)]);
        assert_eq!(shown(&mut index), [2]);
        index.set_filter(Filter { ticks: true, ..Filter::default() }, BTreeSet::new());
        assert_eq!(shown(&mut index), [1, 2, 3]);
        index.set_filter(Filter { keys: false, ..Filter::default() }, BTreeSet::new());
        assert_eq!(shown(&mut index), [0_u64; 0]);
    }

    #[test]
    fn the_path_of_a_key_is_what_is_said_of_it_and_what_people_did() {
        let line = Told::Line("Master.kill(2)".to_owned());
        let mut index = index([said(Label::Call), said(Label::Answer), line, said(Label::Call)]);
        let key = Some("k_1_7".to_owned());
        let filter = Filter { membership: false, key, ..Filter::default() };
        index.set_filter(filter, BTreeSet::from([1]));
        assert_eq!(shown(&mut index), [1, 2, 3]);
    }

    #[test]
    fn one_steps_from_note_to_note_and_out_at_the_beginning() {
        let index = index([said(Label::Call), said(Label::Tick), said(Label::Call)]);
        assert_eq!([0, 1, 2].map(|note| index.step(note, 1)), [Some(1), Some(2), Some(2)]);
        assert_eq!([0, 1, 2].map(|note| index.step(note, -1)), [None, None, Some(1)]);
        assert_eq!([0, 1, 2].map(|note| index.at(note)), [None, Some(1), Some(3)]);
    }

    #[test]
    fn the_rows_around_the_moment_are_shown_and_tell_how_many_are_not() {
        let mut index = index((0..1_000).map(|_| said(Label::Call)));
        index.show(Some(500));
        let feed = index.feed();
        assert_eq!(feed.rows.len(), WINDOW);
        assert!(feed.rows.iter().any(|row| row.number == 500));
        assert_eq!(feed.earlier + feed.later, 1_000 - WINDOW as u64);
        let before = feed.earlier;
        // Near by, the rows stay where they are.
        index.show(Some(505));
        assert_eq!(index.feed().earlier, before);
        index.turn(-1);
        assert!(index.feed().earlier < before);
        index.show(Some(1_000));
        assert_eq!(index.feed().later, 0);
    }
}
