//! What is on its way, as dots along the links: the place of each is a function of the cluster's time.

mod card;
mod way;

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{
    geometry::{Circle, Point, SIDE, svg},
    time::{
        moves_little, use_wall,
        words::{kind, label, sentence},
    },
};
use crate::{
    clock::page_millis,
    language::Language,
    picture::{Intent, Leg, Picture, Says, Stepped, Time, Waiting, WaitingId},
};
pub(super) use card::Card;
use way::{Spots, Way, queues};

/// Dots up to which each has its label; with more, signs of life have none.
const MOST_LABELLED: usize = 60;

/// Signs of life up to which these have theirs.
const MOST_SIGNS: usize = 12;

/// How long what a step lets in takes to arrive on the page, in milliseconds of the wall clock.
const LANDING_MILLIS: f64 = 450.0;

/// Props of [`Flying`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct FlyingProps {
    /// The language of the page.
    pub language: Language,
    /// What the person asks for.
    pub on: Callback<Intent>,
    /// The machines' numbers, in the order of their places.
    pub numbers: Vec<u32>,
    /// The machines' places.
    pub places: Rc<Circle>,
    /// What is on its way, and how far.
    pub time: Rc<Time>,
    /// What is being read.
    pub read: Option<WaitingId>,
}

/// Dots that fly.
#[component]
pub(super) fn Flying(props: &FlyingProps) -> Html {
    let FlyingProps { language: say, on, numbers, places, time, read } = props;
    let spots = use_memo((numbers.clone(), places.clone()), |(numbers, places)| {
        Spots::new(numbers, places)
    });
    let landed = use_mut_ref(|| Landed { step: 0, since: 0.0 });
    let step = time.last_step.as_ref().map_or(0, |step| step.number);
    let since = {
        let mut landed = landed.borrow_mut();
        if landed.step != step {
            *landed = Landed { step, since: page_millis() };
        }
        landed.since
    };
    let wall = use_wall(time.pace, since + LANDING_MILLIS);
    let now = time.pace.cluster(wall);
    let still = moves_little();
    let queues = queues(&time.waiting);
    let signs = time.waiting.iter().filter(|one| one.leg() == Leg::Sign).count();
    let is_labelled = |one: &Waiting| match one.leg() {
        Leg::Sign => signs <= MOST_SIGNS && time.waiting.len() <= MOST_LABELLED,
        _ => true,
    };
    let lands = time.last_step.as_ref().and_then(|step| match &step.did {
        Stepped::Delivered(waiting) => Some(waiting),
        _ => None,
    });
    let share = if still { 1.0 } else { ((wall - since) / LANDING_MILLIS).clamp(0.0, 1.0) };
    // One stop of the Tab key: the dot that is read, or the first.
    let stop = read.filter(|read| time.waiting.iter().any(|one| one.id == *read));
    let stop = stop.or_else(|| time.waiting.first().map(|one| one.id));
    html! {
        <g class={classes!("flying", time.pace.is_paused().then_some("is-paused"))} role="group"
            aria-label={(!time.waiting.is_empty()).then(|| say.gate_dots())}>
            if let Some((waiting, way)) = lands.and_then(|one| Some((one, spots.way(one)?))) {
                { landing(waiting, way, spots.dot(waiting), waiting.progress(now), share) }
            }
            { for time.waiting.iter().zip(queues).filter_map(|(one, queued)| {
                let way = spots.way(one)?;
                let part = if still { 1.0 } else { one.progress(now) };
                let dot = Dot {
                    at: way.at(part, queued.behind),
                    radius: spots.dot(one),
                    way,
                    part,
                    // One label says what a whole queue is.
                    label: (queued.is_labelled && is_labelled(one)).then(|| {
                        let label = label(*say, one);
                        if queued.behind > 0 { format!("{label} +{}", queued.behind) } else { label }
                    }),
                    has_way: queued.is_first && one.leg() != Leg::Sign,
                    is_read: *read == Some(one.id),
                };
                Some(drawn(*say, one, &dot, stop == Some(one.id), on))
            }) }
        </g>
    }
}

/// When the last step was first seen.
struct Landed {
    step: u64,
    since: f64,
}

struct Dot {
    at: Point,
    radius: f64,
    way: Way,
    part: f64,
    label: Option<String>,
    has_way: bool,
    is_read: bool,
}

fn drawn(say: Language, one: &Waiting, dot: &Dot, is_stop: bool, on: &Callback<Intent>) -> Html {
    let id = one.id;
    let read = on.reform(move |()| Intent::Read(Some(id)));
    let onkeydown = {
        let read = read.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" | " " => {
                event.prevent_default();
                read.emit(());
            }
            "ArrowRight" | "ArrowDown" => beside(&event, Element::next_element_sibling),
            "ArrowLeft" | "ArrowUp" => beside(&event, Element::previous_element_sibling),
            _ => {}
        })
    };
    let Dot { at, radius, way, part, label, has_way, is_read } = dot;
    let key = format!("{}-{}", id.gate.unwrap_or_default(), id.number);
    let (beside_it, end) = way.label(*part, *at, radius + 5.0);
    let told = sentence(say, one);
    // The label stands beside the button, not in it: its name is the whole sentence.
    html! {
        <g {key} class={classes!("message", class_of(one), is_read.then_some("is-read"))}>
            if *has_way {
                <line class="message-way" x1={svg(way.from.x)} y1={svg(way.from.y)} x2={svg(way.to.x)}
                    y2={svg(way.to.y)} />
            }
            <g class="message-dot" transform={format!("translate({} {})", svg(at.x), svg(at.y))} role="button"
                tabindex={if is_stop { "0" } else { "-1" }} aria-label={told.clone()} data-flies={kind(one)}
                onclick={read.reform(|_| ())} {onkeydown}>
                <title>{ told }</title>
                <circle class="message-touch" r={svg(radius.max(5.0) + 6.0)} />
                <circle class="message-focus" r={svg(radius + 4.0)} />
                { mark(one, *radius) }
            </g>
            if let Some(label) = label {
                <text class={classes!("message-label", end)} x={svg(beside_it.x)} y={svg(beside_it.y)}
                    aria-hidden="true">{ label }</text>
            }
        </g>
    }
}

/// What the last step let in: it flies on to where it was let in, and stays there as a trace.
fn landing(one: &Waiting, way: Way, radius: f64, from: f64, share: f64) -> Html {
    let eased = 1.0 - (1.0 - share).powi(3);
    let at = way.at(from + (1.0 - from) * eased, 0);
    html! {
        <g class={classes!("message", "lands", class_of(one))} aria-hidden="true" data-lands={kind(one)}>
            <line class="message-way" x1={svg(way.from.x)} y1={svg(way.from.y)} x2={svg(at.x)} y2={svg(at.y)} />
            <g transform={format!("translate({} {})", svg(at.x), svg(at.y))}>
                if share >= 1.0 {
                    <circle class="message-landed" r={svg(radius + 2.5)} />
                }
                { mark(one, radius) }
            </g>
        </g>
    }
}

/// A dot's own shape: full for what asks, hollow for what answers, a cross for a link that closed.
pub(super) fn mark(one: &Waiting, radius: f64) -> Html {
    let arm = svg(radius * 0.8);
    if matches!(one.says, Says::Closed(_)) {
        return html! {
            <path class="message-mark is-death" d={format!("M-{arm} -{arm}L{arm} {arm}M-{arm} {arm}L{arm} -{arm}")} />
        };
    }
    html! { <circle class={classes!("message-mark", class_of(one))} r={svg(radius)} /> }
}

const fn class_of(one: &Waiting) -> &'static str {
    match one.leg() {
        _ if matches!(one.says, Says::Closed(_)) => "is-death",
        Leg::Request | Leg::Call => "is-ask",
        Leg::Answer | Leg::Reply => "is-answer",
        Leg::Membership => "is-membership",
        Leg::Sign => "is-sign",
    }
}

/// Gives the focus to the dot beside the one that has it.
fn beside(event: &KeyboardEvent, which: fn(&Element) -> Option<Element>) {
    event.prevent_default();
    let own = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let other = own.and_then(|own| which(&own.parent_element()?));
    let dot = other.and_then(|other| other.query_selector("[role=button]").ok()?);
    if let Some(dot) = dot {
        // An element of SVG has it as one of HTML does; web-sys knows it of these alone.
        let _ = dot.unchecked_into::<HtmlElement>().focus();
    }
}

/// What is being read, and whether its card is to lie in the figure's lower half: it must not cover
/// the dot.
#[must_use]
pub(super) fn card_place(picture: &Picture, numbers: &[u32], places: &Circle) -> bool {
    let time = &picture.time;
    let read = picture.read.and_then(|id| time.waiting.iter().find(|one| one.id == id));
    let spots = Spots::new(numbers, places);
    let way = read.and_then(|one| spots.way(one));
    way.is_none_or(|way| f64::midpoint(way.from.y, way.to.y) < SIDE / 2.0)
}
