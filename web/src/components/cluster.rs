//! The cluster: machines in a circle, the connections between them, the sum in the middle.

use std::fmt::Write;

use node_core::NodeId;
use yew::prelude::*;

use super::{
    disc::Disc,
    flying::{Card, Flying, card_place},
    geometry::{Circle, Point, SIDE, circle, svg},
    parts::{also, drawn_from, is_dead, listed, side_name, side_of},
    save::save,
};
use crate::{
    export::Figure,
    picture::{Condition, Machine, Picture, Side},
};

drawn_from! {
    /// Props of [`Cluster`].
    ClusterProps: machines, figures, ready, sides, time, read, past
}

/// Machines up to which every connection is drawn; with more, they would be one grey disc.
const MOST_DRAWN: usize = 24;

/// Machines up to which it is drawn where one believes in another and not the other way round.
const MOST_DOUBTED: usize = 60;

/// The machines, each a button that kills or starts it.
#[component]
pub fn Cluster(props: &ClusterProps) -> Html {
    let ClusterProps { picture, on } = props;
    let say = picture.language;
    let machines = &picture.machines;
    let places = use_memo(machines.len(), |&machines| circle(machines));
    let numbers: Vec<u32> = machines.iter().map(|machine| machine.number).collect();
    let is_below = card_place(picture, &numbers, &places);
    let beliefs: Vec<Belief> = machines.iter().map(Belief::of).collect();
    let connections =
        use_memo((beliefs, places.clone()), |(beliefs, places)| Connections::new(beliefs, places));
    let (top, bottom) = places.extent();
    let stored = say.count(picture.figures.stored);
    html! {
        <section class="cluster" aria-labelledby="cluster-title">
            <h2 id="cluster-title">{ say.cluster_title() }</h2>
            { save(say, on, Figure::Cluster, say.cluster_title()) }
            <div class="figure">
            <svg class="circle" viewBox={format!("0 {} {SIDE} {}", svg(top), svg(bottom - top))} role="group"
                aria-labelledby="cluster-title">
                <path class="connected" d={connections.both_ways.clone()} />
                <path class="believed" d={connections.one_way.clone()} />
                <g class="middle" aria-hidden="true">
                    <text x="200" y="205" font-size={middle_size(&stored)}>{ &stored }</text>
                    <text class="unit" x="200" y="228" font-size="13">
                        { say.cluster_entries_stored(picture.figures.stored) }
                    </text>
                </g>
                { for machines.iter().zip(&places.centres).map(|(machine, &at)| html! {
                    <Disc key={machine.number} language={say} {on} {at} radius={places.radius}
                        number={machine.number} condition={machine.condition.clone()}
                        figures={machine.figures} side={side_of(&picture.sides, machine.number)}
                        tab={machine.tab.clone().map(AttrValue::from)} is_past={picture.past.is_some()} />
                }) }
                if !picture.time.pace.is_usual() {
                    <Flying language={say} {on} {numbers} {places} time={picture.time.clone()} read={picture.read} />
                }
            </svg>
            if let Some(read) = picture.read {
                <Card language={say} {on} {read} time={picture.time.clone()} {is_below} />
            }
            </div>
            <p class="caption" data-cut={picture.sides.len().to_string()}>
                { caption(picture) }
            </p>
        </section>
    }
}

fn middle_size(text: &str) -> String {
    svg((150.0 / text.len().max(4) as f64).min(38.0))
}

/// How many machines run, and what one can do to them.
fn caption(picture: &Picture) -> String {
    let say = picture.language;
    if !picture.ready {
        return say.cluster_starting().to_owned();
    }
    let are = |state: fn(&Condition) -> bool| {
        picture.machines.iter().filter(|machine| state(&machine.condition)).count() as u64
    };
    let running = are(|state| *state == Condition::Running);
    if picture.sides.len() > 1 {
        let side = |(i, side): (usize, &Side)| {
            say.cluster_side(&side_name(i), &listed(say, &side.machines))
        };
        let sides: Vec<String> = picture.sides.iter().enumerate().map(side).collect();
        return say.cluster_cut(running, &sides.len().to_string(), &also(say, &sides));
    }
    if picture.past.is_some() {
        return say.cluster_past(running);
    }
    match (are(|state| *state == Condition::Frozen), are(is_dead)) {
        (0, 0) => say.cluster_running(running),
        (0, dead) => say.cluster_some_dead(running, dead),
        (frozen, 0) => say.cluster_some_frozen(running, frozen),
        (frozen, dead) => say.cluster_some_of_both(running, frozen, dead),
    }
}

/// What matters of a machine for the lines.
#[derive(Clone, PartialEq)]
struct Belief {
    node: NodeId,
    /// The members of its view; none when it does not run.
    members: Vec<NodeId>,
}

impl Belief {
    fn of(machine: &Machine) -> Self {
        let speaks = matches!(
            machine.condition,
            Condition::Running | Condition::Leaving | Condition::Frozen | Condition::Silent
        );
        let view = machine.view.as_ref().filter(|_| speaks);
        Self {
            node: NodeId::new(machine.number),
            members: view.map(|view| view.members.clone()).unwrap_or_default(),
        }
    }

    fn has(&self, other: &Self) -> bool {
        self.members.binary_search(&other.node).is_ok()
    }
}

/// The lines as SVG paths.
#[derive(Default, PartialEq)]
struct Connections {
    /// Both ends have each other in their view.
    both_ways: AttrValue,
    /// One believes in the other, and not the other way round.
    one_way: AttrValue,
}

impl Connections {
    fn new(beliefs: &[Belief], places: &Circle) -> Self {
        let (mut both_ways, mut one_way) = (String::new(), String::new());
        let drawn = if beliefs.len() > MOST_DOUBTED { &[] } else { beliefs };
        for (i, (a, &from)) in drawn.iter().zip(&places.centres).enumerate() {
            for (b, &to) in drawn.iter().zip(&places.centres).skip(i + 1) {
                match (a.has(b), b.has(a)) {
                    (true, true) if drawn.len() <= MOST_DRAWN => line(&mut both_ways, from, to),
                    (true, false) | (false, true) => line(&mut one_way, from, to),
                    _ => {}
                }
            }
        }
        Self { both_ways: both_ways.into(), one_way: one_way.into() }
    }
}

fn line(path: &mut String, from: Point, to: Point) {
    // Writing to a string does not fail.
    let _ = write!(path, "M{} {}L{} {}", svg(from.x), svg(from.y), svg(to.x), svg(to.y));
}
