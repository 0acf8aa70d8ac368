//! Distribution: a bar a machine.

use lab::ledger::MachineFigures;
use yew::prelude::*;

use super::{
    geometry::{Slot, label_step, per_cent, round_above, slot},
    palette::{Look, swatch},
    panel::{DrawnProps, Panel, same},
    parts::{drawn_name, is_dead},
    save::save,
};
use crate::{
    export::Figure,
    format::machine,
    language::Language,
    picture::{Machine, Picture},
};

/// Machines up to which every bar carries its numbers.
const MOST_NUMBERED: usize = 16;

/// Machines up to which a name is written in full.
const MOST_NAMED: usize = 8;

/// Reachable and stranded entries of each machine, lost keys as a ghost, the mean as a line.
pub const DISTRIBUTION: Panel = Panel { draw: distribution, same: same!(machines, figures) };

fn distribution(props: &DrawnProps) -> Html {
    let picture = &props.picture;
    let say = picture.language;
    let machines = &picture.machines;
    let mean = mean(picture);
    let top = round_above(tallest(machines).max(10));
    let told = say.distribution_told(machines.len() as u64, mean);
    html! {
        <section class="panel distribution" aria-labelledby="distribution-title">
            <h2 id="distribution-title">{ say.distribution_title() }</h2>
            { save(say, &props.on, Figure::Distribution, say.distribution_title()) }
            <p class="legend">
                <span>{ swatch(Look::Reachable) }{ say.distribution_reachable() }</span>
                <span>{ swatch(Look::Stranded) }{ say.distribution_stranded() }</span>
                <span>{ swatch(Look::Lost) }{ say.distribution_lost() }</span>
            </p>
            { chart(say, machines, top, 1, mean_line(say, mean, top), told) }
        </section>
    }
}

/// A bar a machine, and the machines' names; `line` is drawn across the bars. Where there is less
/// room, each counts as if it were so many: as a `crowd`.
pub(super) fn chart(
    say: Language,
    machines: &[Machine],
    top: u64,
    crowd: usize,
    line: Html,
    told: String,
) -> Html {
    let bars = machines.len();
    let placed = || machines.iter().enumerate().map(|(i, one)| (one, slot(i, bars)));
    html! {
        <>
            <svg class="bars" width="100%" role="img" aria-label={told}>
                { for (0..=2).map(|i| grid_line(say, top * i / 2, top)) }
                { for placed().map(|(one, slot)| areas(one, slot, top)) }
                { line }
                if bars * crowd <= MOST_NUMBERED {
                    { for placed().map(|(one, slot)| numbers(say, one, slot, top)) }
                }
            </svg>
            <svg class="bar-names" width="100%" aria-hidden="true">
                { for placed().step_by(label_step(bars * crowd)).map(|(one, slot)| name(one, slot, bars * crowd)) }
            </svg>
        </>
    }
}

fn mean_line(say: Language, mean: u64, top: u64) -> Html {
    let y = y(mean, top);
    html! {
        if mean > 0 {
            <line class="mean" x1="0" x2="100%" y1={y.clone()} y2={y.clone()} />
            <text class="mean-label" x="100%" dx="0.4em" y={y.clone()} dy="-0.15em">{ say.distribution_mean() }</text>
            <text class="mean-label" x="100%" dx="0.4em" {y} dy="0.95em">{ say.count(mean) }</text>
        }
    }
}

/// The count of the tallest bar.
pub(super) fn tallest(machines: &[Machine]) -> u64 {
    machines.iter().map(height).max().unwrap_or(0)
}

/// Entries stored on a live machine, on average.
fn mean(picture: &Picture) -> u64 {
    let living = picture.machines.iter().filter(|one| !is_dead(&one.condition)).count() as u64;
    (picture.figures.stored + living / 2).checked_div(living).unwrap_or(0)
}

fn height(machine: &Machine) -> u64 {
    machine.figures.stored() + machine.figures.lost
}

/// How far from the top a count is, in per cent of the figure's height.
fn y(n: u64, top: u64) -> String {
    per_cent(100.0 - tall(n, top))
}

fn tall(n: u64, top: u64) -> f64 {
    100.0 * n as f64 / top.max(1) as f64
}

fn grid_line(say: Language, n: u64, top: u64) -> Html {
    html! {
        <>
            <line class="grid" x1="0" x2="100%" y1={y(n, top)} y2={y(n, top)} />
            if n > 0 {
                <text class="grid-label" x="0" dx="-0.5em" y={y(n, top)} dy="0.35em">{ say.count(n) }</text>
            }
        </>
    }
}

/// A bar's parts from the ground up: the look, the count, and the count up to its top.
fn stack(machine: &Machine) -> [(Look, u64, u64); 3] {
    let MachineFigures { reachable, stranded, lost, .. } = machine.figures;
    let mut sum = 0;
    [(Look::Reachable, reachable), (Look::Stranded, stranded), (Look::Lost, lost)].map(
        |(look, n)| {
            sum += n;
            (look, n, sum)
        },
    )
}

fn areas(machine: &Machine, slot: Slot, top: u64) -> Html {
    html! {
        <g key={machine.number}>
            { for stack(machine).map(|(look, n, sum)| html! {
                <rect class={classes!("area", look.class())} x={per_cent(slot.x)} y={y(sum, top)}
                    width={per_cent(slot.width)} height={per_cent(tall(n, top))} fill={look.fill()} />
            }) }
        </g>
    }
}

/// A number in each part that is tall enough, and the sum above unless one part says it all.
fn numbers(say: Language, machine: &Machine, slot: Slot, top: u64) -> Html {
    let x = per_cent(slot.middle);
    let shown = |n: u64| tall(n, top) >= 9.0;
    let stack = stack(machine);
    let inside = stack.into_iter().filter(|&(_, n, _)| shown(n)).map(|(look, n, sum)| {
        let middle = per_cent(100.0 - tall(sum, top) + tall(n, top) / 2.0);
        html! {
            <text class={classes!("part-number", look.class())} x={x.clone()} y={middle} dy="0.35em">
                { say.count(n) }
            </text>
        }
    });
    let stored = machine.figures.stored();
    let said = stack.iter().any(|&(_, n, _)| shown(n) && n == stored);
    html! {
        <g key={machine.number}>
            { for inside }
            if stored > 0 && !said {
                <text class="bar-total" x={x.clone()} y={y(height(machine), top)} dy="-0.4em">
                    { say.count(stored) }
                </text>
            }
        </g>
    }
}

fn name(one: &Machine, slot: Slot, bars: usize) -> Html {
    let class = classes!("bar-name", is_dead(&one.condition).then_some("dead"));
    let at = per_cent(slot.middle);
    if bars <= MOST_NAMED {
        html! {
            <g {class}>
                <text class="in-full" x={at.clone()} y="1.1em">{ drawn_name(one.number, machine(one.number)) }</text>
                <text class="in-short" x={at} y="1.1em">{ drawn_name(one.number, one.number.to_string()) }</text>
            </g>
        }
    } else {
        let named = if bars <= MOST_NUMBERED {
            drawn_name(one.number, one.number.to_string())
        } else {
            html! { one.number }
        };
        html! { <g {class}><text x={at} y="1.1em">{ named }</text></g> }
    }
}
