//! Where things go: pure arithmetic behind the figures.

use std::f64::consts::{PI, TAU};

/// Side of the square the cluster is drawn in.
pub const SIDE: f64 = 400.0;

/// Largest disc of a machine.
const LARGEST: f64 = 54.0;

/// Machines up to which one ring holds them all.
const ONE_RING: usize = 20;

/// What is kept free in the middle, for the sum.
const MIDDLE: f64 = 74.0;

/// A point of a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// From the left.
    pub x: f64,
    /// From the top.
    pub y: f64,
}

/// The places of machines in a circle, and how large their discs may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Circle {
    /// A centre a machine, clockwise from the top, outer ring first.
    pub centres: Vec<Point>,
    /// The radius of every disc.
    pub radius: f64,
}

/// Places `machines` discs, as large as they can be without touching: on one circle, or on
/// several within each other when there are many.
#[must_use]
pub fn circle(machines: usize) -> Circle {
    let mut radius = LARGEST;
    let mut rings = rings(radius, machines);
    while radius > 2.0 && rings.iter().map(|ring| ring.room).sum::<usize>() < machines {
        radius -= 0.5;
        rings = self::rings(radius, machines);
    }
    let room = rings.iter().map(|ring| ring.room).sum::<usize>().max(1);
    let mut centres = Vec::with_capacity(machines);
    let mut room_so_far = 0;
    for ring in &rings {
        room_so_far += ring.room;
        let end = (machines * room_so_far).div_ceil(room).min(machines);
        let here = end - centres.len();
        for i in 0..here {
            let angle = TAU * i as f64 / here as f64 - PI / 2.0;
            centres.push(Point {
                x: SIDE / 2.0 + ring.distance * angle.cos(),
                y: SIDE / 2.0 + ring.distance * angle.sin(),
            });
        }
    }
    Circle { centres, radius }
}

impl Circle {
    /// The part of the square that is in use, from top to bottom: few machines leave some free.
    #[must_use]
    pub fn extent(&self) -> (f64, f64) {
        let around = self.radius + 4.0;
        let ys = || self.centres.iter().map(|centre| centre.y);
        let top = ys().fold(SIDE / 2.0 - MIDDLE, |top, y| top.min(y - around));
        let bottom = ys().fold(SIDE / 2.0 + MIDDLE, |bottom, y| bottom.max(y + around));
        (top, bottom)
    }
}

struct Ring {
    /// From the middle to the discs' centres.
    distance: f64,
    /// How many discs it can hold.
    room: usize,
}

fn rings(radius: f64, machines: usize) -> Vec<Ring> {
    let gap = 1.1 * radius;
    let mut rings = Vec::new();
    let mut distance = SIDE / 2.0 - radius - 3.0;
    while rings.is_empty() || (machines > ONE_RING && distance > MIDDLE + radius) {
        let room = (PI / (gap / distance).asin()).floor() as usize;
        rings.push(Ring { distance, room });
        distance -= 2.0 * gap;
    }
    rings
}

/// One bar's place in a row of bars, in per cent of the row's width.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// Left edge.
    pub x: f64,
    /// Width.
    pub width: f64,
    /// Middle.
    pub middle: f64,
}

/// The place of bar `i` of `n`, with room between bars.
#[must_use]
pub fn slot(i: usize, n: usize) -> Slot {
    let band = 100.0 / n.max(1) as f64;
    let width = (band * if n > 60 { 0.9 } else { 0.72 }).min(14.0);
    let middle = band * (i as f64 + 0.5);
    Slot { x: middle - width / 2.0, width, middle }
}

/// Every how many bars one has its name written, when there are `n`.
#[must_use]
pub const fn label_step(n: usize) -> usize {
    match n {
        0..=24 => 1,
        25..=60 => 5,
        _ => 20,
    }
}

/// A round number that is at least `n`: the top of an axis.
#[must_use]
pub fn round_above(n: u64) -> u64 {
    const STEPS: [u64; 10] = [10, 12, 14, 16, 20, 24, 30, 40, 60, 80];
    let mut scale = 1_u64;
    loop {
        let above = STEPS.iter().map(|step| step.saturating_mul(scale)).find(|&top| top >= n);
        if let Some(top) = above {
            return top;
        }
        scale = scale.saturating_mul(10);
    }
}

/// Moves labels apart to `gap`, in order, within 0 and `end`; each stays as near as it can.
#[must_use]
pub fn apart(mut wanted: Vec<f64>, gap: f64, end: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    let mut least = 0.0;
    for &i in &order {
        wanted[i] = f64::max(wanted[i], least);
        least = wanted[i] + gap;
    }
    let mut most = end;
    for &i in order.iter().rev() {
        wanted[i] = wanted[i].min(most);
        most = wanted[i] - gap;
    }
    wanted
}

/// A number as an SVG attribute, no longer than it must be.
#[must_use]
pub fn svg(n: f64) -> String {
    let text = format!("{n:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A percentage as an SVG attribute.
#[must_use]
pub fn per_cent(n: f64) -> String {
    svg(n) + "%"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_discs_touch_and_none_leaves_the_figure_whatever_their_number() {
        for n in 1..=200 {
            let Circle { centres, radius } = circle(n);
            assert_eq!(centres.len(), n);
            for (i, a) in centres.iter().enumerate() {
                let middle = (a.x - SIDE / 2.0).hypot(a.y - SIDE / 2.0);
                assert!(middle + radius <= SIDE / 2.0, "{n}: disc {i} sticks out");
                for b in &centres[..i] {
                    assert!((a.x - b.x).hypot(a.y - b.y) > 2.0 * radius, "{n}: disc {i} touches");
                }
            }
        }
    }

    #[test]
    fn fifty_machines_have_discs_one_can_click() {
        assert!(circle(50).radius > 14.0);
    }

    #[test]
    fn bars_stay_in_their_row() {
        for n in 1..=200 {
            for i in 0..n {
                let Slot { x, width, .. } = slot(i, n);
                assert!(x >= 0.0 && x + width <= 100.0);
            }
        }
    }

    #[test]
    fn an_axis_ends_at_a_round_number() {
        assert_eq!([0, 7, 1_026, 5_000, 8_056].map(round_above), [10, 10, 1_200, 6_000, 10_000]);
    }

    #[test]
    fn labels_are_moved_apart_and_stay_inside() {
        assert_eq!(apart(vec![0.0, 1.0, 100.0, 100.0], 10.0, 100.0), [0.0, 10.0, 90.0, 100.0]);
    }
}
