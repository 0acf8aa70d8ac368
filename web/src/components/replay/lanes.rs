//! Where things go in the space-time diagram: pure arithmetic. Time runs down, a row of the feed at a
//! time; each machine has a lane.

use std::collections::BTreeMap;

use crate::{
    past::{Row, Told},
    picture::Condition,
};

/// Lanes that are drawn at most; with more, none could be told from the next.
const MOST: usize = 9;

/// A machine, or the Master.
pub(super) type Who = Option<u32>;

/// Who has a lane.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Lanes {
    /// The Master first, if it takes part, then machines by number.
    pub who: Vec<Who>,
    /// Machines that take part and have no lane.
    pub without: usize,
}

impl Lanes {
    /// Those who take part in what happened; if they are many, those who do most often.
    pub(super) fn of(rows: &[Row]) -> Self {
        let mut parts: BTreeMap<Who, usize> = BTreeMap::new();
        for who in rows.iter().flat_map(|row| takers(&row.told).into_iter().flatten()) {
            *parts.entry(who).or_default() += 1;
        }
        let mut most: Vec<(usize, Who)> = parts.into_iter().map(|(who, n)| (n, who)).collect();
        // The Master and low numbers first where they take part as often.
        most.sort_by_key(|&(n, who)| (std::cmp::Reverse(n), who));
        let without = most.len().saturating_sub(MOST);
        most.truncate(MOST);
        let mut who: Vec<Who> = most.into_iter().map(|(_, who)| who).collect();
        who.sort();
        Self { who, without }
    }

    /// Where somebody's lane is, from the left, in per cent.
    pub(super) fn x(&self, who: Who) -> Option<f64> {
        let lane = self.who.binary_search(&who).ok()?;
        Some(100.0 * (lane as f64 + 0.5) / self.who.len() as f64)
    }
}

/// Who takes part in something.
fn takers(told: &Told) -> [Option<Who>; 2] {
    match told {
        Told::Line(_) | Told::Result(..) | Told::Click(_) => [Some(None), None],
        Told::Started(number, _) | Told::Frozen(number) | Told::Thawed(number) => {
            [Some(Some(*number)), None]
        }
        Told::Died(died) => [Some(Some(died.machine)), None],
        // Of whom it learns need not take part.
        Told::Up(by, _) | Told::Down(by, ..) | Told::LinkClosed(by, _) => [Some(Some(*by)), None],
        Told::Said(said) => [Some(said.from), Some(said.to)],
    }
}

/// Where a moment is, from the top, in rows: between those it is between.
pub(super) fn y(rows: &[Row], at_ms: f64) -> f64 {
    let after = rows.partition_point(|row| row.at_ms <= at_ms);
    let Some(before) = after.checked_sub(1) else { return 0.0 };
    let middle = before as f64 + 0.5;
    match rows.get(after) {
        Some(next) => {
            let span = next.at_ms - rows[before].at_ms;
            middle + if span > 0.0 { (at_ms - rows[before].at_ms) / span } else { 0.0 }
        }
        None => middle,
    }
}

/// A part of a lifeline.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Life {
    /// Whose.
    pub who: Who,
    /// From where on, in rows.
    pub from: f64,
    /// To where.
    pub to: f64,
    /// Whether it frozen meanwhile.
    pub is_frozen: bool,
}

/// The lifelines, as far as these rows tell: who is not told to start or to die lives throughout.
pub(super) fn lives(rows: &[Row], lanes: &Lanes) -> Vec<Life> {
    let mut lives = Vec::new();
    for &who in &lanes.who {
        let of = |told: &Told| match told {
            Told::Started(number, _) => Some((*number, Turn::Begins)),
            Told::Died(died) if died.cause == Condition::Frozen => None,
            Told::Died(died) if died.cause == Condition::Silent => None,
            Told::Died(died) => Some((died.machine, Turn::Ends)),
            Told::Frozen(number) => Some((*number, Turn::Freezes)),
            Told::Thawed(number) => Some((*number, Turn::Thaws)),
            _ => None,
        };
        let turns: Vec<(f64, Turn)> = rows
            .iter()
            .enumerate()
            .filter_map(|(i, row)| Some((i as f64 + 0.5, of(&row.told)?)))
            .filter(|(_, (number, _))| Some(*number) == who)
            .map(|(y, (_, turn))| (y, turn))
            .collect();
        let (mut is_alive, mut is_frozen) = match turns.first() {
            Some((_, Turn::Begins)) => (false, false),
            Some((_, Turn::Thaws)) => (true, true),
            _ => (true, false),
        };
        let mut from = 0.0;
        let end = rows.len() as f64;
        for (y, turn) in turns.into_iter().chain([(end, Turn::Ends)]) {
            if is_alive && y > from {
                lives.push(Life { who, from, to: y, is_frozen });
            }
            from = y;
            (is_alive, is_frozen) = match turn {
                Turn::Begins | Turn::Thaws => (true, false),
                Turn::Ends => (false, false),
                Turn::Freezes => (is_alive, true),
            };
        }
    }
    lives
}

#[derive(Clone, Copy)]
enum Turn {
    Begins,
    Ends,
    Freezes,
    Thaws,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::past::{Died, Said};
    use lab::record::Label;

    fn row(number: u64, at_ms: f64, told: Told) -> Row {
        Row { number, at_ms, told }
    }

    fn said(from: Who, to: Who) -> Told {
        let (sent_ms, label) = (None, Label::Tick);
        Told::Said(Said { from, to, sent_ms, label, keys: None, again: false })
    }

    fn died(machine: u32, cause: Condition) -> Told {
        Told::Died(Died { machine, cause, keys_lost: 0, keys_unreachable: 0 })
    }

    #[test]
    fn who_takes_part_has_a_lane_the_master_first() {
        let rows = [
            row(1, 0.0, said(Some(3), Some(1))),
            row(2, 1.0, Told::Line("Master.stat".to_owned())),
        ];
        let lanes = Lanes::of(&rows);
        assert_eq!(lanes.who, [None, Some(1), Some(3)]);
        assert_eq!(lanes.x(Some(1)), Some(50.0));
        assert_eq!(lanes.x(Some(2)), None);
    }

    #[test]
    fn of_many_those_have_lanes_who_take_part_most_often() {
        let often = (0..3).map(|i| row(i, i as f64, said(Some(50), Some(49))));
        let rows: Vec<Row> =
            often.chain((1..=20).map(|n| row(n, n as f64, said(Some(n as u32), None)))).collect();
        let lanes = Lanes::of(&rows);
        assert_eq!(lanes.who.len(), MOST);
        assert_eq!(lanes.without, 23 - MOST);
        assert!([None, Some(49), Some(50)].iter().all(|who| lanes.x(*who).is_some()));
    }

    #[test]
    fn a_moment_lies_between_the_rows_it_is_between() {
        let rows = [10.0, 20.0, 20.0, 40.0].map(|at| row(0, at, said(None, Some(1))));
        assert_eq!(y(&rows, 5.0), 0.0);
        assert_eq!(y(&rows, 10.0), 0.5);
        assert_eq!(y(&rows, 15.0), 1.0);
        assert_eq!(y(&rows, 30.0), 3.0);
        assert_eq!(y(&rows, 99.0), 3.5);
    }

    #[test]
    fn a_lifeline_ends_with_a_death_and_begins_again_with_a_start() {
        let rows = [
            row(1, 0.0, said(Some(1), Some(2))),
            row(2, 1.0, died(2, Condition::Killed)),
            row(3, 2.0, said(Some(1), None)),
            row(4, 3.0, Told::Started(2, 2)),
        ];
        let lives = lives(&rows, &Lanes::of(&rows));
        let of_two: Vec<_> = lives
            .iter()
            .filter(|life| life.who == Some(2))
            .map(|life| (life.from, life.to))
            .collect();
        assert_eq!(of_two, [(0.0, 1.5), (3.5, 4.0)]);
        let of_one = lives.iter().find(|life| life.who == Some(1));
        assert_eq!(of_one.map(|life| (life.from, life.to)), Some((0.0, 4.0)));
    }

    #[test]
    fn a_frozen_machine_lives_on() {
        let rows = [
            row(1, 0.0, said(Some(1), Some(2))),
            row(2, 1.0, Told::Frozen(2)),
            row(3, 1.0, died(2, Condition::Frozen)),
            row(4, 2.0, Told::Thawed(2)),
        ];
        let lives = lives(&rows, &Lanes::of(&rows));
        let of_two: Vec<_> = lives
            .iter()
            .filter(|life| life.who == Some(2))
            .map(|life| (life.from, life.to, life.is_frozen))
            .collect();
        assert_eq!(of_two, [(0.0, 1.5, false), (1.5, 3.5, true), (3.5, 4.0, false)]);
    }
}
