//! Console lines of a lesson: a button that runs them, and what they answered.

use yew::prelude::*;

use super::{Classroom, OPEN_GUESS};
use crate::{
    components::{find, log::answer},
    lessons::course::Course,
    picture::Picture,
};

/// The lines, the button, the answers.
pub(super) fn run(
    place: usize,
    lines: &[String],
    course: &Course,
    picture: &Picture,
    classroom: &Classroom,
) -> Html {
    let say = picture.language;
    let ran = course.ran(place);
    let locked = course.waits_for_guess(place);
    let blocked = locked || ran.is_some() || course.preparing.is_some();
    let run = classroom.run(place);
    let onclick = Callback::from(move |event: MouseEvent| {
        if locked {
            find::focus(OPEN_GUESS);
        } else if !blocked {
            run.emit(event);
        }
    });
    let mut answers = ran.map(|batch| batch.entries(picture)).into_iter().flatten();
    html! {
        <div class="lesson-run" data-run={place.to_string()} data-locked={locked.to_string()}>
            <div class="code">
                { for lines.iter().map(|line| {
                    let entry = answers.next();
                    html! {
                        <>
                            <p class="source"><span class="iex" aria-hidden="true">{ "iex> " }</span>{ line }</p>
                            if let Some(entry) = entry { { answer(say, entry) } }
                        </>
                    }
                }) }
            </div>
            <button type="button" class="run-button" data-run-lines="" {onclick}
                aria-disabled={blocked.then_some("true")}>
                { if ran.is_some() { say.lesson_ran().to_owned() } else { say.lesson_run(lines.len() as u64) } }
            </button>
            if locked {
                <p class="lesson-locked">{ say.lesson_locked() }</p>
            }
        </div>
    }
}
