//! Writing a trace, step by step, as a run goes on.

use node_core::{Instant, Output};

use super::{Header, Line, Step, VERSION, What, checksum};
use crate::sim::Seen;

/// A trace that is being written, in memory.
#[derive(Debug)]
pub struct Writer {
    text: Vec<u8>,
    sum: u32,
    steps: u64,
    /// The last step; what came out of it is still to come.
    open: Option<Step>,
}

impl Writer {
    /// A trace without steps; `source` says where the run came from.
    #[must_use]
    pub fn new(source: impl Into<String>) -> Self {
        let mut writer = Self { text: Vec::new(), sum: 0, steps: 0, open: None };
        let apothik = "trace".to_owned();
        writer.line(&Header { apothik, version: VERSION, source: source.into() });
        writer
    }

    /// Something happened in the run.
    pub fn see(&mut self, at: Instant, seen: &Seen) {
        let what = match seen.clone() {
            Seen::Output { output, .. } => {
                if let Some(step) = &mut self.open {
                    step.outputs = sum_output(step.outputs, &output);
                }
                return;
            }
            Seen::Started { node, config, seed, at, clock: _ } => {
                What::Started { node, config, seed, clock: at }
            }
            Seen::Input { peer, at, input, accepted } => {
                What::Input { peer, clock: at, input, accepted }
            }
            Seen::Ended { peer } => What::Ended(peer),
            Seen::Frozen(peer) => What::Frozen(peer),
            Seen::Thawed(peer) => What::Thawed(peer),
        };
        self.close();
        self.open = Some(Step { at, what, outputs: 0 });
    }

    /// The whole trace.
    #[must_use]
    pub fn finish(mut self) -> Vec<u8> {
        self.close();
        let steps = self.steps;
        self.line(&Line::End { steps });
        self.text
    }

    fn close(&mut self) {
        if let Some(step) = self.open.take() {
            self.steps += 1;
            self.line(&Line::Step(step));
        }
    }

    fn line(&mut self, line: &impl serde::Serialize) {
        // No type here has a map with keys that are no strings, which is all that can fail.
        let json = serde_json::to_vec(line).unwrap_or_default();
        self.sum = checksum(self.sum, &json);
        self.text.extend_from_slice(format!("{:08x} ", self.sum).as_bytes());
        self.text.extend_from_slice(&json);
        self.text.push(b'\n');
    }
}

/// Adds what came out of a machine to a checksum.
pub(super) fn sum_output(sum: u32, output: &Output) -> u32 {
    let json = serde_json::to_vec(output).unwrap_or_default();
    checksum(sum, &json)
}
