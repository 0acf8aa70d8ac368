//! One machine of the circle: a button that kills it, starts it again or thaws it.

use lab::ledger::MachineFigures;
use yew::prelude::*;

use super::{
    disc_marks::{colour_mark, cross, ice, ring, side_mark, tab_mark},
    geometry::{Point, svg},
    parts::{is_dead, side_class, side_name, state_name, state_reason, state_word},
};
use crate::{
    format::machine,
    language::Language,
    picture::{Condition, Intent},
};

/// Props of [`Disc`].
#[derive(Clone, PartialEq, Properties)]
pub struct DiscProps {
    /// The language of the page.
    pub language: Language,
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
    /// The side of the partition it is on, when there is one.
    pub side: Option<usize>,
    /// The tab it runs in, when that is another one.
    pub tab: Option<AttrValue>,
    /// Whether this is the past: then a click asks what if.
    pub is_past: bool,
}

/// Radius from which a disc has room for a name, a count and a hint.
pub(super) const ROOMY: f64 = 33.0;

/// Radius from which a disc has room for a number and a count.
pub(super) const MIDDLING: f64 = 21.0;

/// Radius from which a disc has room for its number.
const SMALL: f64 = 6.0;

/// What a click on a machine does.
#[derive(Clone, Copy)]
pub(super) enum Deed {
    Kill,
    Start,
    Thaw,
}

impl Deed {
    pub(super) const fn on(condition: &Condition) -> Self {
        match condition {
            Condition::Frozen => Self::Thaw,
            condition if is_dead(condition) => Self::Start,
            _ => Self::Kill,
        }
    }

    pub(super) const fn intent(self, number: u32) -> Intent {
        match self {
            Self::Kill => Intent::Kill(number),
            Self::Start => Intent::Start(number),
            Self::Thaw => Intent::Thaw(number),
        }
    }

    /// As a button says it.
    fn name(self, say: Language, machine: &str) -> String {
        match self {
            Self::Kill => say.disc_kill(machine),
            Self::Start => say.disc_start(machine),
            Self::Thaw => say.disc_thaw(machine),
        }
    }

    const fn hint(self, say: Language) -> &'static str {
        match self {
            Self::Kill => say.disc_hint_kill(),
            Self::Start => say.disc_hint_start(),
            Self::Thaw => say.disc_hint_thaw(),
        }
    }
}

/// A machine. Its element stays the same one from life to life, so it keeps the focus.
#[component]
pub fn Disc(props: &DiscProps) -> Html {
    let DiscProps { language, on, at, radius, number, condition, figures, side, tab, is_past } =
        props;
    let number = *number;
    let dead = is_dead(condition);
    let deed = Deed::on(condition);
    let act = on.reform(move |()| deed.intent(number));
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
    let state = classes!(
        format!("is-{}", state_name(condition)),
        dead.then_some("is-dead"),
        side.map(side_class)
    );
    // The words stand beside the button, not in it: its name is what a click does.
    html! {
        <g class={classes!("machine", state)} data-disc={number.to_string()}
            transform={format!("translate({} {})", svg(at.x), svg(at.y))}>
            <title>{ told(props) }</title>
            <g class="disc" role="button" tabindex="0"
                aria-label={if *is_past { language.disc_past(&name) } else { deed.name(*language, &name) }}
                onclick={act.reform(|_| ())} {onkeydown}>
                <circle class="focus-ring" r={svg(radius + 1.5)} />
                <circle class="body" r={svg(radius - 1.0)} />
                if !dead { { ring(*radius, figures) } }
                if *condition == Condition::Frozen { { ice(*radius) } }
                if dead { { cross(*radius) } }
            </g>
            { colour_mark(*radius, number) }
            { text(props, &name) }
            if let Some(side) = side { { side_mark(*radius, *side) } }
            if let Some(tab) = tab { { tab_mark(*radius, tab) } }
        </g>
    }
}

fn told(props: &DiscProps) -> String {
    let DiscProps { language: say, number, condition, figures, side, tab, .. } = props;
    let (name, state) = (machine(*number), state_word(*say, condition));
    let mut told = vec![match state_reason(*say, condition) {
        Some(reason) => say.disc_state_reason(&name, state, &reason),
        None => say.disc_state(&name, state),
    }];
    let MachineFigures { reachable, stranded, lost, .. } = *figures;
    if is_dead(condition) {
        if lost > 0 {
            told.push(say.disc_lost(lost));
        }
    } else {
        told.push(say.disc_entries(reachable, stranded));
    }
    if let Some(side) = side {
        told.push(say.disc_side(&side_name(*side)));
    }
    if let Some(tab) = tab {
        told.push(say.disc_tab(tab));
    }
    told.join(", ")
}

fn text(props: &DiscProps, name: &str) -> Html {
    let DiscProps { language: say, radius, number, condition, figures, is_past, .. } = props;
    let radius = *radius;
    let stored = say.count(figures.stored());
    let fit = |text: &str, wide: f64, most: f64| {
        svg((wide * radius / (0.6 * text.chars().count() as f64)).min(most * radius))
    };
    let y = |part: f64| svg(part * radius);
    // What a frozen machine holds is not known until it is thawed.
    let counted = !is_dead(condition) && *condition != Condition::Frozen;
    let hint = if *is_past { say.what_if_title() } else { Deed::on(condition).hint(*say) };
    let state = match condition {
        Condition::Running => "",
        other => state_word(*say, other),
    };
    if radius >= ROOMY {
        html! {
            <g class="words" aria-hidden="true" pointer-events="none">
                <text class="name" y={y(-0.4)} font-size={fit(name, 1.3, 0.25)}>{ name }</text>
                if counted {
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
                if counted {
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
