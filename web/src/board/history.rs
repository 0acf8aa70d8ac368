//! Figures over time, bounded in length.

use std::rc::Rc;

use lab::ledger::Figures;

use crate::picture::{History, Mark, MarkKind, Sample};

/// Samples that are kept; beyond, every other old one goes.
const MAX_SAMPLES: usize = 600;

/// Marks that are kept; older ones are forgotten.
const MAX_MARKS: usize = 100;

/// At most one sample in this time, in milliseconds.
const SAMPLE_MILLIS: f64 = 40.0;

#[derive(Clone, Debug)]
pub(super) struct Chronicle {
    history: Rc<History>,
    began_ms: f64,
}

impl Chronicle {
    pub(super) fn new(at_ms: f64) -> Self {
        let start = Sample { at_ms: 0.0, figures: Figures::default() };
        let history = History { samples: vec![start], marks: Vec::new() };
        Self { history: Rc::new(history), began_ms: at_ms }
    }

    pub(super) fn history(&self) -> Rc<History> {
        self.history.clone()
    }

    /// Notes the figures, if they have changed.
    pub(super) fn sample(&mut self, at_ms: f64, figures: Figures) {
        let at_ms = at_ms - self.began_ms;
        let samples = &self.history.samples;
        match samples.last() {
            Some(last) if last.figures == figures => return,
            Some(last) if at_ms - last.at_ms < SAMPLE_MILLIS && samples.len() > 1 => {
                // The newest stands for the moment.
                let history = Rc::make_mut(&mut self.history);
                if let Some(last) = history.samples.last_mut() {
                    last.figures = figures;
                }
                return;
            }
            _ => {}
        }
        self.push(Sample { at_ms, figures });
    }

    /// Notes that the figures changed all at once.
    pub(super) fn jump(&mut self, at_ms: f64, before: Figures, after: Figures) {
        let at_ms = at_ms - self.began_ms;
        self.push(Sample { at_ms, figures: before });
        self.push(Sample { at_ms, figures: after });
    }

    pub(super) fn mark(&mut self, at_ms: f64, kind: MarkKind, machine: i64) {
        let at_ms = at_ms - self.began_ms;
        let history = Rc::make_mut(&mut self.history);
        history.marks.push(Mark { at_ms, kind, machine });
        if history.marks.len() > MAX_MARKS {
            history.marks.remove(0);
        }
    }

    fn push(&mut self, sample: Sample) {
        let history = Rc::make_mut(&mut self.history);
        history.samples.push(sample);
        if history.samples.len() > MAX_SAMPLES {
            let newest = history.samples.len() - MAX_SAMPLES / 4;
            let mut place = 0;
            history.samples.retain(|_| {
                place += 1;
                place > newest || place % 2 == 1
            });
        }
    }
}
