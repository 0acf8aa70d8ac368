//! What happened, as the feed shows it: short texts, and machines by their numbers.

use lab::{
    master::Outcome,
    record::{About, End, Happening, Message, What},
    value::inspected,
};
use node_core::{Instant, Term};

use crate::{
    board::shown_cause,
    format::beginning,
    past::{Died, Keys, Row, Said, Told},
};

/// Characters of a key, a value, a line or a result that are shown.
const MOST_SHOWN: usize = 80;

/// The row of what happened; `millis` turns a moment into milliseconds since the boot.
pub(super) fn row(
    number: u64,
    happening: &Happening,
    millis: impl Fn(Instant) -> f64 + Copy,
) -> Row {
    let Happening { at, what, .. } = happening;
    let told = match what {
        What::Line { text, .. } => Told::Line(beginning(text, MOST_SHOWN)),
        What::Result { outcome, .. } => result(outcome),
        What::Click(click) => Told::Click(beginning(&click.to_string(), MOST_SHOWN)),
        What::Started(peer) => Told::Started(peer.node.number(), peer.incarnation.0),
        What::Died { node, cause, toll } => Told::Died(Died {
            machine: node.number(),
            cause: shown_cause(cause),
            keys_lost: toll.keys_lost,
            keys_unreachable: toll.keys_unreachable,
        }),
        What::Frozen(peer) => Told::Frozen(peer.node.number()),
        What::Thawed(peer) => Told::Thawed(peer.node.number()),
        What::Up { by, about } => Told::Up(by.node.number(), about.node.number()),
        What::Down { by, about, reason } => {
            Told::Down(by.node.number(), about.node.number(), *reason)
        }
        What::LinkClosed { by, about } => Told::LinkClosed(by.node.number(), about.node.number()),
        What::Message(message) => said(message, millis),
    };
    Row { number, at_ms: millis(*at), told }
}

fn result(outcome: &Outcome) -> Told {
    match &outcome.value {
        Ok(value) => Told::Result(beginning(&value.to_string(), MOST_SHOWN), false),
        Err(why) => Told::Result(beginning(&why.to_string(), MOST_SHOWN), true),
    }
}

fn said(message: &Message, millis: impl Fn(Instant) -> f64) -> Told {
    let end = |end: End| match end {
        End::Master => None,
        End::Machine(peer) => Some(peer.node.number()),
    };
    Told::Said(Said {
        from: end(message.from),
        to: end(message.to),
        sent_ms: message.sent.map(millis),
        label: message.label,
        keys: message.about.as_ref().map(keys),
        again: message.again,
    })
}

fn keys(about: &About) -> Keys {
    Keys {
        operation: about.operation,
        count: about.keys,
        key: about.key.as_ref().map(shown),
        value: about.value.as_ref().map(shown),
    }
}

fn shown(term: &Term) -> String {
    beginning(&inspected(term), MOST_SHOWN)
}
