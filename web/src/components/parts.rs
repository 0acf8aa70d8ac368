//! Small parts that several panels share.

use node_core::DownReason;
use yew::prelude::*;

use crate::{
    format::machine,
    language::Language,
    picture::{Condition, MarkKind, Picture, Side},
};

/// The name of a machine's state, for programs.
#[must_use]
pub(crate) const fn state_name(condition: &Condition) -> &'static str {
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

/// The word for a machine's state, for people.
#[must_use]
pub(super) const fn state_word(say: Language, condition: &Condition) -> &'static str {
    match condition {
        Condition::Starting => say.state_starting(),
        Condition::Running => say.state_running(),
        Condition::Leaving => say.state_leaving(),
        Condition::Frozen => say.state_frozen(),
        Condition::Silent => say.state_silent(),
        Condition::Killed => say.state_killed(),
        Condition::Left => say.state_left(),
        Condition::TabClosed => say.state_closed(),
        Condition::TabReloaded => say.state_reloaded(),
        Condition::Trapped(_) => say.state_trapped(),
    }
}

/// Why it is in that state, when there is something to say.
#[must_use]
pub(super) fn state_reason(say: Language, condition: &Condition) -> Option<String> {
    let why = match condition {
        Condition::Running | Condition::Killed => return None,
        Condition::Trapped(how) => return Some(how.clone()),
        Condition::Starting => say.state_why_starting(),
        Condition::Leaving => say.state_why_leaving(),
        Condition::Left => say.state_why_left(),
        Condition::Frozen => say.state_why_frozen(),
        Condition::TabClosed => say.state_why_closed(),
        Condition::TabReloaded => say.state_why_reloaded(),
        Condition::Silent => say.state_why_silent(),
    };
    Some(why.to_owned())
}

/// Keys that changed owner at the last change, once that has been told.
#[must_use]
pub(crate) fn moved(picture: &Picture) -> Option<u64> {
    let moves = picture.moves.as_ref()?;
    Some(moves.all().keys() - moves.kept().keys())
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
pub(crate) fn side_name(side: usize) -> String {
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
pub(crate) fn side_of(sides: &[Side], number: u32) -> Option<usize> {
    sides.iter().position(|side| side.machines.contains(&number))
}

/// Sorted numbers in a sentence: `1`, `1 and 2`, `1, 4 and 6 to 9`.
#[must_use]
pub(super) fn listed(say: Language, numbers: &[u32]) -> String {
    let runs = numbers.chunk_by(|one, next| one + 1 == *next);
    let mut words: Vec<String> = Vec::new();
    for run in runs {
        match run {
            [first, _, .., last] => {
                words.push(say.list_run(&first.to_string(), &last.to_string()));
            }
            few => words.extend(few.iter().map(u32::to_string)),
        }
    }
    match &words[..] {
        [first @ .., last] if !first.is_empty() => say.list_end(&first.join(", "), last),
        _ => words.concat(),
    }
}

/// Several things that are said one after another.
#[must_use]
pub(super) fn also(say: Language, said: &[String]) -> String {
    let said = said.iter().cloned();
    said.reduce(|first, next| say.list_also(&first, &next)).unwrap_or_default()
}

/// A number that is a machine's name to whoever hears it.
pub(super) fn short(number: u32) -> Html {
    let name = machine(number);
    let prefix = name.strip_suffix(&number.to_string()).unwrap_or_default().to_owned();
    html! { <><span class="unseen">{ prefix }</span>{ number }</> }
}

/// Colours of machines there are; they are taken by turns.
const COLOURS: u32 = 8;

/// The class that gives a machine its colour, which it has everywhere.
#[must_use]
pub(super) fn machine_class(number: u32) -> String {
    format!("machine-{}", number.saturating_sub(1) % COLOURS + 1)
}

/// A dot of the machine's colour, beside its name: the name says who it is.
pub(super) fn dot(number: u32) -> Html {
    html! { <i class={classes!("dot", machine_class(number))} aria-hidden="true"></i> }
}

/// The same in a text that is drawn, with the name.
pub(super) fn drawn_name(number: u32, name: String) -> Html {
    html! {
        <>
            <tspan class={classes!("drawn-dot", machine_class(number))} dy="-0.1em">{ "● " }</tspan>
            <tspan dy="0.08em">{ name }</tspan>
        </>
    }
}

/// What happened, for programs.
#[must_use]
pub(crate) const fn mark_name(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Fill => "fill",
        MarkKind::Kill => "kill",
        MarkKind::Leave => "leave",
        MarkKind::Freeze => "freeze",
        MarkKind::Loss => "loss",
        MarkKind::Start => "start",
        MarkKind::Add => "add",
    }
}

/// A down's reason as a word for programs.
#[must_use]
pub(crate) const fn reason_word(reason: DownReason) -> &'static str {
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
pub(super) const fn reason_sentence(say: Language, reason: DownReason) -> &'static str {
    match reason {
        DownReason::Link => say.reason_link(),
        DownReason::Ticks => say.reason_ticks(),
        DownReason::Left => say.reason_left(),
        DownReason::Replaced => say.reason_replaced(),
        DownReason::Reconnected => say.reason_reconnected(),
        DownReason::Overrun => say.reason_overrun(),
    }
}

/// A down's reason as a word for people.
#[must_use]
pub(super) const fn reason_short(say: Language, reason: DownReason) -> &'static str {
    match reason {
        DownReason::Link => say.reason_short_link(),
        DownReason::Ticks => say.reason_short_ticks(),
        DownReason::Left => say.reason_short_left(),
        DownReason::Replaced => say.reason_short_replaced(),
        DownReason::Reconnected => say.reason_short_reconnected(),
        DownReason::Overrun => say.reason_short_overrun(),
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
                self.on == other.on
                    && self.picture.language == other.picture.language
                    $(&& self.picture.$part == other.picture.$part)+
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
        assert_eq!(listed(Language::English, &[]), "");
        assert_eq!(listed(Language::English, &[3]), "3");
        assert_eq!(listed(Language::English, &[1, 2]), "1 and 2");
        assert_eq!(listed(Language::English, &[3, 4, 5]), "3 to 5");
        assert_eq!(listed(Language::English, &[1, 4, 6, 7, 8, 9]), "1, 4 and 6 to 9");
        assert_eq!(listed(Language::French, &[1, 4, 6, 7, 8, 9]), "1, 4 et 6 à 9");
    }

    #[test]
    fn machines_take_colours_by_turns() {
        assert_eq!(
            [1, 8, 9, 200].map(machine_class),
            ["machine-1", "machine-8", "machine-1", "machine-8"]
        );
    }

    #[test]
    fn sides_have_letters_as_long_as_there_are_any() {
        assert_eq!([0, 1, 25, 26].map(side_name), ["A", "B", "Z", "27"]);
    }
}
