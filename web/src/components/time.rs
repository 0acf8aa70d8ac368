//! The cluster's time: pause, step, slow motion, what is on its way, and the way back.

mod list;
mod wall;
pub(super) mod words;

use yew::prelude::*;

use super::{
    panel::{DrawnProps, Panel, same},
    replay::look_back,
};
use crate::{
    format::machine,
    language::Language,
    pace::OFFERED,
    picture::{Intent, Picture, Time},
};
use list::list;
pub(super) use list::name;
pub(super) use wall::{moves_little, use_wall};
use words::{rate_name, step_told};

/// The bar of time, and below it what waits while time stands still.
pub const TIME: Panel = Panel { draw: time, same: same!(time, read, recorded) };

/// The button that a step is asked by.
pub(super) const STEP: &str = "#time-step";

fn time(props: &DrawnProps) -> Html {
    let DrawnProps { picture, on, .. } = props;
    let say = picture.language;
    let time = &picture.time;
    let pace = time.pace;
    let is_paused = pace.is_paused();
    let toggle = if is_paused { time.speed } else { 0.0 };
    let (toggled, about) = if is_paused {
        (say.pace_go_on(), say.pace_go_on_about())
    } else {
        (say.pace_pause(), say.pace_pause_about())
    };
    html! {
        <section class={classes!("time", is_paused.then_some("is-paused"))} aria-labelledby="time-title"
            data-rate={pace.rate().to_string()} data-waiting={time.count.to_string()}
            data-steps={time.last_step.as_ref().map_or(0, |step| step.number).to_string()}
            data-stepping={time.is_stepping.to_string()}>
            <div class="time-bar">
                <h2 id="time-title">{ say.pace_title() }</h2>
                <div class="time-buttons">
                    <button type="button" id="time-pause" title={about}
                        onclick={on.reform(move |_| Intent::Pace(toggle))}>{ toggled }</button>
                    { step(say, time, on) }
                </div>
                <div class="speeds" role="group" aria-label={say.pace_speeds()}>
                    { for OFFERED.into_iter().map(|rate| speed(say, time, rate, on)) }
                </div>
                if !pace.is_usual() {
                    <ClusterTime language={say} time={time.clone()} />
                }
                <p class="time-told" role="status">{ told(say, time) }</p>
                { look_back(say, picture.recorded, on) }
            </div>
            if !time.unsent.is_empty() {
                <p class="note unsent" data-unsent="">{ unsent(say, &time.unsent) }</p>
            }
            if !pace.is_usual() && !time.is_alone {
                <p class="note">{ say.pace_not_alone() }</p>
            }
            if is_paused {
                { list(picture, on) }
            }
        </section>
    }
}

fn step(say: Language, time: &Time, on: &Callback<Intent>) -> Html {
    let why_not = if !time.is_alone {
        Some(say.pace_step_alone_only())
    } else if !time.pace.is_paused() {
        Some(say.pace_step_paused_only())
    } else {
        None
    };
    let onclick = if why_not.is_none() { on.reform(|_| Intent::Step) } else { Callback::noop() };
    html! {
        <button type="button" id="time-step" title={why_not.unwrap_or(say.pace_step_about())}
            aria-disabled={why_not.is_some().to_string()} {onclick}>{ say.pace_step() }</button>
    }
}

fn speed(say: Language, time: &Time, rate: f64, on: &Callback<Intent>) -> Html {
    let about = if rate < 1.0 {
        say.pace_speed_slow((1.0 / rate).round() as u64)
    } else {
        say.pace_speed_usual().to_owned()
    };
    html! {
        <button type="button" title={about} data-speed={rate.to_string()}
            aria-pressed={(time.pace.rate() == rate).to_string()}
            onclick={on.reform(move |_| Intent::Pace(rate))}>{ rate_name(rate) }</button>
    }
}

/// The pace and the last step, for whoever does not see the figure.
fn told(say: Language, time: &Time) -> String {
    match &time.last_step {
        Some(step) => say.pace_step_told(step.number, &step_told(say, &step.did)),
        None if time.pace.is_paused() => say.pace_is_paused().to_owned(),
        None if time.pace.is_usual() => String::new(),
        None => say.pace_is_slow(&rate_name(time.pace.rate())),
    }
}

fn unsent(say: Language, machines: &[u32]) -> String {
    let names: Vec<String> = machines.iter().map(|&number| machine(number)).collect();
    match &names[..] {
        [one] => say.pace_unsent(one),
        [first @ .., last] => say.pace_unsent_all(&say.list_end(&first.join(", "), last)),
        [] => String::new(),
    }
}

/// Props of [`ClusterTime`].
#[derive(Clone, PartialEq, Properties)]
struct ClusterTimeProps {
    language: Language,
    time: std::rc::Rc<Time>,
}

/// The cluster's time as it goes.
#[component]
fn ClusterTime(props: &ClusterTimeProps) -> Html {
    let ClusterTimeProps { language: say, time } = props;
    let now = time.pace.cluster(use_wall(time.pace, 0.0));
    html! {
        <p class="cluster-time">
            <span class="unseen">{ say.pace_clock() }{ " " }</span>
            { say.decimal(format!("{:.4}", now / 1_000.0)) }{ "\u{a0}s" }
        </p>
    }
}

/// The next speed for whoever chooses by one key: from fast to slow, and round again.
#[must_use]
pub(super) fn next_speed(picture: &Picture) -> f64 {
    let now = picture.time.speed;
    OFFERED.into_iter().find(|&rate| rate < now).unwrap_or(OFFERED[0])
}
