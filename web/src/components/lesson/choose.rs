//! The lessons there are, and what is said of a file that is none.

use lesson::LessonError;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Classroom, problem::problem};
use crate::{
    language::Language,
    lessons::{COUNT, titles},
};

/// A list of the page's lessons, and a field for a file; above it, the lesson that an address named
/// and that does not exist.
pub(super) fn choose(
    say: Language,
    missing: Option<&str>,
    classroom: &Classroom,
    heading: &NodeRef,
) -> Html {
    html! {
        <>
            <h2 ref={heading.clone()} tabindex="-1">{ say.lesson_choose() }</h2>
            if let Some(missing) = missing {
                <p class="lesson-note" role="status" data-no-lesson="">
                    { say.lesson_no_lesson(missing, COUNT as u64) }
                </p>
            }
            <p>{ say.lesson_choose_about() }</p>
            <ol class="lesson-list">
                { for titles(say).into_iter().enumerate().map(|(i, title)| html! {
                    <li>
                        <button type="button" data-lesson={(i + 1).to_string()}
                            onclick={classroom.open_shipped(i)}>
                            <b>{ i + 1 }</b>{ " " }{ title }
                        </button>
                    </li>
                }) }
            </ol>
            { own(say, classroom) }
        </>
    }
}

/// A file of the person's own.
fn own(say: Language, classroom: &Classroom) -> Html {
    let classroom = classroom.clone();
    let onchange = Callback::from(move |event: Event| {
        let files = event.target_dyn_into::<HtmlInputElement>().and_then(|input| input.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            classroom.open_file(file);
        }
    });
    html! {
        <div class="lesson-own">
            <p>{ say.lesson_own() }</p>
            // A browser names its own button in its own language: the label stands for it.
            <input id="lesson-file" class="unseen" type="file"
                accept=".md,.markdown,.txt,text/markdown,text/plain" {onchange} />
            <label for="lesson-file" class="file-button">{ say.lesson_choose_file() }</label>
            <p>{ say.lesson_own_about() }</p>
        </div>
    }
}

/// A file with errors: each with its line, and what was expected there.
pub(super) fn wrong(
    say: Language,
    errors: &[LessonError],
    classroom: &Classroom,
    heading: &NodeRef,
) -> Html {
    html! {
        <div role="alert" data-lesson-wrong="">
            <h2 ref={heading.clone()} tabindex="-1">{ say.lesson_wrong() }</h2>
            <ul class="lesson-errors">
                { for errors.iter().map(|error| html! {
                    <li data-line={error.line.to_string()}>
                        <b>{ say.lesson_line(&error.line.to_string()) }</b>{ " " }{ problem(say, &error.problem) }
                    </li>
                }) }
            </ul>
            { own(say, classroom) }
        </div>
    }
}

/// A file that could not be had.
pub(super) fn unavailable(
    say: Language,
    why: &str,
    classroom: &Classroom,
    heading: &NodeRef,
) -> Html {
    html! {
        <div role="alert" data-lesson-unavailable="">
            <h2 ref={heading.clone()} tabindex="-1">{ say.lesson_unavailable() }</h2>
            <p>{ why.to_owned() }</p>
            <button type="button" onclick={classroom.choose()}>{ say.lesson_all() }</button>
        </div>
    }
}
