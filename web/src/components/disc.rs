//! One machine of the circle: a button that kills it, or starts it again.

use lab::ledger::MachineFigures;
use yew::prelude::*;

use super::{
    geometry::{Point, svg},
    palette::Look,
    parts::{is_dead, state_reason, state_word},
};
use crate::{
    format::{count, counted, machine, share},
    picture::{Condition, Intent},
};

/// Props of [`Disc`].
#[derive(Clone, PartialEq, Properties)]
pub struct DiscProps {
    /// What the person asks for.
    pub on: Callback<Intent>,
    /// Its centre.
    pub at: Point,
    /// Its radius.
    pub radius: f64,
    /// The machine's number.
    pub number: u32,
    /// Whether it runs.
    pub condition: Condition,
    /// Its entries.
    pub figures: MachineFigures,
}

/// Radius from which a disc has room for a name, a count and a hint.
const ROOMY: f64 = 33.0;

/// Radius from which a disc has room for a number and a count.
const MIDDLING: f64 = 21.0;

/// Radius from which a disc has room for its number.
const SMALL: f64 = 6.0;

/// A machine. Its element stays the same one from life to life, so it keeps the focus.
#[component]
pub fn Disc(props: &DiscProps) -> Html {
    let DiscProps { on, at, radius, number, condition, figures } = props;
    let number = *number;
    let dead = is_dead(condition);
    let frozen = *condition == Condition::Frozen;
    let act = on.reform(move |()| match (dead, frozen) {
        (true, _) => Intent::Start(number),
        (_, true) => Intent::Thaw(number),
        _ => Intent::Kill(number),
    });
    let onkeydown = {
        let act = act.clone();
        Callback::from(move |event: KeyboardEvent| {
            let key = event.key();
            if key == "Enter" || key == " " {
                event.prevent_default();
                if !event.repeat() {
                    act.emit(());
                }
            }
        })
    };
    let name = machine(number);
    let deed = match (dead, frozen) {
        (true, _) => "Start",
        (_, true) => "Thaw",
        _ => "Kill",
    };
    let state = classes!(format!("is-{}", state_word(condition)), dead.then_some("is-dead"));
    // The words stand beside the button, not in it: its name is what a click does.
    html! {
        <g class={classes!("machine", state)}
            transform={format!("translate({} {})", svg(at.x), svg(at.y))}>
            <title>{ told(&name, condition, figures) }</title>
            <g class="disc" role="button" tabindex="0" aria-label={format!("{deed} {name}")}
                onclick={act.reform(|_| ())} {onkeydown}>
                <circle class="focus-ring" r={svg(radius + 1.5)} />
                <circle class="body" r={svg(radius - 1.0)} />
                if !dead { { ring(*radius, figures) } }
                if dead { { cross(*radius) } }
            </g>
            { text(*radius, number, &name, condition, figures) }
        </g>
    }
}

fn told(name: &str, condition: &Condition, figures: &MachineFigures) -> String {
    let mut text = format!("{name}: {}", state_word(condition));
    if let Some(reason) = state_reason(condition) {
        text = format!("{text} ({reason})");
    }
    let MachineFigures { reachable, stranded, lost, .. } = *figures;
    if is_dead(condition) {
        if lost > 0 {
            text = format!("{text}, {} lost with it", counted(lost, "key"));
        }
    } else {
        text = format!("{text}, {} reachable, {} stranded", count(reachable), count(stranded));
    }
    text
}

/// Reachable and stranded entries as parts of a ring.
fn ring(radius: f64, figures: &MachineFigures) -> Html {
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

fn cross(radius: f64) -> Html {
    let arm = svg(radius * if radius >= ROOMY { 0.22 } else { 0.5 });
    html! {
        <path class="cross" d={format!("M-{arm} -{arm}L{arm} {arm}M-{arm} {arm}L{arm} -{arm}")} />
    }
}

fn text(
    radius: f64,
    number: u32,
    name: &str,
    condition: &Condition,
    figures: &MachineFigures,
) -> Html {
    let stored = count(figures.stored());
    let fit = |text: &str, wide: f64, most: f64| {
        svg((wide * radius / (0.6 * text.len() as f64)).min(most * radius))
    };
    let y = |part: f64| svg(part * radius);
    let dead = is_dead(condition);
    let hint = match condition {
        Condition::Frozen => "click: thaw",
        _ if dead => "click: start",
        _ => "click: kill",
    };
    let state = match condition {
        Condition::Running => "",
        other => state_word(other),
    };
    if radius >= ROOMY {
        html! {
            <g class="words" aria-hidden="true" pointer-events="none">
                <text class="name" y={y(-0.4)} font-size={fit(name, 1.3, 0.25)}>{ name }</text>
                if !dead {
                    <text class="count" y={y(0.19)} font-size={fit(&stored, 1.45, 0.5)}>{ stored }</text>
                }
                <text class="hint" y={y(0.52)} font-size={fit(hint, 1.4, 0.22)}>{ hint }</text>
                <text class="state" y={y(0.52)} font-size={y(0.22)}>{ state }</text>
            </g>
        }
    } else if radius >= MIDDLING {
        html! {
            <g class="words" aria-hidden="true" pointer-events="none">
                <text class="name" y={y(-0.25)} font-size={y(0.36)}>{ number }</text>
                if !dead {
                    <text class="count" y={y(0.3)} font-size={fit(&stored, 1.35, 0.46)}>{ stored }</text>
                }
            </g>
        }
    } else if radius >= SMALL {
        html! {
            <g class="words" aria-hidden="true" pointer-events="none">
                <text class="count" y={y(0.28)} font-size={fit(&number.to_string(), 1.1, 0.8)}>
                    { number }
                </text>
            </g>
        }
    } else {
        Html::default()
    }
}
