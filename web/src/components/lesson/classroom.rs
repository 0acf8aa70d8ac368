//! Which lesson is open, and what a person does in it.

use std::{cell::RefCell, rc::Rc};

use gloo_events::{EventListener, EventListenerOptions};
use lesson::{Lesson, LessonError, Problem, limits::MAX_BYTES};
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, File, HashChangeEvent, Window, window};
use yew::prelude::*;

use crate::{
    address,
    components::{find, replay::is_record},
    errand::Errand,
    lessons::{COUNT, Place, Read, Source, course::Course, read},
    picture::{Intent, Picture},
    scenarios,
};

/// What is beside the cluster.
#[derive(Clone, PartialEq)]
pub enum Phase {
    /// Nothing.
    Closed,
    /// The lessons there are; with them, what an address names instead of one.
    Choosing(Option<String>),
    /// A lesson whose file is being read; with it, the step to begin at.
    Reading(Source, usize),
    /// A file with errors.
    Wrong(Rc<[LessonError]>),
    /// A file that could not be had.
    Unavailable(String),
    /// A lesson.
    Open(Box<Course>),
}

/// The lesson that is open, and what one can do in it.
#[derive(Clone, PartialEq)]
pub struct Classroom {
    phase: UseStateHandle<Phase>,
    picture: Rc<Picture>,
    on: Callback<Intent>,
}

/// A page's lesson: the one its address names, or the one that was chosen.
#[hook]
pub fn use_classroom(picture: &Rc<Picture>, on: &Callback<Intent>) -> Classroom {
    let phase = use_state_eq(|| Phase::Closed);
    let room = Classroom { phase, picture: picture.clone(), on: on.clone() };
    let reader = use_mut_ref(|| None::<Errand>);
    // The file is read anew when the language changes, and for another step than is open.
    let wanted = match room.phase() {
        Phase::Reading(source, _) => Some((source.clone(), picture.language, true)),
        Phase::Open(course) if course.is_foreign => {
            Some((course.source.clone(), picture.language, false))
        }
        _ => None,
    };
    // What outlives a drawing acts in the room as it is then.
    let latest = use_mut_ref(|| room.clone());
    *latest.borrow_mut() = room.clone();
    use_effect_with(wanted, {
        let latest = latest.clone();
        move |wanted| {
            *reader.borrow_mut() = wanted.as_ref().map(|(source, language, _)| {
                read(source, *language, move |read| {
                    let room = latest.borrow().clone();
                    room.heard(read);
                })
            });
        }
    });
    use_effect_with(picture.ready, {
        let room = room.clone();
        move |ready| {
            if *ready {
                room.follow_address();
            }
        }
    });
    let spoken = use_mut_ref(|| picture.language);
    use_effect_with(picture.clone(), {
        let room = room.clone();
        move |picture| {
            let speaks_otherwise = spoken.replace(picture.language) != picture.language;
            room.look(picture, speaks_otherwise);
        }
    });
    use_effect_with((), move |()| {
        let listeners = window().map(|window| listen(&window, &latest));
        move || drop(listeners)
    });
    room
}

/// Links to other steps, and files that are dropped anywhere on the page.
fn listen(window: &Window, latest: &Rc<RefCell<Classroom>>) -> [EventListener; 3] {
    let room = {
        let latest = latest.clone();
        move || latest.borrow().clone()
    };
    let followed = EventListener::new(window, "hashchange", {
        let room = room.clone();
        move |event| {
            // A link to a step does not name the cluster, and the page's is still the same.
            if let Some(event) = event.dyn_ref::<HashChangeEvent>() {
                address::keep("cookie", &event.old_url());
            }
            room().follow_address();
        }
    });
    // Else the browser would open a dropped file in the page's place.
    let ours = EventListenerOptions::enable_prevent_default();
    let over = EventListener::new_with_options(window, "dragover", ours, |event| {
        if carried(event).is_some_and(|data| data.types().includes(&"Files".into(), 0)) {
            event.prevent_default();
        }
    });
    let dropped = EventListener::new_with_options(window, "drop", ours, move |event| {
        let files = carried(event).and_then(|data| data.files());
        let file = files.and_then(|files| files.get(0));
        if let Some(file) = file.filter(|file| !scenarios::is_named(&file.name())) {
            event.prevent_default();
            let room = room();
            if is_record(&file) {
                room.on.emit(Intent::LookBack(Some(file)));
            } else {
                room.open_file(file);
            }
        }
    });
    [followed, over, dropped]
}

/// What is dragged.
fn carried(event: &Event) -> Option<DataTransfer> {
    event.dyn_ref::<DragEvent>()?.data_transfer()
}

impl Classroom {
    /// What is beside the cluster.
    #[must_use]
    pub fn phase(&self) -> &Phase {
        &self.phase
    }

    /// Whether anything is.
    #[must_use]
    pub fn is_open(&self) -> bool {
        *self.phase != Phase::Closed
    }

    /// The lesson that is open.
    #[must_use]
    pub fn course(&self) -> Option<&Course> {
        match &*self.phase {
            Phase::Open(course) => Some(course),
            _ => None,
        }
    }

    /// Shows the lessons there are.
    #[must_use]
    pub fn choose(&self) -> Callback<MouseEvent> {
        let room = self.clone();
        Callback::from(move |_| {
            Place::show(None);
            room.phase.set(Phase::Choosing(None));
        })
    }

    /// Puts the lesson away; the cluster stays as it is.
    #[must_use]
    pub fn close(&self) -> Callback<MouseEvent> {
        let room = self.clone();
        Callback::from(move |_| {
            Place::show(None);
            room.put_away();
            find::focus(".lessons-button");
        })
    }

    /// The same, for something else to take its place.
    pub fn put_away(&self) {
        self.phase.set(Phase::Closed);
    }

    /// Opens one of the page's lessons.
    #[must_use]
    pub fn open_shipped(&self, lesson: usize) -> Callback<MouseEvent> {
        let room = self.clone();
        Callback::from(move |_| room.open(Source::Shipped(lesson), 0))
    }

    /// Opens a file of the person's.
    pub fn open_file(&self, file: File) {
        Place::show(None);
        let (bytes, limit) = (file.size() as u64, MAX_BYTES as u64);
        if bytes > limit {
            let error = LessonError { line: 1, problem: Problem::TooLarge { bytes, limit } };
            self.phase.set(Phase::Wrong([error].into()));
        } else {
            self.open(Source::Own(file), 0);
        }
    }

    /// Goes to the start of a step, as if all before it had just been done.
    #[must_use]
    pub fn go_to(&self, step: usize) -> Callback<MouseEvent> {
        self.changing(move |course, picture| course.reset_to(step, picture))
    }

    /// Goes on to the next step.
    #[must_use]
    pub fn go_on(&self) -> Callback<MouseEvent> {
        self.changing(Course::go_on)
    }

    /// Runs the lines of a block.
    #[must_use]
    pub fn run(&self, place: usize) -> Callback<MouseEvent> {
        self.changing(move |course, picture| course.run(place, picture))
    }

    /// Commits the guesses of a block, with the most that each could be.
    #[must_use]
    pub fn guess(&self, place: usize) -> Callback<(Vec<u64>, Vec<u64>)> {
        let room = self.clone();
        Callback::from(move |(guesses, most)| {
            if let Some(course) = room.course() {
                let mut course = course.clone();
                course.guess(place, guesses, most);
                room.phase.set(Phase::Open(Box::new(course)));
            }
        })
    }

    /// What opens the lesson after this one, if it is one of a row.
    #[must_use]
    pub fn next_lesson(&self) -> Option<Callback<MouseEvent>> {
        match self.course()?.source {
            Source::Shipped(lesson) if lesson + 1 < COUNT => Some(self.open_shipped(lesson + 1)),
            _ => None,
        }
    }

    fn changing(
        &self,
        change: impl Fn(&mut Course, &Picture) -> Vec<String> + 'static,
    ) -> Callback<MouseEvent> {
        let room = self.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(course) = room.course() {
                let mut course = course.clone();
                let lines = change(&mut course, &room.picture);
                room.begin(course, lines);
            }
        })
    }

    /// Shows a course from now on, and runs these lines.
    fn begin(&self, course: Course, lines: Vec<String>) {
        let place = match course.source {
            Source::Shipped(lesson) => Some(Place { lesson, step: course.step }),
            Source::Own(_) => None,
        };
        Place::show(place);
        self.phase.set(Phase::Open(Box::new(course)));
        for line in lines {
            self.on.emit(Intent::Run(line));
        }
    }

    fn open(&self, source: Source, step: usize) {
        self.phase.set(Phase::Reading(source, step));
    }

    /// A file has been read.
    fn heard(&self, read: Read) {
        match (&*self.phase, read) {
            (Phase::Reading(source, step), Read::Lesson(lesson)) => {
                self.start(source.clone(), lesson, *step);
            }
            (Phase::Reading(..), Read::Wrong(errors)) => self.phase.set(Phase::Wrong(errors)),
            (Phase::Reading(..), Read::Unavailable(why)) => {
                self.phase.set(Phase::Unavailable(why));
            }
            (Phase::Open(course), Read::Lesson(lesson)) if course.is_foreign => {
                if course.lesson.steps.len() == lesson.steps.len() {
                    let course = course.told_as(lesson);
                    self.phase.set(Phase::Open(Box::new(course)));
                } else {
                    self.start(course.source.clone(), lesson, course.step);
                }
            }
            // It goes on in the language it has.
            (Phase::Open(course), _) if course.is_foreign => {
                let course = course.told_as(course.lesson.clone());
                self.phase.set(Phase::Open(Box::new(course)));
            }
            _ => {}
        }
    }

    /// Begins a lesson that was read.
    fn start(&self, source: Source, lesson: Rc<Lesson>, step: usize) {
        let mut course = Course::new(source, lesson, step);
        let no_step = course.no_step;
        let lines = course.reset_to(course.step, &self.picture);
        course.no_step = no_step;
        self.begin(course, lines);
    }

    /// Looks what came of what runs, and whether the page speaks another language now: its own
    /// lessons do, too. Both at once, or what one has changed the other would undo.
    fn look(&self, picture: &Picture, speaks_otherwise: bool) {
        if let Some(course) = self.course() {
            let mut course = course.clone();
            let becomes_foreign = speaks_otherwise && matches!(course.source, Source::Shipped(_));
            course.is_foreign |= becomes_foreign;
            if course.look(picture) || becomes_foreign {
                self.phase.set(Phase::Open(Box::new(course)));
            }
        }
    }

    /// The person followed a link to a step, or changed the address.
    fn follow_address(&self) {
        let shown = self.course().and_then(|course| match course.source {
            Source::Shipped(lesson) => Some(Place { lesson, step: course.step }),
            Source::Own(_) => None,
        });
        match Place::of_address() {
            Some(Ok(place)) if Some(place) != shown => {
                self.open(Source::Shipped(place.lesson), place.step);
            }
            Some(Err(missing)) => self.phase.set(Phase::Choosing(Some(missing))),
            _ => {}
        }
    }
}
