//! Reading a trace, and running it again.

use core::fmt;
use std::collections::BTreeMap;

use node_core::{Instant, Node, NodeId, Peer};
use serde::de::DeserializeOwned;

use super::{Header, Line, Step, VERSION, What, checksum, write::sum_output};
use crate::{
    check::{Checkers, Violation},
    sim::Seen,
};

/// A trace that could not be run again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub what: String,
}

impl core::error::Error for TraceError {}

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// What running a trace again came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replay {
    /// Where the run came from.
    pub source: String,
    /// How many steps it has.
    pub steps: u64,
    /// When its last step is, in virtual time.
    pub end: Instant,
    /// The first rule that is broken in it, and the line where that is.
    pub violation: Option<(usize, Violation)>,
}

/// Runs a trace again: the same inputs at the same moments; what comes out must be the same too.
///
/// # Errors
///
/// The first line that can't be read, was edited, or at which a machine does otherwise than was
/// recorded; the line after the last when the trace was cut.
pub fn replay(text: &[u8]) -> Result<Replay, TraceError> {
    let mut lines = Lines { rest: text, number: 0, sum: 0 };
    let header: Header = lines.next()?;
    if header.apothik != "trace" {
        return Err(lines.error("this is no trace of Apothik"));
    }
    if header.version != VERSION {
        let what = format!("a trace of version {}; this reads version {VERSION}", header.version);
        return Err(lines.error(what));
    }
    let mut stage = Stage::default();
    let mut replay =
        Replay { source: header.source, steps: 0, end: Instant::ORIGIN, violation: None };
    loop {
        match lines.next()? {
            Line::Step(step) => {
                replay.steps += 1;
                replay.end = step.at;
                let violation = stage.take(step).map_err(|what| lines.error(what))?;
                let violation = violation.map(|violation| (lines.number, violation));
                replay.violation = replay.violation.or(violation);
            }
            Line::End { steps } if steps != replay.steps => {
                let what = format!("the trace has {} steps; it had {steps}", replay.steps);
                return Err(lines.error(what));
            }
            Line::End { .. } if lines.rest.is_empty() => return Ok(replay),
            Line::End { .. } => {
                lines.number += 1;
                return Err(lines.error("there is more after the end"));
            }
        }
    }
}

struct Lines<'a> {
    rest: &'a [u8],
    number: usize,
    sum: u32,
}

impl Lines<'_> {
    fn error(&self, what: impl Into<String>) -> TraceError {
        TraceError { line: self.number, what: what.into() }
    }

    fn next<T: DeserializeOwned>(&mut self) -> Result<T, TraceError> {
        self.number += 1;
        if self.rest.is_empty() {
            return Err(self.error("the trace was cut: its end is missing"));
        }
        let Some(end) = self.rest.iter().position(|&byte| byte == b'\n') else {
            return Err(self.error("the trace was cut within this line"));
        };
        let (line, rest) = self.rest.split_at(end);
        self.rest = &rest[1..];
        let (sum, json) = line
            .split_at_checked(9)
            .and_then(|(sum, json)| {
                let sum = core::str::from_utf8(sum).ok()?.strip_suffix(' ')?;
                Some((u32::from_str_radix(sum, 16).ok()?, json))
            })
            .ok_or_else(|| self.error("no checksum and JSON: this is no trace of Apothik"))?;
        self.sum = checksum(self.sum, json);
        if self.sum != sum {
            return Err(self.error("the checksum differs: this line, or one before it, was edited"));
        }
        serde_json::from_slice(json).map_err(|error| self.error(error.to_string()))
    }
}

/// The machines of a run, and the checkers.
#[derive(Default)]
struct Stage {
    nodes: BTreeMap<NodeId, Node>,
    checkers: Checkers,
}

impl Stage {
    /// Takes one step; answers the rule that it breaks.
    fn take(&mut self, step: Step) -> Result<Option<Violation>, String> {
        let Step { at, what, outputs } = step;
        let (seen, of) = match what {
            What::Started { node, config, seed, clock } => {
                self.nodes.insert(node, Node::new(node, config, seed, clock));
                let peer = Peer { node, incarnation: config.incarnation };
                (Seen::Started { node, config, seed, at: clock, clock: crate::sim::Clock::default() }, Some(peer))
            }
            What::Input { peer, clock, input, accepted } => {
                let node = self.nodes.get_mut(&peer.node).ok_or("this machine does not run")?;
                if node.handle_input(clock, input.clone()).is_ok() != accepted {
                    return Err(format!("{} did not take this as it did before", peer.node));
                }
                (Seen::Input { peer, at: clock, input, accepted }, Some(peer))
            }
            What::Ended(peer) => {
                self.nodes.remove(&peer.node);
                (Seen::Ended { peer }, None)
            }
            What::Frozen(peer) => (Seen::Frozen(peer), None),
            What::Thawed(peer) => (Seen::Thawed(peer), None),
        };
        let mut violation = self.checkers.see(at, &seen).err();
        let mut sum = 0;
        while let Some((peer, output)) =
            of.and_then(|peer| Some((peer, self.nodes.get_mut(&peer.node)?.poll_output()?)))
        {
            sum = sum_output(sum, &output);
            let seen = Seen::Output { peer, output };
            violation = violation.or_else(|| self.checkers.see(at, &seen).err());
        }
        if sum != outputs {
            return Err("the machine did otherwise than was recorded".to_owned());
        }
        Ok(violation)
    }
}
