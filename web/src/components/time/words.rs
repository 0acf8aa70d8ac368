//! What is on its way, in words: a label of one or two, and a whole sentence.

use node_core::TimeoutReason;

use crate::{
    gate::DELAY,
    language::Language,
    picture::{Asks, Leg, Outcome, Says, Stepped, Waiting},
};

/// The longest key in a label, in characters.
const MAX_LABEL: usize = 14;

/// A pace: `1×`, `1/100`.
#[must_use]
pub(in super::super) fn rate_name(rate: f64) -> String {
    if rate >= 1.0 { "1×".to_owned() } else { format!("1/{:.0}", 1.0 / rate) }
}

/// How long one delay is.
#[must_use]
pub(in super::super) fn delay(say: Language) -> String {
    say.span(DELAY.as_secs_f64() * 1_000.0)
}

/// A label beside a dot.
#[must_use]
pub(in super::super) fn label(say: Language, waiting: &Waiting) -> String {
    match &waiting.says {
        Says::Hello => say.gate_label_hello().to_owned(),
        Says::Tick => say.gate_label_tick().to_owned(),
        Says::Goodbye => say.gate_label_goodbye().to_owned(),
        Says::Connect => say.gate_label_connect().to_owned(),
        Says::Confirm => say.gate_label_confirm().to_owned(),
        Says::Layout => say.gate_label_place().to_owned(),
        Says::Closed(machine) => say.gate_label_closed(&machine.to_string()),
        Says::Leave => say.gate_label_leave().to_owned(),
        Says::Answers { .. } if waiting.leg() == Leg::Reply => say.gate_label_reply().to_owned(),
        Says::Answers { .. } => say.gate_label_answer().to_owned(),
        Says::Asks(asks) => match asks {
            Asks::Put { key, .. } => say.gate_label_put(&cut(key)),
            Asks::Get { key } => say.gate_label_get(&cut(key)),
            Asks::Delete { key } => say.gate_label_delete(&cut(key)),
            Asks::Puts(keys) | Asks::Gets(keys) => say.gate_label_batch(*keys),
            Asks::Count => say.gate_label_count().to_owned(),
            Asks::View => say.gate_label_view().to_owned(),
            Asks::Place(_) | Asks::Layout => say.gate_label_place().to_owned(),
            Asks::Held(_) => say.gate_label_held().to_owned(),
        },
    }
}

fn cut(key: &str) -> String {
    match key.char_indices().nth(MAX_LABEL) {
        Some((end, _)) => format!("{}…", &key[..end]),
        None => key.to_owned(),
    }
}

/// What is on its way, as a sentence.
#[must_use]
pub(in super::super) fn sentence(say: Language, waiting: &Waiting) -> String {
    let number = |machine: Option<u32>| machine.map(|n| n.to_string()).unwrap_or_default();
    let (from, to) = (&number(waiting.from), &number(waiting.id.gate));
    match &waiting.says {
        Says::Hello => say.gate_is_hello(from, to),
        Says::Tick => say.gate_is_tick(from, to),
        Says::Goodbye if waiting.id.gate.is_none() => say.gate_is_goodbye_to_master(from),
        Says::Goodbye => say.gate_is_goodbye(from, to),
        Says::Connect => say.gate_is_connect(from, to),
        Says::Confirm => say.gate_is_confirm(from, to),
        Says::Layout => say.gate_is_layout(from, to),
        Says::Closed(_) => say.gate_is_closed(from, to),
        Says::Leave => say.gate_is_leave(to),
        Says::Asks(asks) if waiting.from.is_none() => say.gate_is_request(&asked(say, asks), to),
        Says::Asks(asks) => say.gate_is_call(&asked(say, asks), from, to),
        Says::Answers { to: asks, outcome } => {
            let asks = asks.as_ref().map(|asks| asked(say, asks));
            let asks = asks.unwrap_or_else(|| say.gate_asks_something().to_owned());
            let outcome = came_of_it(say, outcome);
            match waiting.id.gate {
                Some(_) => say.gate_is_answer(&asks, from, to, &outcome),
                None => say.gate_is_reply(&asks, from, &outcome),
            }
        }
    }
}

/// What is asked.
#[must_use]
fn asked(say: Language, asks: &Asks) -> String {
    match asks {
        Asks::Put { key, .. } => say.gate_asks_put(key),
        Asks::Get { key } => say.gate_asks_get(key),
        Asks::Delete { key } => say.gate_asks_delete(key),
        Asks::Puts(keys) => say.gate_asks_puts(*keys),
        Asks::Gets(keys) => say.gate_asks_gets(*keys),
        Asks::Count => say.gate_asks_count().to_owned(),
        Asks::View => say.gate_asks_view().to_owned(),
        Asks::Place(name) => say.gate_asks_place(name),
        Asks::Layout => say.gate_asks_layout().to_owned(),
        Asks::Held(_) => say.gate_asks_held().to_owned(),
    }
}

/// What came of what was asked.
#[must_use]
pub(in super::super) fn came_of_it(say: Language, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Done => ":ok".to_owned(),
        Outcome::Value(value) => value.clone(),
        Outcome::Nothing => say.gate_outcome_nothing().to_owned(),
        Outcome::Keys(keys) => say.gate_outcome_keys(*keys),
        Outcome::SomeKeys(keys) => say.gate_outcome_some_keys(*keys),
        Outcome::Count(n) => say.count(*n),
        Outcome::Down(owner) => say.gate_outcome_down(&owner.to_string()),
        Outcome::TimedOut(owner) => say.gate_outcome_timed_out(&owner.to_string()),
        Outcome::Refused => say.gate_outcome_refused().to_owned(),
    }
}

/// What a step did, as a sentence.
#[must_use]
pub(super) fn step_told(say: Language, did: &Stepped) -> String {
    match did {
        Stepped::Delivered(waiting) => sentence(say, waiting),
        Stepped::Passed { ms, whose: Some((machine, reason)) } => {
            say.gate_passed(&say.span(*ms), &machine.to_string(), reason_word(*reason))
        }
        Stepped::Passed { ms, whose: None } => say.gate_passed_for_master(&say.span(*ms)),
        Stepped::Nothing => say.gate_passed_nothing().to_owned(),
    }
}

const fn reason_word(reason: TimeoutReason) -> &'static str {
    match reason {
        TimeoutReason::Hello => "hello",
        TimeoutReason::Tick => "tick",
        TimeoutReason::Call => "call",
        TimeoutReason::Resend => "resend",
        TimeoutReason::Confirm => "confirm",
    }
}

/// What something is, for programs.
#[must_use]
pub(in super::super) const fn kind(waiting: &Waiting) -> &'static str {
    match (waiting.leg(), &waiting.says) {
        (Leg::Request, _) => "request",
        (Leg::Call, _) => "call",
        (Leg::Answer, _) => "answer",
        (Leg::Reply, _) => "reply",
        (_, Says::Hello) => "hello",
        (_, Says::Tick) => "tick",
        (_, Says::Goodbye) => "goodbye",
        (_, Says::Connect) => "connect",
        (_, Says::Confirm) => "confirm",
        (_, Says::Closed(_)) => "closed",
        _ => "layout",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::WaitingId;

    fn waiting(from: Option<u32>, gate: Option<u32>, says: Says) -> Waiting {
        Waiting::example(from, WaitingId { gate, number: 1 }, says)
    }

    #[test]
    fn the_four_messages_of_a_put_are_told_in_both_languages() {
        let put = || Asks::Put { key: "k_1_7".to_owned(), value: "7".to_owned() };
        let answers = || Says::Answers { to: Some(put()), outcome: Outcome::Done };
        let messages = [
            waiting(None, Some(1), Says::Asks(put())),
            waiting(Some(1), Some(3), Says::Asks(put())),
            waiting(Some(3), Some(1), answers()),
            waiting(Some(1), None, answers()),
        ];
        let told = |say| messages.each_ref().map(|message| sentence(say, message));
        assert_eq!(
            told(Language::English),
            [
                "“put k_1_7” goes from the Master to machine 1.",
                "“put k_1_7” goes from machine 1 to its owner, machine 3.",
                "The answer to “put k_1_7” goes from machine 3 back to machine 1: :ok.",
                "The reply to “put k_1_7” goes from machine 1 to the Master: :ok.",
            ]
        );
        assert!(told(Language::French)[1].contains("son propriétaire, la machine 3"));
        assert_eq!(messages.each_ref().map(kind), ["request", "call", "answer", "reply"]);
    }

    #[test]
    fn a_step_that_lets_time_pass_says_for_whom() {
        let did = Stepped::Passed { ms: 23.4, whose: Some((4, TimeoutReason::Tick)) };
        assert_eq!(step_told(Language::English, &did), "23\u{a0}ms pass, then machine 4 ticks.");
    }

    #[test]
    fn a_label_is_short_whatever_the_key() {
        let put = Asks::Put { key: "é".repeat(100), value: String::new() };
        let label = label(Language::English, &waiting(Some(1), Some(2), Says::Asks(put)));
        assert_eq!(label, format!("put {}…", "é".repeat(MAX_LABEL)));
    }

    #[test]
    fn a_pace_is_said_as_a_share() {
        let names = [1.0, 0.1, 0.01, 0.001].map(rate_name);
        assert_eq!(names, ["1×", "1/10", "1/100", "1/1000"]);
    }
}
