//! The lesson beside the cluster: its text, its lines to run, its guesses and questions.

mod choose;
mod classroom;
mod predict;
mod problem;
mod run;
mod text;

use std::{mem::discriminant, rc::Rc};

use lesson::{Block, Panel};
use web_sys::HtmlElement;
use yew::prelude::*;

use super::find;
use crate::{
    language::Language,
    lessons::course::Course,
    picture::{Intent, Picture},
};
use choose::{choose, unavailable, wrong};
pub use classroom::{Classroom, Phase, use_classroom};
use predict::Predictions;
use run::run;
use text::{Sight, text};

/// Where a guess is asked for.
pub const OPEN_GUESS: &str = ".lesson-predict input[type=number]";

/// Props of [`Lesson`].
#[derive(Clone, PartialEq, Properties)]
pub struct LessonProps {
    /// What there is to see.
    pub picture: Rc<Picture>,
    /// What the person asks for.
    pub on: Callback<Intent>,
    /// The lesson that is open, and what one can do in it.
    pub classroom: Classroom,
}

/// The panel beside the cluster; nothing while no lesson is open.
#[component]
pub fn Lesson(props: &LessonProps) -> Html {
    let LessonProps { picture, on, classroom } = props;
    let say = picture.language;
    let heading = use_node_ref();
    let shown = classroom.course().map(|course| course.step);
    use_effect_with((shown, discriminant(classroom.phase())), {
        let heading = heading.clone();
        move |_| {
            if let Some(heading) = heading.cast::<HtmlElement>() {
                // A person who goes on by keyboard reads on from the step's title.
                let _ = heading.focus();
            }
        }
    });
    let content = match classroom.phase() {
        Phase::Closed => return Html::default(),
        Phase::Choosing(missing) => choose(say, missing.as_deref(), classroom, &heading),
        Phase::Reading(..) => html! {
            <p class="lesson-wait" role="status">{ say.lesson_reading() }</p>
        },
        Phase::Wrong(errors) => wrong(say, errors, classroom, &heading),
        Phase::Unavailable(why) => unavailable(say, why, classroom, &heading),
        Phase::Open(course) => open(course, picture, on, classroom, &heading),
    };
    html! {
        <aside class="lesson" aria-label={say.lesson_label()}>
            <div class="lesson-bar">
                <button type="button" class="quiet" data-lessons="" onclick={classroom.choose()}>
                    { say.lesson_all() }
                </button>
                <button type="button" class="quiet" data-lesson-close="" onclick={classroom.close()}>
                    { say.lesson_close() }
                </button>
            </div>
            { content }
        </aside>
    }
}

fn open(
    course: &Course,
    picture: &Rc<Picture>,
    on: &Callback<Intent>,
    classroom: &Classroom,
    heading: &NodeRef,
) -> Html {
    let say = picture.language;
    let steps = course.lesson.steps.len();
    let title = course.lesson.steps.get(course.step).map(|step| step.title.clone());
    let busy = course.preparing.is_some();
    html! {
        <>
            <p class="lesson-title">{ &course.lesson.title }</p>
            { contents(say, course, classroom) }
            if let Some(step) = course.no_step {
                <p class="lesson-note" role="status">{ say.lesson_no_step(step as u64, steps as u64) }</p>
            }
            <article class="lesson-step" data-step={(course.step + 1).to_string()}
                data-preparing={busy.to_string()}>
                <h2 ref={heading.clone()} tabindex="-1">{ title }</h2>
                <p class="lesson-note" role="status">{ busy.then(|| say.lesson_preparing()) }</p>
                if course.step == 0 {
                    { for course.lesson.intro.iter().map(|block| text(block, Sight { picture, is_known: true })) }
                }
                { for course.blocks().iter().enumerate().map(|(place, block)| match block {
                    Block::Run(lines) => run(place, lines, course, picture, classroom),
                    Block::Predict(predict) => html! {
                        <Predictions key={format!("{}-{place}", course.step)} predict={predict.clone()}
                            {place} guessed={course.guessed(place).cloned()} {picture}
                            earlier={course.lesson.lines_to(course.step, place)}
                            lines={course.blocks().get(place..).map(lines_after).unwrap_or_default()}
                            on_guess={classroom.guess(place)} />
                    },
                    Block::Figure(panel) => figure(say, panel, on),
                    other => text(other, Sight { picture, is_known: course.is_known(place) }),
                }) }
            </article>
            <nav class="lesson-nav" aria-label={say.lesson_steps()}>
                if course.step > 0 {
                    <button type="button" data-step-back="" onclick={classroom.go_to(course.step - 1)}>
                        { say.lesson_back() }
                    </button>
                }
                <button type="button" class="quiet" data-step-again="" onclick={classroom.go_to(course.step)}>
                    { say.lesson_again() }
                </button>
                if course.step + 1 < steps {
                    <button type="button" class="lesson-next" data-step-next="" onclick={classroom.go_on()}>
                        { say.lesson_next() }
                    </button>
                } else if let Some(next) = classroom.next_lesson() {
                    <button type="button" class="lesson-next" data-lesson-next="" onclick={next}>
                        { say.lesson_next_lesson() }
                    </button>
                }
            </nav>
        </>
    }
}

/// The lines of the first `run` among these blocks.
fn lines_after(blocks: &[Block]) -> Vec<String> {
    let lines = blocks.iter().find_map(|block| match block {
        Block::Run(lines) => Some(lines.clone()),
        _ => None,
    });
    lines.unwrap_or_default()
}

/// The steps there are; each can be gone to.
fn contents(say: Language, course: &Course, classroom: &Classroom) -> Html {
    html! {
        <ol class="lesson-steps" aria-label={say.lesson_steps()}>
            { for course.lesson.steps.iter().enumerate().map(|(i, step)| {
                let current = (i == course.step).then_some("step");
                html! {
                    <li key={i}>
                        <button type="button" aria-current={current} title={step.title.clone()}
                            aria-label={say.lesson_step_named((i + 1) as u64, &step.title)}
                            onclick={classroom.go_to(i)}>{ i + 1 }</button>
                    </li>
                }
            }) }
        </ol>
    }
}

/// Points at a figure of the page.
fn figure(say: Language, panel: &Panel, on: &Callback<Intent>) -> Html {
    let name = pointed(panel);
    let (key, on) = (
        match panel {
            Panel::Ledger { key } => key.clone(),
            _ => None,
        },
        on.clone(),
    );
    let onclick = Callback::from(move |_: MouseEvent| {
        if let Some(key) = &key {
            on.emit(Intent::Explain(key.clone()));
        }
        // A page without the whole ledger tells the one key's story.
        if !find::scroll_to(&format!("main section.{name}")) && name == "ledger" {
            find::scroll_to("main section.why");
        }
    });
    html! {
        <p class="lesson-figure">
            <button type="button" class="quiet" data-points-at={name} {onclick}>
                { say.lesson_look(&say.lesson_panel(name)) }
            </button>
        </p>
    }
}

/// The figure's name among programs: what is pointed at has it as a class.
const fn pointed(panel: &Panel) -> &'static str {
    match panel {
        Panel::Cluster => "cluster",
        Panel::Loss => "loss",
        Panel::Ledger { .. } => "ledger",
        Panel::Matrix => "moves",
        Panel::Distribution => "distribution",
        Panel::Timeline => "over-time",
        Panel::Beliefs => "beliefs",
        Panel::Account => "account",
    }
}

/// The figures that the step shown points at, as `data-pointed` has them.
#[must_use]
pub fn pointed_at(course: Option<&Course>) -> String {
    let blocks = course.map(Course::blocks).unwrap_or_default();
    let names = blocks.iter().filter_map(|block| match block {
        Block::Figure(panel) => Some(pointed(panel)),
        _ => None,
    });
    names.collect::<Vec<_>>().join(" ")
}
