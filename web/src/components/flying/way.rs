//! The ways between machines and the Master: pure arithmetic behind the dots.

use crate::{
    components::geometry::{Circle, Point, SIDE},
    picture::{Leg, Says, Waiting},
};

/// Half the width and half the height of what is kept free around the sum in the middle.
const MIDDLE: (f64, f64) = (64.0, 40.0);

/// From a disc's edge to the nearest dot.
const GAP: f64 = 7.0;

/// How far to its right something goes, so that both directions can be told apart.
const LANE: f64 = 4.5;

/// How much a label is drawn away from the nearer disc, where it is drawn out of its lane by 1.
const AWAY: f64 = 0.9;

/// From one dot to the next of those that are at the same place.
const QUEUE: f64 = 9.0;

/// Where the machines are.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Spots {
    centres: Vec<(u32, Point)>,
    radius: f64,
}

/// The way of something: a straight line between two edges.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Way {
    pub(super) from: Point,
    pub(super) to: Point,
    /// Which way it goes, in length 1.
    heads: (f64, f64),
}

impl Spots {
    pub(super) fn new(numbers: &[u32], places: &Circle) -> Self {
        let centres = numbers.iter().copied().zip(places.centres.iter().copied()).collect();
        Self { centres, radius: places.radius }
    }

    /// The radius of a dot.
    pub(super) fn dot(&self, waiting: &Waiting) -> f64 {
        let usual = (self.radius * 0.11).clamp(2.4, 5.5);
        if waiting.leg() == Leg::Sign { usual * 0.6 } else { usual }
    }

    /// The way of something, between machines that are drawn.
    pub(super) fn way(&self, waiting: &Waiting) -> Option<Way> {
        let (from, from_is_master) = self.spot(waiting.from)?;
        let (to, to_is_master) = self.spot(waiting.id.gate)?;
        let length = (to.x - from.x).hypot(to.y - from.y);
        if length <= 0.0 {
            return None;
        }
        let (x, y) = ((to.x - from.x) / length, (to.y - from.y) / length);
        let edge = |is_master: bool| {
            let ellipse = 1.0 / (x / MIDDLE.0).hypot(y / MIDDLE.1);
            if is_master { ellipse } else { self.radius + GAP }
        };
        let (begins, ends) = (edge(from_is_master), length - edge(to_is_master));
        // Neighbours may have hardly any room between them.
        let middle = f64::midpoint(begins, ends);
        let (begins, ends) = if begins < ends { (begins, ends) } else { (middle, middle) };
        let at = |distance: f64| Point {
            x: from.x + x * distance - y * LANE,
            y: from.y + y * distance + x * LANE,
        };
        Some(Way { from: at(begins), to: at(ends), heads: (x, y) })
    }

    fn spot(&self, machine: Option<u32>) -> Option<(Point, bool)> {
        match machine {
            None => Some((Point { x: SIDE / 2.0, y: SIDE / 2.0 }, true)),
            Some(number) => {
                let found = self.centres.iter().find(|(known, _)| *known == number);
                found.map(|&(_, at)| (at, false))
            }
        }
    }
}

impl Way {
    /// Where the label of something goes that has so much of the way behind it and is here: on the
    /// outer side of its lane, and away from the nearer disc. And the name of the end at which the
    /// text meets it.
    pub(super) fn label(self, part: f64, at: Point, gap: f64) -> (Point, &'static str) {
        let (x, y) = self.heads;
        let ahead = if part < 0.5 { AWAY } else { -AWAY };
        let (right, down) = (x * ahead - y, y * ahead + x);
        let far = right.hypot(down);
        let (right, down) = (right / far, down / far);
        let end = match right {
            _ if right > 0.4 => "at-start",
            _ if right < -0.4 => "at-end",
            _ => "in-middle",
        };
        // A line of text stands on its baseline.
        let lower = 3.5 + if end == "in-middle" { down * 4.0 } else { 0.0 };
        (Point { x: at.x + right * gap, y: at.y + down * gap + lower }, end)
    }

    /// The place so far on the way, from 0 to 1, with so many dots behind it that are as far.
    pub(super) fn at(self, part: f64, behind: usize) -> Point {
        let (x, y) = (self.to.x - self.from.x, self.to.y - self.from.y);
        let length = x.hypot(y);
        let ahead = if length > 0.0 { behind as f64 * QUEUE / length } else { 0.0 };
        let part = (part + ahead).clamp(0.0, 1.0);
        Point { x: self.from.x + x * part, y: self.from.y + y * part }
    }
}

/// The place of something among those on the same way that are as far.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Queued {
    /// How many were sent later: it stands so much ahead of them.
    pub(super) behind: usize,
    /// Whether none was sent earlier: their way is drawn once.
    pub(super) is_first: bool,
    /// Whether it has the label for all of them, and for what the same machine says to everyone.
    pub(super) is_labelled: bool,
}

/// The place of each in its queue. They are few: only so many are shown.
pub(super) fn queues(waiting: &[Waiting]) -> Vec<Queued> {
    let is_as_far = |one: &Waiting, other: &Waiting| {
        one.from == other.from && one.since_ms.to_bits() == other.since_ms.to_bits()
    };
    let is_on_the_way =
        |one: &Waiting, other: &Waiting| is_as_far(one, other) && one.id.gate == other.id.gate;
    let is_for_all = |one: &Waiting| matches!(one.says, Says::Hello | Says::Tick | Says::Closed(_));
    let queued = |(place, one): (usize, &Waiting)| {
        let (earlier, later) = (&waiting[..place], &waiting[place + 1..]);
        let is_first = !earlier.iter().any(|other| is_on_the_way(one, other));
        let was_said = |other: &Waiting| is_for_all(other) && is_as_far(one, other);
        Queued {
            behind: later.iter().filter(|other| is_on_the_way(one, other)).count(),
            is_first,
            is_labelled: is_first && !(is_for_all(one) && earlier.iter().any(was_said)),
        }
    };
    waiting.iter().enumerate().map(queued).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{components::geometry::circle, picture::WaitingId};

    fn waiting(from: Option<u32>, gate: Option<u32>, number: u64) -> Waiting {
        Waiting {
            id: WaitingId { gate, number },
            from,
            sent_ms: 0.0,
            part: 0.0,
            since_ms: 0.0,
            arrives_ms: 1.0,
            says: Says::Hello,
            sequence: None,
        }
    }

    fn spots(machines: u32) -> (Spots, Circle) {
        let places = circle(machines as usize);
        (Spots::new(&(1..=machines).collect::<Vec<_>>(), &places), places)
    }

    #[test]
    fn a_way_touches_neither_disc_and_both_directions_lie_apart() {
        for machines in 2..=60 {
            let (spots, places) = spots(machines);
            for to in 2..=machines {
                let there = spots.way(&waiting(Some(1), Some(to), 1)).unwrap();
                let back = spots.way(&waiting(Some(to), Some(1), 1)).unwrap();
                let apart = (there.from.x - back.to.x).hypot(there.from.y - back.to.y);
                assert!(apart > LANE, "{machines} machines, to {to}");
                let (label, _) = there.label(0.5, there.at(0.5, 0), 10.0);
                assert!(label.x.is_finite() && label.y.is_finite(), "{machines} machines");
                let centre = places.centres[0];
                let edge = (there.from.x - centre.x).hypot(there.from.y - centre.y);
                assert!(edge > places.radius, "{machines} machines, to {to}");
            }
        }
    }

    #[test]
    fn what_comes_from_the_master_begins_beside_the_sum() {
        let (spots, _) = spots(5);
        let way = spots.way(&waiting(None, Some(1), 1)).unwrap();
        assert!((way.from.y - (SIDE / 2.0 - MIDDLE.1)).abs() < 1.0, "{way:?}");
    }

    #[test]
    fn a_machine_that_is_not_drawn_has_no_way() {
        assert_eq!(spots(5).0.way(&waiting(Some(9), Some(1), 1)), None);
        assert_eq!(spots(5).0.way(&waiting(Some(1), Some(1), 1)), None);
    }

    #[test]
    fn the_place_is_a_share_of_the_way_and_what_was_sent_first_is_ahead() {
        let way = Way {
            from: Point { x: 0.0, y: 0.0 },
            to: Point { x: 90.0, y: 0.0 },
            heads: (1.0, 0.0),
        };
        assert_eq!([0.0, 0.5, 1.0].map(|part| way.at(part, 0).x), [0.0, 45.0, 90.0]);
        assert_eq!(way.at(0.0, 2).x, 18.0);
        assert_eq!(way.at(1.0, 2).x, 90.0);
        let three = [1, 2, 3]
            .map(|number| Waiting { says: Says::Connect, ..waiting(Some(1), Some(2), number) });
        let queues = queues(&three);
        assert_eq!(queues.iter().map(|one| one.behind).collect::<Vec<_>>(), [2, 1, 0]);
        assert_eq!(queues.iter().map(|one| one.is_first).collect::<Vec<_>>(), [true, false, false]);
    }

    #[test]
    fn what_is_said_to_everyone_has_one_label() {
        let hello = [2, 3, 4].map(|to| waiting(Some(1), Some(to), 1));
        let queues = queues(&hello);
        let labelled = queues.iter().map(|one| one.is_labelled);
        assert_eq!(labelled.collect::<Vec<_>>(), [true, false, false]);
        assert!(queues.iter().all(|one| one.is_first && one.behind == 0));
    }

    #[test]
    fn a_label_lies_outside_its_lane_and_away_from_the_nearer_disc() {
        let down = Way {
            from: Point { x: 9.0, y: 0.0 },
            to: Point { x: 9.0, y: 90.0 },
            heads: (0.0, 1.0),
        };
        let (at, end) = down.label(0.0, down.at(0.0, 0), 10.0);
        assert!(at.x < 3.0 && at.y > 5.0 && end == "at-end", "{at:?} {end}");
        let (at, end) = down.label(1.0, down.at(1.0, 0), 10.0);
        assert!(at.x < 3.0 && at.y < 90.0 && end == "at-end", "{at:?} {end}");
        let up = Way { from: down.to, to: down.from, heads: (0.0, -1.0) };
        let (at, end) = up.label(0.0, up.at(0.0, 0), 10.0);
        assert!(at.x > 15.0 && end == "at-start", "{at:?} {end}");
    }
}
