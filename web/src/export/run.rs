//! The run as one document: what was asked and answered, what it cost, how things are now.
//! `docs/exports.md` says what each field is.

use lab::{
    command::Network,
    ledger::{Figures, Toll},
};
use serde::Serialize;

use crate::{
    components::parts::{mark_name, reason_word, state_name},
    format::machine,
    picture::{
        Audit, Condition, ConsoleEntry, History, Loss, Machine, Noticed, Origin, Picture, Sample,
    },
};

/// Grows when a field changes its meaning.
const FORMAT: u32 = 1;

/// A run, from the last boot of the cluster on.
#[derive(Debug, Serialize)]
pub struct Run<'a> {
    format: u32,
    apothik: &'static str,
    placement: &'static str,
    network: Travel,
    settled: bool,
    audit: &'static str,
    figures: Figures,
    machines: Vec<OneMachine<'a>>,
    sides: Vec<OneSide<'a>>,
    losses: Vec<OneLoss>,
    samples: &'a [Sample],
    marks: Vec<OneMark>,
    console: Vec<OneLine<'a>>,
}

#[derive(Debug, Serialize)]
struct Travel {
    delay_ms: u32,
    jitter_ms: u32,
    loss_percent: u32,
}

#[derive(Debug, Serialize)]
struct OneMachine<'a> {
    machine: String,
    incarnation: u32,
    state: &'static str,
    /// How a trapped machine broke.
    trap: Option<&'a str>,
    stored: u64,
    reachable: u64,
    stranded: u64,
    lost: u64,
    view: Option<Vec<String>>,
    tab: Option<&'a str>,
    dropped: u64,
    ignored: u64,
}

#[derive(Debug, Serialize)]
struct OneSide<'a> {
    machines: Vec<String>,
    figures: &'a Figures,
}

#[derive(Debug, Serialize)]
struct OneLoss {
    machine: String,
    cause: &'static str,
    at_ms: f64,
    ran: u32,
    toll: Toll,
    noticed: Vec<OneNotice>,
}

#[derive(Debug, Serialize)]
struct OneNotice {
    by: String,
    reason: &'static str,
    after_ms: f64,
}

#[derive(Debug, Serialize)]
struct OneMark {
    at_ms: f64,
    event: &'static str,
    machine: String,
}

#[derive(Debug, Serialize)]
struct OneLine<'a> {
    number: u64,
    source: &'a str,
    origin: &'static str,
    result: Option<&'a str>,
    is_error: bool,
}

impl<'a> Run<'a> {
    /// The run that led to this picture.
    #[must_use]
    pub fn of(picture: &'a Picture) -> Self {
        let Network { delay, jitter, loss } = picture.network;
        let History { samples, marks } = &*picture.history;
        Self {
            format: FORMAT,
            apothik: env!("CARGO_PKG_VERSION"),
            placement: picture.placement.name(),
            network: Travel { delay_ms: delay, jitter_ms: jitter, loss_percent: loss },
            settled: picture.settled,
            audit: match picture.audit {
                Audit::Pending => "pending",
                Audit::Agree => "agree",
                Audit::Unseen(_) => "unseen",
                Audit::Disagree(_) => "disagree",
            },
            figures: picture.figures,
            machines: picture.machines.iter().map(one_machine).collect(),
            sides: picture
                .sides
                .iter()
                .map(|side| OneSide {
                    machines: side.machines.iter().copied().map(machine).collect(),
                    figures: &side.figures,
                })
                .collect(),
            losses: picture.losses.iter().map(|loss| one_loss(loss)).collect(),
            samples,
            marks: marks
                .iter()
                .map(|mark| OneMark {
                    at_ms: mark.at_ms,
                    event: mark_name(mark.kind),
                    machine: format!("{}_{}", node_core::PREFIX, mark.machine),
                })
                .collect(),
            console: picture.console.iter().map(|entry| one_line(entry)).collect(),
        }
    }
}

fn one_machine(one: &Machine) -> OneMachine<'_> {
    OneMachine {
        machine: machine(one.number),
        incarnation: one.incarnation,
        state: state_name(&one.condition),
        trap: match &one.condition {
            Condition::Trapped(how) => Some(how),
            _ => None,
        },
        stored: one.figures.stored(),
        reachable: one.figures.reachable,
        stranded: one.figures.stranded,
        lost: one.figures.lost,
        view: one
            .view
            .as_ref()
            .map(|view| view.members.iter().map(|member| machine(member.number())).collect()),
        tab: one.tab.as_deref(),
        dropped: one.dropped,
        ignored: one.ignored,
    }
}

fn one_loss(loss: &Loss) -> OneLoss {
    let notice = |&Noticed { by, reason, after_ms }: &Noticed| OneNotice {
        by: machine(by),
        reason: reason_word(reason),
        after_ms,
    };
    OneLoss {
        machine: machine(loss.machine),
        cause: state_name(&loss.cause),
        at_ms: loss.at_ms,
        ran: loss.ran,
        toll: loss.toll,
        noticed: loss.noticed.iter().map(notice).collect(),
    }
}

fn one_line(entry: &ConsoleEntry) -> OneLine<'_> {
    OneLine {
        number: entry.number,
        source: &entry.source,
        origin: match entry.origin {
            Origin::Typed => "typed",
            Origin::Clicked => "clicked",
            Origin::Played => "played",
        },
        result: entry.result.as_deref(),
        is_error: entry.is_error,
    }
}
