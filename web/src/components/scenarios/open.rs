//! A scenario that is open: its question, its lines with what they answer, and the answer, folded away.

use lab::scenario::Step;
use yew::prelude::*;

use super::{Playhouse, playhouse::Open};
use crate::{
    components::{log::answer, share::Asked},
    language::Language,
    picture::{ConsoleEntry, Picture},
    scenarios::{
        Source,
        playing::{Stage, is_unlike},
    },
};

/// Lines that are shown here; the console has all of them.
const MOST_SHOWN: usize = 200;

/// Everything about it.
pub(super) fn open(
    open: &Open,
    picture: &Picture,
    playhouse: &Playhouse,
    share: &Callback<Asked>,
) -> Html {
    let say = picture.language;
    let scenario = &open.packed.scenario;
    let words = |text: &str, class: &'static str| {
        (!text.is_empty()).then(|| html! { <p {class}>{ text.to_owned() }</p> })
    };
    let asked = Asked::Scenario(open.source.clone(), open.packed.clone());
    html! {
        <article class="lesson-step" data-scenario-shown="" data-stage={stage(open, picture)}>
            <h2 tabindex="-1">{ title(say, open) }</h2>
            { words(scenario.question.of(say.tag()), "scenario-question") }
            if matches!(open.source, Source::Link(_)) {
                <p class="scenario-shared">{ say.scenario_shared_about() }</p>
            }
            <div class="lesson-run scenario-run">
                <div class="scenario-deeds">
                    { button(say, open, picture, playhouse) }
                    <p class="scenario-progress" role="status">{ progress(say, open, picture) }</p>
                </div>
                { lines(say, open, picture) }
                { verdict(say, open, picture) }
            </div>
            if let Some(answer) = words(scenario.answer.of(say.tag()), "scenario-answer") {
                <div class="lesson-question">
                    <details>
                        <summary>{ say.lesson_answer() }</summary>
                        { answer }
                    </details>
                </div>
            }
            <button type="button" class="quiet scenario-share" data-scenario-share=""
                onclick={share.reform(move |_| asked.clone())}>{ say.scenario_share() }</button>
        </article>
    }
}

/// What it is called; who gave it no title has another name for it.
pub(in crate::components) fn title(say: Language, open: &Open) -> String {
    let title = open.packed.scenario.title.of(say.tag());
    match &open.source {
        _ if !title.is_empty() => title.to_owned(),
        Source::Own(file) => file.name(),
        Source::Link(_) | Source::Shipped(_) => say.scenario_shared().to_owned(),
    }
}

/// Where it is, among programs.
fn stage(open: &Open, picture: &Picture) -> &'static str {
    match open.playing(picture).map(|playing| playing.stage) {
        // It was asked for, and the Master has not said so yet.
        None if open.run.is_some() => "booting",
        None => "waiting",
        Some(Stage::Booting) => "booting",
        Some(Stage::Running) => "running",
        Some(Stage::Done) => "done",
        Some(Stage::Stopped) => "stopped",
    }
}

/// Runs it, stops it, runs it again: one button for all, so that the focus stays on it.
pub(in crate::components) fn button(
    say: Language,
    open: &Open,
    picture: &Picture,
    playhouse: &Playhouse,
) -> Html {
    let words = match stage(open, picture) {
        "waiting" => say.scenario_run(),
        "booting" | "running" => say.scenario_stop(),
        _ => say.scenario_again(),
    };
    html! {
        <button type="button" class="run-button" data-play="" onclick={playhouse.begin_or_stop()}>
            { words }
        </button>
    }
}

/// How far it has come, in words.
pub(in crate::components) fn progress(say: Language, open: &Open, picture: &Picture) -> String {
    let all = open.packed.scenario.steps.len() as u64;
    let Some(playing) = open.playing(picture) else {
        return if open.run.is_some() { say.scenario_booting().to_owned() } else { String::new() };
    };
    let given = u64::from(playing.given);
    match (playing.stage, playing.waits_until_ms) {
        (Stage::Booting, _) => say.scenario_booting().to_owned(),
        (Stage::Running, Some(until)) => say.scenario_waits(given, all, &say.moment(until)),
        (Stage::Running, None) => say.scenario_at(given, all),
        (Stage::Done, _) => say.scenario_done(all),
        (Stage::Stopped, _) => say.scenario_stopped(given, all),
    }
}

/// Whether all was as the scenario expects, once it is over.
fn verdict(say: Language, open: &Open, picture: &Picture) -> Html {
    let expects = open.packed.scenario.steps.iter().any(|step| step.expected.is_some());
    let Some(playing) = open.playing(picture).filter(|one| one.stage == Stage::Done && expects)
    else {
        return Html::default();
    };
    let unlike = playing.unlike(&open.packed.scenario, picture).len() as u64;
    if unlike == 0 {
        return html! { <p class="scenario-verdict" data-as-expected="true">{ say.scenario_as_expected() }</p> };
    }
    html! { <p class="lesson-note" data-as-expected="false">{ say.scenario_not_as_expected(unlike) }</p> }
}

/// The lines, each with its moment and its answer.
fn lines(say: Language, open: &Open, picture: &Picture) -> Html {
    let entries = open.playing(picture).map(|playing| playing.entries(picture)).unwrap_or_default();
    let steps = &open.packed.scenario.steps;
    let rest = steps.len().saturating_sub(MOST_SHOWN) as u64;
    html! {
        <ol class="code scenario-lines" aria-label={say.scenario_lines()}>
            { for steps.iter().take(MOST_SHOWN).enumerate().map(|(at, step)| {
                let entry = entries.get(at).copied().flatten();
                let is_under_way = entry.is_some_and(|entry| entry.result.is_none());
                html! {
                    <li key={at} data-line={step.number.to_string()} aria-current={is_under_way.then_some("step")}>
                        { line(say, step, entry) }
                    </li>
                }
            }) }
            if rest > 0 {
                <li class="scenario-rest">{ say.scenario_rest(rest) }</li>
            }
        </ol>
    }
}

fn line(say: Language, step: &Step, entry: Option<&ConsoleEntry>) -> Html {
    let unlike = entry.filter(|entry| is_unlike(step, entry)).and(step.expected.as_deref());
    html! {
        <>
            <p class="source">
                { step.source.clone() }
                if let Some(at) = step.at {
                    <span class="scenario-time">{ say.scenario_from(&say.moment(at.as_secs_f64() * 1_000.0)) }</span>
                }
            </p>
            if let Some(entry) = entry { { answer(say, entry) } }
            if let Some(expected) = unlike {
                <p class="hint" data-unlike="">{ say.scenario_expected(expected) }</p>
            }
        </>
    }
}
