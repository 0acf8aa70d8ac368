//! The space-time diagram beside the feed: time runs down, a row of the feed at a time; each machine
//! has a lifeline, each message is an arrow from where it was sent to where it was received.

use lab::record::Label;
use yew::prelude::*;

use super::lanes::{Lanes, Who, lives, y};
use crate::{
    components::{geometry::per_cent, parts::machine_class},
    past::{Row, Said, Told},
    picture::Condition,
};

/// The width of a lane, in the diagram's own ems.
const LANE_EMS: f64 = 2.0;

/// Rows that an arrow crosses before it is drawn faintly: it would hide the others.
const LONG: f64 = 8.0;

/// What the person points at and has chosen.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Pointed {
    /// The row at the moment.
    pub chosen: Option<u64>,
    /// The row under the pointer.
    pub hot: Option<u64>,
}

/// The names above the lifelines.
pub(super) fn names(lanes: &Lanes, master: &str) -> Html {
    html! {
        <svg class="lane-names" width={width(lanes)} height="100%" aria-hidden="true" focusable="false">
            { for lanes.who.iter().map(|&who| {
                let x = lanes.x(who).map(per_cent);
                match who {
                    None => html! { <text class="lane-master" {x} y="50%" dy="0.35em">{ master }</text> },
                    Some(number) => html! {
                        <g class={machine_class(number)}>
                            <circle class="colour-mark" cx={x.clone()} cy="22%" r="3.5" />
                            <text {x} y="64%" dy="0.35em">{ number }</text>
                        </g>
                    },
                }
            }) }
        </svg>
    }
}

fn width(lanes: &Lanes) -> String {
    format!("{}em", LANE_EMS * lanes.who.len() as f64)
}

/// The diagram. `choose` is called with the row that was clicked, `point` with the one that is
/// pointed at.
pub(super) fn diagram(
    rows: &[Row],
    lanes: &Lanes,
    pointed: Pointed,
    choose: &Callback<u64>,
    point: &Callback<Option<u64>>,
) -> Html {
    let down = |y: f64| per_cent(100.0 * y / rows.len().max(1) as f64);
    html! {
        <svg class="space-time" width={width(lanes)} height="100%" aria-hidden="true" focusable="false" data-diagram="">
            { for lives(rows, lanes).into_iter().map(|life| {
                let x = lanes.x(life.who).map(per_cent);
                let colour = life.who.map_or_else(|| "of-master".to_owned(), machine_class);
                html! {
                    <line class={classes!("lifeline", colour, life.is_frozen.then_some("is-frozen"))}
                        x1={x.clone()} x2={x} y1={down(life.from)} y2={down(life.to)} />
                }
            }) }
            { for rows.iter().enumerate().filter_map(|(i, row)| {
                let at = i as f64 + 0.5;
                let drawn = match &row.told {
                    Told::Said(said) => arrow(rows, lanes, said, at, &down)?,
                    told => mark(lanes, told, &down(at))?,
                };
                let is = |which: Option<u64>| which == Some(row.number);
                let later = pointed.chosen.is_none_or(|chosen| row.number > chosen);
                let number = row.number;
                Some(html! {
                    <g key={number} data-arrow={number.to_string()}
                        class={classes!("event", later.then_some("is-later"), is(pointed.chosen).then_some("is-chosen"),
                            is(pointed.hot).then_some("is-hot"))}
                        onclick={choose.reform(move |_| number)}
                        onmouseenter={point.reform(move |_| Some(number))}
                        onmouseleave={point.reform(|_| None)}>
                        { drawn }
                    </g>
                })
            }) }
        </svg>
    }
}

/// An arrow, or the half of it that can be drawn.
fn arrow(
    rows: &[Row],
    lanes: &Lanes,
    said: &Said,
    at: f64,
    down: &impl Fn(f64) -> String,
) -> Option<Html> {
    let ends = (lanes.x(said.from), lanes.x(said.to));
    let aside = 50.0 / lanes.who.len() as f64;
    let (from, to) = match ends {
        (Some(from), Some(to)) => (from, to),
        (Some(from), None) => (from, from + aside),
        (None, Some(to)) => (to - aside, to),
        (None, None) => return None,
    };
    let sent = said.sent_ms.map_or(at, |sent| y(rows, sent).min(at));
    let (x1, x2, y1, y2) = (per_cent(from), per_cent(to), down(sent), down(at));
    let head = if to > from { "M-7 -3.5L0 0L-7 3.5z" } else { "M7 -3.5L0 0L7 3.5z" };
    let line = |class: &'static str| {
        let (x1, x2, y1, y2) = (x1.clone(), x2.clone(), y1.clone(), y2.clone());
        html! { <line {class} {x1} {x2} {y1} {y2} /> }
    };
    Some(html! {
        <g class={classes!("arrow", class(said.label), said.again.then_some("is-again"),
            (at - sent > LONG).then_some("is-long"))}>
            { line("grip") }
            { line("shaft") }
            <circle class="tail" cx={x1.clone()} cy={y1.clone()} r="1.8" />
            <svg x={x2.clone()} y={y2.clone()} overflow="visible"><path class="head" d={head} /></svg>
        </g>
    })
}

const fn class(label: Label) -> &'static str {
    match label {
        Label::Hello | Label::Connect | Label::Leave | Label::Layout => "is-membership",
        Label::Tick | Label::Confirm => "is-tick",
        Label::Request | Label::Call | Label::Batch => "is-call",
        Label::Reply | Label::Answer => "is-answer",
    }
}

/// What is no message: a mark on the lifeline of whom it happens to.
fn mark(lanes: &Lanes, told: &Told, y: &str) -> Option<Html> {
    const CROSS: &str = "M-5 -5L5 5M-5 5L5 -5";
    const UP: &str = "M0 -5L5 4H-5z";
    const DOWN: &str = "M0 5L5 -4H-5z";
    const SNOW: &str = "M0 -6V6M-5.2 -3L5.2 3M-5.2 3L5.2 -3";
    const BOX: &str = "M-4 -4H4V4H-4z";
    let (who, class, path): (Who, _, _) = match told {
        Told::Line(_) | Told::Click(_) => (None, "is-line", BOX),
        Told::Result(..) => (None, "is-result", BOX),
        Told::Started(number, _) => (Some(*number), "is-start", UP),
        Told::Thawed(number) => (Some(*number), "is-start", SNOW),
        Told::Died(died) => match died.cause {
            Condition::Frozen => (Some(died.machine), "is-frozen", SNOW),
            _ => (Some(died.machine), "is-death", CROSS),
        },
        Told::Frozen(number) => (Some(*number), "is-frozen", SNOW),
        Told::Up(by, _) => (Some(*by), "is-up", UP),
        Told::Down(by, ..) | Told::LinkClosed(by, _) => (Some(*by), "is-down", DOWN),
        Told::Said(_) => return None,
    };
    let x = per_cent(lanes.x(who)?);
    Some(html! {
        <svg {x} y={y.to_owned()} overflow="visible">
            <circle class="grip-mark" r="9" />
            <path class={classes!("mark", class)} d={path} />
        </svg>
    })
}
