//! Which scenario is open, and what a person does with it.

use std::{cell::RefCell, mem::discriminant, rc::Rc};

use gloo_events::{EventListener, EventListenerOptions};
use lab::{
    limits::MAX_SCENARIO_BYTES,
    scenario::{Problem, ScenarioError},
};
use wasm_bindgen::JsCast;
use web_sys::{DragEvent, File, Window, window};
use yew::prelude::*;

use super::HEADING;
use crate::{
    components::find,
    errand::Errand,
    picture::{Intent, Picture},
    scenarios::{
        Packed, Read, Source, Trouble, is_named,
        playing::{Play, Playing},
        read,
    },
};

/// What is beside the cluster.
#[derive(Clone, PartialEq)]
pub enum Phase {
    /// Nothing.
    Closed,
    /// What is read: a scenario; or, without one, all of the page's own, perhaps since an address names
    /// one that does not exist.
    Reading(Wanted),
    /// The scenarios there are; with them, what an address names instead of one.
    Listed(Rc<[Rc<Packed>]>, Option<String>),
    /// A scenario.
    Open(Open),
    /// Something that was to be a scenario, and its error.
    Wrong(Source, ScenarioError),
    /// A link that leads to nothing.
    BadLink(Trouble),
    /// A scenario that could not be had.
    Unavailable(String),
}

/// A scenario that is to be read.
#[derive(Clone, PartialEq)]
pub enum Wanted {
    /// This one.
    One(Source),
    /// All of the page's own; with them, what an address names instead of one.
    All(Option<String>),
}

/// A scenario that is open.
#[derive(Clone, PartialEq)]
pub struct Open {
    /// Where it comes from.
    pub source: Source,
    /// What it says.
    pub packed: Rc<Packed>,
    /// How it is called among the plays, once it was begun.
    pub run: Option<u32>,
}

impl Open {
    /// How far it has come, if it was begun.
    pub fn playing<'a>(&self, picture: &'a Picture) -> Option<&'a Playing> {
        picture.playing.as_ref().filter(|playing| Some(playing.run) == self.run)
    }
}

/// The scenario that is open, and what one can do with it.
#[derive(Clone, PartialEq)]
pub struct Playhouse {
    phase: UseStateHandle<Phase>,
    picture: Rc<Picture>,
    on: Callback<Intent>,
}

/// A page's scenario: the one its address names, or the one that was chosen.
#[hook]
pub fn use_playhouse(picture: &Rc<Picture>, on: &Callback<Intent>) -> Playhouse {
    let phase = use_state_eq(|| Phase::Closed);
    let house = Playhouse { phase, picture: picture.clone(), on: on.clone() };
    let errand = use_mut_ref(|| None::<Errand>);
    let wanted = match house.phase() {
        Phase::Reading(wanted) => Some(wanted.clone()),
        _ => None,
    };
    // What outlives a drawing acts in the house as it is then.
    let latest = use_mut_ref(|| house.clone());
    *latest.borrow_mut() = house.clone();
    use_effect_with(wanted, {
        let latest = latest.clone();
        move |wanted| {
            *errand.borrow_mut() = wanted.as_ref().map(|wanted| {
                let source = match wanted {
                    Wanted::One(source) => Some(source),
                    Wanted::All(_) => None,
                };
                read(source, move |read| {
                    let house = latest.borrow().clone();
                    house.heard(read);
                })
            });
        }
    });
    // A person who goes on by keyboard reads on from the title.
    use_effect_with(discriminant(house.phase()), |_| find::focus(HEADING));
    use_effect_with(picture.ready, {
        let house = house.clone();
        move |ready| {
            if *ready {
                house.follow_address();
            }
        }
    });
    use_effect_with((), move |()| {
        let listeners = window().map(|window| listen(&window, &latest));
        move || drop(listeners)
    });
    house
}

/// Links to other scenarios, and files that are dropped anywhere on the page.
fn listen(window: &Window, latest: &Rc<RefCell<Playhouse>>) -> [EventListener; 2] {
    let house = {
        let latest = latest.clone();
        move || latest.borrow().clone()
    };
    let followed = EventListener::new(window, "hashchange", {
        let house = house.clone();
        move |_| house().follow_address()
    });
    // Else the browser would open a dropped file in the page's place.
    let ours = EventListenerOptions::enable_prevent_default();
    let dropped = EventListener::new_with_options(window, "drop", ours, move |event| {
        let data = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer);
        let file = data.and_then(|data| data.files()).and_then(|files| files.get(0));
        if let Some(file) = file.filter(|file| is_named(&file.name())) {
            event.prevent_default();
            house().open_file(file);
        }
    });
    [followed, dropped]
}

impl Playhouse {
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

    /// Shows the scenarios there are.
    #[must_use]
    pub fn choose(&self) -> Callback<MouseEvent> {
        let house = self.clone();
        Callback::from(move |_| {
            Source::show(None);
            house.phase.set(Phase::Reading(Wanted::All(None)));
        })
    }

    /// Puts the scenario away; the cluster stays as it is.
    #[must_use]
    pub fn close(&self) -> Callback<MouseEvent> {
        let house = self.clone();
        Callback::from(move |_| {
            Source::show(None);
            house.put_away();
            find::focus(".scenarios-button");
        })
    }

    /// The same, for something else to take its place.
    pub fn put_away(&self) {
        self.phase.set(Phase::Closed);
    }

    /// Opens one of the page's scenarios.
    #[must_use]
    pub fn open_shipped(&self, place: usize, packed: &Rc<Packed>) -> Callback<MouseEvent> {
        let (house, packed) = (self.clone(), packed.clone());
        Callback::from(move |_| house.show(Source::Shipped(place), packed.clone()))
    }

    /// Opens a file of the person's.
    pub fn open_file(&self, file: File) {
        let (bytes, limit) = (file.size() as u64, MAX_SCENARIO_BYTES as u64);
        Source::show(None);
        if bytes > limit {
            let error = ScenarioError { line: 1, problem: Problem::TooLarge { bytes, limit } };
            self.phase.set(Phase::Wrong(Source::Own(file), error));
        } else {
            self.phase.set(Phase::Reading(Wanted::One(Source::Own(file))));
        }
    }

    /// Begins the scenario that is open on a fresh cluster, or stops it while it runs.
    #[must_use]
    pub fn begin_or_stop(&self) -> Callback<MouseEvent> {
        let house = self.clone();
        Callback::from(move |_| {
            let Phase::Open(open) = house.phase() else { return };
            // It may have been asked for, and not begun yet.
            let playing = open.playing(&house.picture);
            if playing.map_or(open.run.is_some(), |playing| !playing.stage.is_over()) {
                return house.on.emit(Intent::Stop);
            }
            let last = house.picture.playing.as_ref().map_or(0, |playing| playing.run);
            let run = last.wrapping_add(1);
            let packed = open.packed.packed.clone();
            house.on.emit(Intent::Play(Play { run, packed }));
            house.phase.set(Phase::Open(Open { run: Some(run), ..open.clone() }));
        })
    }

    /// Shows a scenario from now on.
    fn show(&self, source: Source, packed: Rc<Packed>) {
        Source::show(Some(&source));
        self.phase.set(Phase::Open(Open { source, packed, run: None }));
    }

    /// What was to be read has been read.
    fn heard(&self, read: Read) {
        let Phase::Reading(wanted) = self.phase() else { return };
        match (wanted.clone(), read) {
            (Wanted::All(missing), Read::Scenarios(all)) => {
                self.phase.set(Phase::Listed(all, missing));
            }
            (Wanted::One(source), Read::Scenarios(all)) => {
                if let Some(packed) = all.first() {
                    self.show(source, packed.clone());
                }
            }
            (Wanted::One(source), Read::Wrong(error)) => {
                self.phase.set(Phase::Wrong(source, error));
            }
            // The page's own are tested: this does not come.
            (Wanted::All(_), Read::Wrong(error)) => {
                self.phase.set(Phase::Wrong(Source::Shipped(0), error));
            }
            (_, Read::BadLink(why)) => self.phase.set(Phase::BadLink(why)),
            (_, Read::Unavailable(why)) => self.phase.set(Phase::Unavailable(why)),
        }
    }

    /// The person followed a link to a scenario, or changed the address.
    fn follow_address(&self) {
        match Source::of_address() {
            Some(Ok(source)) if !self.shows(&source) => {
                self.phase.set(Phase::Reading(Wanted::One(source)));
            }
            Some(Err(missing)) => self.phase.set(Phase::Reading(Wanted::All(Some(missing)))),
            _ => {}
        }
    }

    fn shows(&self, source: &Source) -> bool {
        match self.phase() {
            Phase::Open(open) => open.source == *source,
            _ => false,
        }
    }
}
