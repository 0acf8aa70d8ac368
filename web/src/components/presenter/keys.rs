//! What the single keys of presenter mode do.

use crate::{
    components::{disc::Deed, time::next_speed},
    picture::{Condition, Intent, Picture},
};
use node_core::Placement;

/// Keys of a fill: as many as in the story.
const KEYS: u64 = 5_000;

/// What a key stands for.
#[derive(Debug, PartialEq)]
pub(super) enum Act {
    /// Back to the page as it was.
    Leave,
    /// The list of all keys.
    List,
    /// What a click would ask for.
    Ask(Intent),
}

/// What a key stands for now, if anything.
///
/// Digits are known by their place on the keyboard too: on a French one they need Shift.
pub(super) fn act(key: &str, code: &str, shift: bool, picture: &Picture) -> Option<Act> {
    let time = &picture.time;
    let intent = match key {
        "?" => return Some(Act::List),
        "f" | "F" => fill(picture)?,
        "p" | "P" => Intent::Place(next(picture.placement)),
        "r" | "R" => Intent::Reset,
        "t" | "T" => Intent::Pace(if time.pace.is_paused() { time.speed } else { 0.0 }),
        "s" | "S" => Some(Intent::Step).filter(|_| time.pace.is_paused())?,
        "v" | "V" => Intent::Pace(next_speed(picture)),
        _ => {
            let place = code.strip_prefix("Digit").filter(|_| !shift);
            let number = key.parse().ok().or_else(|| place?.parse().ok())?;
            let one = picture.machines.iter().find(|one| one.number == number && number <= 9)?;
            Deed::on(&one.condition).intent(number)
        }
    };
    Some(Act::Ask(intent))
}

/// The placement after this one, and the first after the last.
fn next(placement: Placement) -> Placement {
    let all = Placement::ALL.into_iter().cycle();
    all.skip_while(|one| one.name() != placement.name()).nth(1).unwrap_or_default()
}

/// Through the first machine that runs, unless a fill is under way.
fn fill(picture: &Picture) -> Option<Intent> {
    let runs = |condition: &Condition| *condition == Condition::Running;
    let via = picture.machines.iter().find(|one| runs(&one.condition))?.number;
    picture.fill.is_none().then_some(Intent::Fill { via, keys: KEYS })
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use lab::ledger::MachineFigures;

    use super::*;
    use crate::{
        pace::Pace,
        picture::{FillProgress, Machine, Time},
    };

    fn picture() -> Picture {
        let machine = |(number, condition)| Machine {
            number,
            incarnation: 1,
            condition,
            figures: MachineFigures::default(),
            view: None,
            tab: None,
            dropped: 0,
            ignored: 0,
        };
        let conditions = [Condition::Killed, Condition::Running, Condition::Frozen];
        Picture { machines: (1..).zip(conditions).map(machine).collect(), ..Picture::default() }
    }

    fn asked(key: &str, code: &str, shift: bool, picture: &Picture) -> Option<Intent> {
        match act(key, code, shift, picture)? {
            Act::Ask(intent) => Some(intent),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_digit_does_what_a_click_on_that_machine_does() {
        let picture = picture();
        assert_eq!(asked("1", "Digit1", false, &picture), Some(Intent::Start(1)));
        assert_eq!(asked("2", "Numpad2", false, &picture), Some(Intent::Kill(2)));
        assert_eq!(asked("3", "Digit3", false, &picture), Some(Intent::Thaw(3)));
        assert_eq!(asked("4", "Digit4", false, &picture), None, "there is no such machine");
    }

    #[test]
    fn a_digit_is_known_by_its_place_where_it_would_need_shift() {
        assert_eq!(asked("é", "Digit2", false, &picture()), Some(Intent::Kill(2)));
        assert_eq!(asked("2", "Digit2", true, &picture()), Some(Intent::Kill(2)));
        assert_eq!(asked("@", "Digit2", true, &picture()), None);
    }

    #[test]
    fn a_fill_goes_through_the_first_machine_that_runs() {
        let mut picture = picture();
        let fill = Intent::Fill { via: 2, keys: 5_000 };
        assert_eq!(asked("f", "KeyF", false, &picture), Some(fill));
        picture.fill = Some(FillProgress { via: 2, keys: 5_000, done: 1 });
        assert_eq!(asked("f", "KeyF", false, &picture), None, "one is under way");
    }

    #[test]
    fn time_is_stopped_stepped_and_slowed_by_a_key_each() {
        let mut picture = picture();
        let at = |rate, speed| {
            let pace = Pace::default().at_rate(0.0, rate).unwrap();
            Rc::new(Time { pace, speed, ..Time::default() })
        };
        assert_eq!(asked("t", "KeyT", false, &picture), Some(Intent::Pace(0.0)));
        assert_eq!(asked("s", "KeyS", false, &picture), None, "it does not stand still");
        assert_eq!(asked("v", "KeyV", false, &picture), Some(Intent::Pace(0.1)));
        picture.time = at(0.0, 0.01);
        assert_eq!(asked("t", "KeyT", false, &picture), Some(Intent::Pace(0.01)));
        assert_eq!(asked("s", "KeyS", false, &picture), Some(Intent::Step));
        picture.time = at(0.001, 0.001);
        assert_eq!(asked("v", "KeyV", false, &picture), Some(Intent::Pace(1.0)));
    }

    #[test]
    fn placement_is_switched_and_the_cluster_made_anew() {
        let mut picture = picture();
        let placed = |name| Some(Intent::Place(name));
        assert_eq!(asked("p", "KeyP", false, &picture), placed(Placement::Fixed));
        picture.placement = Placement::Fixed;
        assert_eq!(asked("p", "KeyP", false, &picture), placed(Placement::Tokens));
        picture.placement = Placement::Dx;
        assert_eq!(asked("p", "KeyP", false, &picture), placed(Placement::Modulo));
        assert_eq!(asked("r", "KeyR", false, &picture), Some(Intent::Reset));
        assert_eq!(act("?", "Slash", true, &picture), Some(Act::List));
        assert_eq!(act("x", "KeyX", false, &picture), None);
    }
}
