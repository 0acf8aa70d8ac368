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
mod save;
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
    /// What there is to see.
    pub picture: Rc<Picture>,
    /// What the person asks for.
    pub on: Callback<Intent>,
}

/// The whole page.
#[component]
pub fn Lab(props: &LabProps) -> Html {
    let LabProps { picture, on } = props;
    let say = picture.language;
    let classroom = use_classroom(picture, on);
    let presenting = use_state_eq(|| false);
    let latest = use_mut_ref(|| picture.clone());
    *latest.borrow_mut() = picture.clone();
    // No machine dies before the lesson's guess is made.
    let on = &{
        let (classroom, on) = (classroom.clone(), on.clone());
        let presenting = presenting.setter();
        use_callback((classroom, on), move |intent: Intent, (classroom, on)| {
            if classroom.course().is_some_and(|course| course.locks(&intent)) {
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
                    <Presenter language={say} latest={Latest(latest)} {on} presenting={presenting.clone()} />
                    { drawn(TONGUE) }
                    <Theme language={picture.language} />
                </div>
            </header>
            <div class={classes!("desk", classroom.is_open().then_some("with-lesson"))}>
            <Lesson {picture} {on} classroom={classroom.clone()} />
            <main
                data-pointed={pointed_at(classroom.course())}
                data-settled={picture.settled.to_string()}
                data-ready={picture.ready.to_string()}
                data-filling={picture.fill.is_some().to_string()}
            >
                { drawn(NOTICES) }
                { drawn(CONTROLS) }
                { drawn(TIME) }
                <div class="stage">
                    <Cluster picture={picture} on={on} />
                    <div class="outcome">
                        { drawn(SIDE_BY_SIDE) }
                        <LossOnKill picture={picture} on={on} />
                    </div>
                </div>
                { drawn(ACCOUNT) }
                { drawn(FAULTS) }
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
                    <Tabs picture={picture} on={on} />
                    { drawn(WORDS) }
                </div>
            </main>
            </div>
            <footer class="page-foot">
                <button type="button" title={say.save_run_about()} data-save="json"
                    onclick={on.reform(|_| Intent::Save(Export::Run))}>{ say.save_run() }</button>
            </footer>
        </ContextProvider<Pace>>
    }
}
