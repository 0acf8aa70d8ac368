//! The second cluster, beside the page's own: the same machines, keys and clicks, under another
//! placement or with another setting.

use std::{cell::OnceCell, rc::Rc};

use node_core::{Founding, Placement};
use wasm_bindgen::JsValue;

use super::{
    Inner, Page,
    crew::{Crew, Which},
    launch::{random_cookie, random_page},
    workers::Program,
};
use crate::{
    cluster::MAX_MACHINES_HERE,
    control::{
        self,
        master::{Opening, ToMaster},
    },
    picture::{Condition, Intent, Notice, Picture},
};

/// Machines of each cluster at most, while there are two.
pub(super) const MAX_OF_TWO: usize = MAX_MACHINES_HERE / 2;

impl Page {
    /// Boots the second cluster, with as many machines as the first had; the first begins afresh, if
    /// it isn't fresh, for both to be alike.
    pub(super) fn open_second(&self, inner: &mut Inner) {
        if inner.second.is_some() {
            return;
        }
        let first = inner.first.picture.clone();
        if first.machines.len() > MAX_OF_TWO {
            return inner.notify(Notice::TooManyForTwo(MAX_OF_TWO as u64));
        }
        match self.second(inner, &first) {
            Ok(crew) => {
                if !is_fresh(&first) {
                    inner.first.intend(Intent::Place(first.placement));
                }
                crew.intend(Intent::Network(first.network));
                crew.intend(Intent::Pace(first.time.pace.rate()));
                inner.second = Some(crew);
                self.draw_soon(inner);
            }
            Err(reason) => inner.notify(Notice::NoSecond(control::text_of(&reason))),
        }
    }

    /// Ends the second cluster, all its workers at once.
    pub(super) fn close_second(&self, inner: &mut Inner) {
        inner.second = None;
        self.draw_soon(inner);
    }

    fn second(&self, inner: &Inner, first: &Picture) -> Result<Crew, JsValue> {
        let opening = Opening {
            // Nobody is told this cookie, so nobody joins.
            cookie: random_cookie()?,
            class: None,
            is_invited: false,
            invitation: String::new(),
            origin: inner.clock.origin(),
            page: random_page()?,
            reloaded: None,
            second: Some(Founding {
                machines: first.machines.len().max(1) as u32,
                placement: other_than(first.placement),
            }),
            record_bytes: 0,
        };
        let slot = Rc::new(OnceCell::from(self.clone()));
        Crew::start(Program::own()?, &opening, Which::Second, &slot)
    }
}

impl Inner {
    /// Has a person's wish done by the cluster it is meant for, and by the other one what keeps them
    /// alike.
    pub(super) fn pass_on(&self, intent: Intent, to: Which) {
        let Some(second) = &self.second else { return self.first.intend(intent) };
        let (one, other) = match to {
            Which::First => (&self.first, second),
            Which::Second => (second, &self.first),
        };
        if let Some(intent) = alike(&intent, &other.picture) {
            other.intend(intent);
        }
        one.intend(intent);
    }

    pub(super) fn notify(&self, notice: Notice) {
        self.first.master.tell(&ToMaster::Notify(notice));
    }
}

/// What the other cluster does when one does this.
fn alike(intent: &Intent, other: &Picture) -> Option<Intent> {
    match intent {
        Intent::Place(_) => Some(Intent::Place(other.placement)),
        Intent::Switch(_) | Intent::Explain(_) | Intent::LookAt(_) | Intent::Gate(..) => None,
        same => Some(same.clone()),
    }
}

/// The one to compare a placement with first: a ring moves few keys, and modulo most of them.
fn other_than(placement: Placement) -> Placement {
    let is_ring = |one: &Placement| matches!(one, Placement::Ring(_));
    let ring = Placement::ALL.into_iter().find(is_ring).filter(|_| !is_ring(&placement));
    ring.unwrap_or(Placement::Modulo)
}

/// Whether nothing has happened to a cluster since it was booted.
fn is_fresh(picture: &Picture) -> bool {
    let figures = &picture.figures;
    picture.losses.is_empty()
        && picture.history.marks.is_empty()
        && figures.acknowledged + figures.stored == 0
        && picture.sides.is_empty()
        && picture.machines.iter().all(|one| one.condition == Condition::Running)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_does_to_a_machine_is_done_to_both() {
        let other = Picture { placement: Placement::Ring(64), ..Picture::default() };
        let lines = Intent::Run("Master.stat".to_owned());
        for both in [Intent::Kill(2), Intent::Add, lines, Intent::Pace(0.0), Intent::Step] {
            assert_eq!(alike(&both, &other), Some(both));
        }
    }

    #[test]
    fn a_placement_is_one_clusters_own_and_the_other_begins_afresh_with_its_own() {
        let other = Picture { placement: Placement::Ring(64), ..Picture::default() };
        let afresh = Some(Intent::Place(Placement::Ring(64)));
        assert_eq!(alike(&Intent::Place(Placement::Fixed), &other), afresh);
        assert_eq!(alike(&Intent::Switch(Placement::Fixed), &other), None);
    }
}
