//! What is drawn on a machine of the circle besides its words: ring, cross, ice, side, tab.

use std::fmt::Write;

use lab::ledger::MachineFigures;
use yew::prelude::*;

use super::{
    disc::{MIDDLING, ROOMY},
    geometry::svg,
    palette::Look,
    parts::{machine_class, side_name},
};
use crate::format::share;

/// Reachable and stranded entries as parts of a ring.
pub(super) fn ring(radius: f64, figures: &MachineFigures) -> Html {
    let stored = figures.stored();
    if stored == 0 {
        return Html::default();
    }
    let width = (radius * 0.16).max(1.5);
    let at = svg(radius - 1.0 - width / 2.0);
    let reachable = 100.0 * share(figures.reachable, stored);
    html! {
        <g class="ring" transform="rotate(-90)" stroke-width={svg(width)}>
            <circle r={at.clone()} stroke={Look::Stranded.fill()} />
            <circle r={at} class="ring-reachable" pathLength="100"
                stroke-dasharray={format!("{} 100", svg(reachable))} />
        </g>
    }
}

/// A dot of the machine's colour, above its name.
pub(super) fn colour_mark(radius: f64, number: u32) -> Html {
    let (up, size) = if radius >= ROOMY { (0.715, 0.06) } else { (0.68, 0.09) };
    html! {
        <circle class={classes!("colour-mark", machine_class(number))} cy={svg(-up * radius)}
            r={svg(size * radius)} pointer-events="none" aria-hidden="true" />
    }
}

/// The dead one's cross.
pub(super) fn cross(radius: f64) -> Html {
    let arm = svg(radius * if radius >= ROOMY { 0.22 } else { 0.5 });
    html! {
        <path class="cross" d={format!("M-{arm} -{arm}L{arm} {arm}M-{arm} {arm}L{arm} -{arm}")} />
    }
}

/// The frozen one's snowflake: six arms, each with two twigs.
pub(super) fn ice(radius: f64) -> Html {
    let far = radius * if radius >= ROOMY { 0.34 } else { 0.72 };
    let point = |angle: f64, part: f64| {
        let (sin, cos) = angle.to_radians().sin_cos();
        format!("{} {}", svg(part * far * cos), svg(part * far * sin))
    };
    let mut path = String::new();
    for arm in 0..6 {
        let angle = 30.0 + 60.0 * f64::from(arm);
        let (fork, tip) = (point(angle, 0.55), point(angle, 1.0));
        let (left, right) = (point(angle - 18.0, 0.88), point(angle + 18.0, 0.88));
        // Writing to a string does not fail.
        let _ = write!(path, "M0 0L{tip}M{left}L{fork}L{right}");
    }
    html! { <path class="ice" stroke-width={svg((radius * 0.045).max(1.0))} d={path} /> }
}

/// The letter of its side, on its edge.
pub(super) fn side_mark(radius: f64, side: usize) -> Html {
    let (at, small) = (svg(-0.74 * radius), radius < MIDDLING);
    let size = if small { (radius * 0.5).max(3.0) } else { (radius * 0.26).max(8.0) };
    html! {
        <g class="side-mark" transform={format!("translate({at} {at})")} aria-hidden="true"
            pointer-events="none">
            <circle r={svg(size)} />
            <text y={svg(size * 0.42)} font-size={svg(size * 1.2)}>{ side_name(side) }</text>
        </g>
    }
}

/// The name of the other tab it runs in, below it; a dot when there is no room.
pub(super) fn tab_mark(radius: f64, tab: &str) -> Html {
    if radius < ROOMY {
        let at = svg(0.72 * radius);
        return html! {
            <g class="tab-mark" aria-hidden="true" pointer-events="none">
                <circle cx={at.clone()} cy={at} r={svg((radius * 0.26).max(2.0))} />
            </g>
        };
    }
    let size = (radius * 0.22).max(7.5);
    let most = (2.0 * radius / (0.62 * size)) as usize;
    let shown: String = match tab.char_indices().nth(most) {
        Some(_) => tab.chars().take(most.saturating_sub(1)).chain(['…']).collect(),
        None => tab.to_owned(),
    };
    let wide = 0.62 * size * shown.chars().count() as f64 + size;
    html! {
        <g class="tab-mark" transform={format!("translate(0 {})", svg(0.88 * radius))}
            aria-hidden="true" pointer-events="none">
            <rect x={svg(-wide / 2.0)} y={svg(-0.8 * size)} width={svg(wide)} height={svg(1.6 * size)}
                rx={svg(0.4 * size)} />
            <text y={svg(0.35 * size)} font-size={svg(size)}>{ shown }</text>
        </g>
    }
}
