//! The parts as a ring, or as a field of cells; a colour each machine, a frame what moved.

use std::{collections::BTreeMap, f64::consts::TAU, fmt::Write as _};

use node_core::NodeId;
use yew::prelude::*;

use super::parts::{Kind, Part, Parts};
use crate::components::{geometry::svg, parts::machine_class};

/// Cells of a row of the field.
const ACROSS: usize = 50;

/// What of a part is drawn.
type Which = fn(&Part) -> Option<NodeId>;

/// The owners now, inside or below them those before, and where the picked key is.
pub(super) fn drawing(parts: &Parts, told: &str, key: Option<f64>) -> Html {
    if parts.kind == Kind::Arcs { ring(parts, told, key) } else { field(parts, told, key) }
}

/// A path for each machine, of whatever is appended for its parts.
fn by_machine(parts: &Parts, which: Which, draw: impl Fn(&mut String, usize)) -> Html {
    let mut paths: BTreeMap<u32, String> = BTreeMap::new();
    for (i, part) in parts.parts.iter().enumerate() {
        if let Some(owner) = which(part) {
            draw(paths.entry(owner.number()).or_default(), i);
        }
    }
    paths
        .into_iter()
        .map(|(number, d)| html! { <path class={classes!("part", machine_class(number))} {d} /> })
        .collect()
}

fn ring(parts: &Parts, told: &str, key: Option<f64>) -> Html {
    let whole = parts.whole().max(1) as f64;
    let mut sum = 0;
    let starts: Vec<f64> = parts
        .parts
        .iter()
        .map(|part| {
            let start = sum as f64 / whole;
            sum += part.size;
            start
        })
        .collect();
    let end = |i: usize| starts.get(i + 1).copied().unwrap_or(1.0);
    let band = |which: Which, inner: f64, outer: f64| {
        by_machine(parts, which, |d, i| arc(d, (starts[i], end(i)), (inner, outer)))
    };
    let mut moved = String::new();
    for (i, _) in parts.parts.iter().enumerate().filter(|(_, part)| part.before != part.now) {
        arc(&mut moved, (starts[i], end(i)), (79.0, 83.0));
    }
    html! {
        <svg class="placing-ring" viewBox="-104 -104 208 208" role="img" aria-label={told.to_owned()}>
            { band(|part| part.now, 84.0, 100.0) }
            if parts.has_before {
                <path class="moved" d={moved} />
                { band(|part| part.before, 66.0, 78.0) }
            }
            if let Some(at) = key {
                { needle(at) }
            }
        </svg>
    }
}

/// A place on the circle, clockwise from the top.
fn on_circle(share: f64, radius: f64) -> String {
    let angle = TAU * share;
    format!("{} {}", svg(radius * angle.sin()), svg(-radius * angle.cos()))
}

/// Appends the part of a band from one share of the circle to another.
fn arc(d: &mut String, (from, to): (f64, f64), (inner, outer): (f64, f64)) {
    // One that ends where it begins would not be drawn.
    let to = to.min(from + 0.9999);
    let large = u8::from(to - from > 0.5);
    let (a, b) = (on_circle(from, outer), on_circle(to, outer));
    let (e, f) = (on_circle(to, inner), on_circle(from, inner));
    // Writing to a text does not fail.
    let _ = write!(d, "M{a}A{outer} {outer} 0 {large} 1 {b}L{e}A{inner} {inner} 0 {large} 0 {f}Z");
}

fn needle(at: f64) -> Html {
    let d = format!("M{}L{}", on_circle(at, 40.0), on_circle(at, 103.0));
    html! {
        <g class="picked">
            <path {d} />
            <circle r="3.5" transform={format!("translate({})", on_circle(at, 40.0))} />
        </g>
    }
}

fn field(parts: &Parts, told: &str, key: Option<f64>) -> Html {
    let down = parts.parts.len().div_ceil(ACROSS);
    let cell = |i: usize| (i % ACROSS, i / ACROSS);
    let square = |d: &mut String, i: usize| {
        let (x, y) = cell(i);
        let _ = write!(d, "M{x} {y}h.9v.9h-.9z");
    };
    let mut moved = String::new();
    for (i, _) in parts.parts.iter().enumerate().filter(|(_, part)| part.before != part.now) {
        let (x, y) = cell(i);
        let _ = write!(moved, "M{x}.3 {y}.3h.3v.3h-.3z");
    }
    let picked = key.map(|at| cell((at * parts.parts.len() as f64) as usize));
    let framed = || {
        picked.map(|(x, y)| {
            html! { <rect class="picked" x={x.to_string()} y={y.to_string()} width="0.9" height="0.9" /> }
        })
    };
    let view_box = format!("-0.4 -0.4 {}.7 {}.7", ACROSS, down);
    html! {
        <>
            <svg class="placing-field" viewBox={view_box.clone()} role="img" aria-label={told.to_owned()}>
                { by_machine(parts, |part| part.now, square) }
                if parts.has_before { <path class="moved" d={moved} /> }
                { framed() }
            </svg>
            if parts.has_before {
                <svg class="placing-field is-before" viewBox={view_box} aria-hidden="true">
                    { by_machine(parts, |part| part.before, square) }
                    { framed() }
                </svg>
            }
        </>
    }
}
