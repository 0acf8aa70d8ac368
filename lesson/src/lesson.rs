//! A lesson as a whole.

use serde::{Deserialize, Serialize};

use crate::block::Block;

/// A lesson, ready for the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// Its title, as plain text.
    pub title: String,
    /// What stands before the first step.
    pub intro: Vec<Block>,
    /// The console line that boots its cluster.
    pub cluster: String,
    /// Its steps, at least one.
    pub steps: Vec<Step>,
}

/// One step of a lesson.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// Its title, as plain text.
    pub title: String,
    /// What it consists of, in order.
    pub blocks: Vec<Block>,
}

impl Lesson {
    /// The console lines that lead to the start of a step, counted from 0: the one that boots the
    /// cluster, and those of all earlier steps.
    #[must_use]
    pub fn lines_before(&self, step: usize) -> Vec<String> {
        let earlier = self.steps.iter().take(step).flat_map(|step| step.lines_to(usize::MAX));
        core::iter::once(self.cluster.clone()).chain(earlier).collect()
    }

    /// The console lines that lead to a block of a step, both counted from 0: those before the
    /// step, and those of the step's blocks before this one.
    #[must_use]
    pub fn lines_to(&self, step: usize, block: usize) -> Vec<String> {
        let mut lines = self.lines_before(step);
        lines.extend(self.steps.get(step).map(|step| step.lines_to(block)).unwrap_or_default());
        lines
    }
}

impl Step {
    /// The console lines of this step's blocks before `block`, counted from 0.
    #[must_use]
    pub fn lines_to(&self, block: usize) -> Vec<String> {
        let runs = self.blocks.iter().take(block).filter_map(|block| match block {
            Block::Run(lines) => Some(lines),
            _ => None,
        });
        runs.flatten().cloned().collect()
    }

    /// The `run` whose outcome the guesses of this `predict` are compared with: the first one
    /// after it; both are places in [`blocks`](Self::blocks).
    #[must_use]
    pub fn run_after(&self, predict: usize) -> Option<usize> {
        let is_run = |(_, block): &(usize, &Block)| matches!(block, Block::Run(_));
        self.blocks.iter().enumerate().skip(predict).find(is_run).map(|(place, _)| place)
    }
}
