//! Small parts that several panels share.

use node_core::DownReason;
use yew::prelude::*;

use crate::{
    format::machine,
    picture::{Condition, Side},
};

/// The word for a machine's state.
#[must_use]
pub(super) const fn state_word(condition: &Condition) -> &'static str {
    match condition {
        Condition::Starting => "starting",
        Condition::Running => "running",
        Condition::Leaving => "leaving",
        Condition::Frozen => "frozen",
        Condition::Silent => "silent",
        Condition::Killed => "killed",
        Condition::Left => "left",
        Condition::TabClosed => "closed",
        Condition::TabReloaded => "reloaded",
        Condition::Trapped(_) => "trapped",
    }
}

/// Why it is in that state, when there is something to say.
#[must_use]
pub(super) fn state_reason(condition: &Condition) -> Option<String> {
    match condition {
        Condition::Starting => Some("its worker is being made".to_owned()),
        Condition::Running | Condition::Killed => None,
        Condition::Leaving => Some("it finishes its calls".to_owned()),
        Condition::Left => Some("it said goodbye".to_owned()),
        Condition::Frozen => Some("silent, not dead; it keeps its entries".to_owned()),
        Condition::TabClosed => Some("its tab was closed".to_owned()),
        Condition::TabReloaded => Some("its tab was reloaded".to_owned()),
        Condition::Silent => Some("not heard for the tick limit; it may come back".to_owned()),
        Condition::Trapped(how) => Some(how.clone()),
    }
}

/// Whether a click would start it rather than kill it.
#[must_use]
pub(super) const fn is_dead(condition: &Condition) -> bool {
    matches!(
        condition,
        Condition::Killed
            | Condition::Left
            | Condition::Trapped(_)
            | Condition::TabClosed
            | Condition::TabReloaded
    )
}

/// The letter of a side of the partition, the first being A.
#[must_use]
pub(super) fn side_name(side: usize) -> String {
    u8::try_from(side)
        .ok()
        .filter(|&side| side < 26)
        .map_or_else(|| (side + 1).to_string(), |side| char::from(b'A' + side).to_string())
}

/// The class that tints what is on a side: two tints, by turns.
#[must_use]
pub(super) const fn side_class(side: usize) -> &'static str {
    if side.is_multiple_of(2) { "on-side-a" } else { "on-side-b" }
}

/// The side a machine is on, when there is a partition.
#[must_use]
pub(super) fn side_of(sides: &[Side], number: u32) -> Option<usize> {
    sides.iter().position(|side| side.machines.contains(&number))
}

/// Sorted numbers in a sentence: `1`, `1 and 2`, `1, 4 and 6 to 9`.
#[must_use]
pub(super) fn listed(numbers: &[u32]) -> String {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next);
    let mut words: Vec<String> = Vec::new();
    for run in runs {
        match run {
            [first, _, .., last] => words.push(format!("{first} to {last}")),
            few => words.extend(few.iter().map(u32::to_string)),
        }
    }
    match &words[..] {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => words.concat(),
    }
}

/// A number that is a machine's name to whoever hears it.
pub(super) fn short(number: u32) -> Html {
    let name = machine(number);
    let prefix = name.strip_suffix(&number.to_string()).unwrap_or_default().to_owned();
    html! { <><span class="unseen">{ prefix }</span>{ number }</> }
}

/// A down's reason as a word for programs.
#[must_use]
pub(super) const fn reason_word(reason: DownReason) -> &'static str {
    match reason {
        DownReason::Link => "link",
        DownReason::Ticks => "ticks",
        DownReason::Left => "left",
        DownReason::Replaced => "replaced",
        DownReason::Reconnected => "reconnected",
        DownReason::Overrun => "overrun",
    }
}

/// A down's reason for people, after "because".
#[must_use]
pub(super) const fn reason_sentence(reason: DownReason) -> &'static str {
    match reason {
        DownReason::Link => "its link closed",
        DownReason::Ticks => "its ticks stopped",
        DownReason::Left => "it said goodbye",
        DownReason::Replaced => "its next incarnation spoke",
        DownReason::Reconnected => "it opened a new connection",
        DownReason::Overrun => "it confirmed nothing it was sent",
    }
}

/// Declares the props of a component that draws some parts of the picture, and is drawn again
/// only when one of these has changed.
macro_rules! drawn_from {
    ($(#[$doc:meta])* $name:ident: $($part:ident),+) => {
        $(#[$doc])*
        #[derive(Clone, yew::Properties)]
        pub struct $name {
            /// What there is to see.
            pub picture: std::rc::Rc<$crate::picture::Picture>,
            /// What the person asks for.
            pub on: yew::Callback<$crate::picture::Intent>,
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.on == other.on $(&& self.picture.$part == other.picture.$part)+
            }
        }
    };
}
pub(super) use drawn_from;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_listed_as_one_would_say_them() {
        assert_eq!(listed(&[]), "");
        assert_eq!(listed(&[3]), "3");
        assert_eq!(listed(&[1, 2]), "1 and 2");
        assert_eq!(listed(&[3, 4, 5]), "3 to 5");
        assert_eq!(listed(&[1, 4, 6, 7, 8, 9]), "1, 4 and 6 to 9");
    }

    #[test]
    fn sides_have_letters_as_long_as_there_are_any() {
        assert_eq!([0, 1, 25, 26].map(side_name), ["A", "B", "Z", "27"]);
    }
}
