//! The page: it draws a [`Picture`] and emits [`Intent`]s, and knows nothing of what is behind.

pub mod account;
pub mod bar;
pub mod beliefs;
pub mod cluster;
pub mod console;
pub mod controls;
pub mod disc;
mod disc_marks;
pub mod distribution;
mod embed;
pub mod faults;
pub mod fill_form;
mod find;
mod flying;
pub mod geometry;
mod guess;
pub mod ledger;
mod lesson;
pub mod log;
pub mod loss;
pub mod moves;
pub mod notices;
pub mod palette;
pub mod panel;
pub(crate) mod parts;
pub mod placement_form;
pub mod placing;
mod presenter;
mod replay;
mod save;
mod scenarios;
mod share;
mod side_by_side;
pub mod story;
pub mod table;
pub mod tabs;
pub mod theme;
pub mod theory;
mod time;
pub mod timeline;
pub mod toll;
pub mod tongue;
pub mod view;
pub mod why;
pub mod words;

use std::rc::Rc;

use yew::prelude::*;

use crate::{
    export::Export,
    pace::Pace,
    picture::{Intent, Picture},
};
use account::ACCOUNT;
use beliefs::BeliefMatrix;
use cluster::Cluster;
use console::Console;
use controls::CONTROLS;
use distribution::DISTRIBUTION;
pub use embed::embed;
use faults::FAULTS;
use ledger::Ledger;
use lesson::{Lesson, OPEN_GUESS, pointed_at, use_classroom};
use loss::LossOnKill;
use moves::MOVES;
use notices::NOTICES;
use palette::patterns;
use panel::{Drawn, Panel};
use placing::Placing;
use presenter::{Latest, Presenter};
use replay::{BAND, RECORD_FILES, STORY, use_focus};
use scenarios::scenarios;
pub use scenarios::{Playhouse, use_playhouse};
use share::{share, use_sharing};
use side_by_side::SIDE_BY_SIDE;
use table::KEYS_TABLE;
use tabs::Tabs;
use theme::Theme;
use theory::Theory;
use time::TIME;
use timeline::OVER_TIME;
use tongue::TONGUE;
use view::MACHINE_VIEW;
use why::Why;
use words::WORDS;

/// Props of [`Lab`].
#[derive(Clone, PartialEq, Properties)]
pub struct LabProps {
    /// What there is to see: the live cluster, or the past while somebody looks back.
    pub picture: Rc<Picture>,
    /// The live cluster.
    pub live: Rc<Picture>,
    /// What the person asks for.
    pub on: Callback<Intent>,
    /// The scenario that is open, and what one can do with it.
    pub playhouse: Playhouse,
}

/// The whole page.
#[component]
pub fn Lab(props: &LabProps) -> Html {
    let LabProps { picture, live, on, playhouse } = props;
    let is_past = picture.past.is_some();
    let say = picture.language;
    use_focus(picture.past.as_deref());
    let classroom = use_classroom(live, on);
    let sharing = use_sharing(live);
    // There is room for one of them.
    use_effect_with(playhouse.is_open(), {
        let classroom = classroom.clone();
        move |open| {
            if *open {
                classroom.put_away();
            }
        }
    });
    use_effect_with(classroom.is_open(), {
        let playhouse = playhouse.clone();
        move |open| {
            if *open {
                playhouse.put_away();
            }
        }
    });
    let presenting = use_state_eq(|| false);
    let latest = use_mut_ref(|| picture.clone());
    *latest.borrow_mut() = picture.clone();
    // No machine dies before the lesson's guess is made.
    let on = &{
        let (classroom, on) = (classroom.clone(), on.clone());
        let presenting = presenting.setter();
        use_callback((classroom, on, is_past), move |intent: Intent, (classroom, on, is_past)| {
            if !is_past && classroom.course().is_some_and(|course| course.locks(&intent)) {
                // The lesson is not shown to a projector, and the guess is asked for in it.
                presenting.set(false);
                presenter::show(false);
                find::focus(OPEN_GUESS);
            } else {
                on.emit(intent);
            }
        })
    };
    let drawn = |panel: Panel| html! { <Drawn {picture} {on} {panel} /> };
    let beside = classroom.is_open() || playhouse.is_open();
    html! {
        <ContextProvider<Pace> context={picture.time.pace}>
            { patterns() }
            <header class="masthead">
                <div>
                    <h1>{ "Apothik" }</h1>
                    <p>{ say.page_subtitle() }</p>
                </div>
                <div class="settings">
                    <button type="button" class="lessons-button" aria-pressed={classroom.is_open().to_string()}
                        onclick={if classroom.is_open() { classroom.close() } else { classroom.choose() }}>
                        { say.lesson_open() }
                    </button>
                    <button type="button" class="scenarios-button" aria-pressed={playhouse.is_open().to_string()}
                        onclick={if playhouse.is_open() { playhouse.close() } else { playhouse.choose() }}>
                        { say.scenario_open() }
                    </button>
                    { share(live, &sharing, on) }
                    <Presenter language={say} latest={Latest(latest)} {on} presenting={presenting.clone()} />
                    { drawn(TONGUE) }
                    <Theme language={picture.language} />
                </div>
            </header>
            <div class={classes!("desk", beside.then_some("with-lesson"))}>
            <div class="lesson-place" inert={is_past} data-inert={is_past.to_string()}>
                if is_past && beside { <p class="lesson-waits">{ say.replay_lesson_waits() }</p> }
                <Lesson picture={live} {on} classroom={classroom.clone()} />
                { scenarios(live, playhouse, &sharing.ask()) }
            </div>
            <main
                data-past={is_past.to_string()}
                data-pointed={pointed_at(classroom.course())}
                data-settled={picture.settled.to_string()}
                data-ready={picture.ready.to_string()}
                data-filling={picture.fill.is_some().to_string()}
            >
                { drawn(NOTICES) }
                { drawn(BAND) }
                if !is_past {
                    { drawn(CONTROLS) }
                    { drawn(TIME) }
                }
                <div class="stage">
                    <Cluster picture={picture} on={on} />
                    <div class="outcome">
                        if !is_past { { drawn(SIDE_BY_SIDE) } }
                        <LossOnKill picture={picture} on={on} />
                    </div>
                </div>
                { drawn(ACCOUNT) }
                if !is_past { { drawn(FAULTS) } }
                { drawn(STORY) }
                <div class="panels">
                    <div class="keys-asked">
                        <Ledger picture={picture} on={on} />
                        <Why picture={picture} on={on} />
                    </div>
                    { drawn(DISTRIBUTION) }
                    { drawn(MOVES) }
                    <Placing picture={picture} on={on} />
                    <Theory picture={picture} on={on} />
                    { drawn(OVER_TIME) }
                    <Console picture={picture} on={on} />
                    <BeliefMatrix picture={picture} on={on} />
                    <div class="panel machines">
                        { drawn(KEYS_TABLE) }
                        { drawn(MACHINE_VIEW) }
                    </div>
                    if !is_past { <Tabs picture={picture} on={on} /> }
                    { drawn(WORDS) }
                </div>
            </main>
            </div>
            <footer class="page-foot">
                { drawn(RECORD_FILES) }
                <button type="button" title={say.save_run_about()} data-save="json"
                    onclick={on.reform(|_| Intent::Save(Export::Run))}>{ say.save_run() }</button>
                <button type="button" title={say.save_scenario_about()} data-save="scenario"
                    onclick={on.reform(|_| Intent::Save(Export::Scenario))}>{ say.save_scenario() }</button>
            </footer>
        </ContextProvider<Pace>>
    }
}
