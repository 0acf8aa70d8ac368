//! What happened, in plain English.

use core::fmt;

use node_core::{DownReason, Peer};

use super::{About, End, Happening, Label, Message, OperationKind, What};
use crate::{count::grouped, master::Cause, value::inspected};

impl fmt::Display for Happening {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:12.6} s  {}", self.at.since_origin().as_secs_f64(), self.what)?;
        if let What::Message(Message { sent: Some(sent), .. }) = &self.what {
            let millis = self.at.since(*sent).as_secs_f64() * 1000.0;
            if millis > 0.0 {
                write!(f, ", {millis:.1} ms after it was sent")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for What {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Started(peer) if peer.incarnation.0 == 1 => {
                write!(f, "{} starts", name(peer))
            }
            Self::Started(peer) => {
                write!(f, "{} starts again, life {}", name(peer), peer.incarnation.0)
            }
            Self::Died { node, cause, toll } => {
                let what = cause_in_words(cause);
                write!(f, "apothik_{} {what}: ", node.number())?;
                write!(
                    f,
                    "{} entries gone, {} keys lost, {} out of reach",
                    grouped(toll.entries_gone),
                    grouped(toll.keys_lost),
                    grouped(toll.keys_unreachable)
                )
            }
            Self::Frozen(peer) => write!(f, "{} is frozen", name(peer)),
            Self::Thawed(peer) => write!(f, "{} goes on", name(peer)),
            Self::Up { by, about } => write!(f, "{} sees {} up", name(by), name(about)),
            Self::Down { by, about, reason } => {
                write!(f, "{} sees {} down: {}", name(by), name(about), reason_in_words(*reason))
            }
            Self::LinkClosed { by, about } => {
                write!(f, "{} hears that the link of {} closed", name(by), name(about))
            }
            Self::Message(message) => message.fmt(f),
            Self::Line { text, .. } => write!(f, "typed: {text}"),
            Self::Click(click) => write!(f, "clicked: {click}"),
            Self::Result { outcome, .. } => match &outcome.value {
                Ok(value) => write!(f, "answered: {value}"),
                Err(why) => write!(f, "{why}"),
            },
        }
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} -> {}: {}", self.from, self.to, self.label)?;
        if let Some(about) = &self.about {
            write!(f, ", {about}")?;
        }
        if self.again {
            f.write_str(", once more")?;
        }
        Ok(())
    }
}

impl fmt::Display for End {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Master => f.write_str("the Master"),
            Self::Machine(peer) => f.write_str(&name(peer)),
        }
    }
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Hello => "hello",
            Self::Tick => "tick",
            Self::Connect => "connect",
            Self::Confirm => "confirm",
            Self::Leave => "leave",
            Self::Request => "request",
            Self::Reply => "reply",
            Self::Call => "call",
            Self::Batch => "batch",
            Self::Answer => "answer",
            Self::Layout => "layout",
        })
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let operation = match self.operation {
            OperationKind::Get => "get",
            OperationKind::Put => "put",
            OperationKind::Delete => "delete",
        };
        f.write_str(operation)?;
        if let Some(key) = &self.key {
            write!(f, " {}", inspected(key))?;
        }
        if let Some(value) = &self.value {
            write!(f, " = {}", inspected(value))?;
        }
        match self.keys.saturating_sub(1) {
            0 => Ok(()),
            more => write!(f, " and {} more", grouped(more)),
        }
    }
}

fn name(peer: &Peer) -> String {
    format!("{}_{}", node_core::PREFIX, peer.node.number())
}

fn cause_in_words(cause: &Cause) -> &str {
    match cause {
        Cause::Killed => "is killed",
        Cause::Left => "has left",
        Cause::Frozen => "is frozen",
        Cause::TabClosed => "went with its tab, which was closed",
        Cause::TabReloaded => "went with its tab, which was reloaded",
        Cause::Silent => "is silent",
        Cause::Trapped(_) => "broke",
    }
}

const fn reason_in_words(reason: DownReason) -> &'static str {
    match reason {
        DownReason::Link => "its link closed",
        DownReason::Ticks => "it was silent for too long",
        DownReason::Left => "it said goodbye",
        DownReason::Replaced => "its next life spoke",
        DownReason::Reconnected => "it opened a new connection",
        DownReason::Overrun => "it confirmed nothing",
    }
}
