//! Where a person is in a lesson: the step, what was run in it, what was guessed, what came true.

use std::{collections::BTreeMap, rc::Rc};

use lesson::{Block, Count, Figure, Lesson};

use super::Source;
use crate::picture::{Condition, ConsoleEntry, Intent, Origin, Picture};

/// A block of a step, both counted from 0.
pub type Spot = (usize, usize);

/// Console lines that were handed to the Master together.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// The last line of the console before them.
    after: u64,
    /// How many they are.
    lines: usize,
}

impl Batch {
    fn new(picture: &Picture, lines: usize) -> Self {
        Self { after: picture.console.last().map_or(0, |last| last.number), lines }
    }

    /// Its lines with what came of them, as far as they are there.
    pub fn entries<'a>(&self, picture: &'a Picture) -> impl Iterator<Item = &'a Rc<ConsoleEntry>> {
        let after = self.after;
        let typed =
            move |entry: &&Rc<ConsoleEntry>| entry.number > after && entry.origin == Origin::Typed;
        picture.console.iter().filter(typed).take(self.lines)
    }

    fn is_done(&self, picture: &Picture) -> bool {
        let answered = self.entries(picture).filter(|entry| entry.result.is_some());
        answered.count() == self.lines && picture.settled && picture.fill.is_none()
    }
}

/// A guess and, once its lines have run, the outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Guessed {
    /// The guesses, in the order of their questions.
    pub guesses: Vec<u64>,
    /// What came true.
    pub outcomes: Option<Vec<u64>>,
    /// The most each could have been.
    pub most: Vec<u64>,
}

/// A lesson that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Where it comes from.
    pub source: Source,
    /// The lesson.
    pub lesson: Rc<Lesson>,
    /// The step that is shown, from 0.
    pub step: usize,
    /// The lines that lead to its start, while they run.
    pub preparing: Option<Batch>,
    /// A step that was asked for and does not exist, counted from 1.
    pub no_step: Option<usize>,
    runs: BTreeMap<Spot, Batch>,
    guesses: BTreeMap<Spot, Guessed>,
}

impl Course {
    /// Begins a lesson at a step, the first if there is no such step.
    #[must_use]
    pub fn new(source: Source, lesson: Rc<Lesson>, step: usize) -> Self {
        let exists = step < lesson.steps.len();
        Self {
            source,
            step: if exists { step } else { 0 },
            no_step: (!exists).then_some(step + 1),
            lesson,
            preparing: None,
            runs: BTreeMap::new(),
            guesses: BTreeMap::new(),
        }
    }

    /// The same lesson in other words: nothing begins anew.
    #[must_use]
    pub fn told_as(&self, lesson: Rc<Lesson>) -> Self {
        Self { lesson, ..self.clone() }
    }

    /// The blocks of the step that is shown.
    #[must_use]
    pub fn blocks(&self) -> &[Block] {
        self.lesson.steps.get(self.step).map(|step| &step.blocks[..]).unwrap_or_default()
    }

    /// Goes to the start of a step: the lines that lead there are to be run, and what was done in it
    /// and after it is forgotten.
    pub fn reset_to(&mut self, step: usize, picture: &Picture) -> Vec<String> {
        self.step = step.min(self.lesson.steps.len().saturating_sub(1));
        self.no_step = None;
        self.runs.retain(|spot, _| spot.0 < self.step);
        self.guesses.retain(|spot, _| spot.0 < self.step);
        let lines = self.lesson.lines_before(self.step);
        self.preparing = Some(Batch::new(picture, lines.len()));
        lines
    }

    /// Goes on to the next step: where all lines of this one were run, the cluster is there already.
    pub fn go_on(&mut self, picture: &Picture) -> Vec<String> {
        let blocks = self.blocks().iter().enumerate();
        let mut runs = blocks.filter(|(_, block)| matches!(block, Block::Run(_)));
        if runs.all(|(place, _)| self.runs.contains_key(&(self.step, place))) {
            self.step += 1;
            self.no_step = None;
            return Vec::new();
        }
        self.reset_to(self.step + 1, picture)
    }

    /// Runs a block's lines.
    pub fn run(&mut self, place: usize, picture: &Picture) -> Vec<String> {
        let Some(Block::Run(lines)) = self.blocks().get(place) else { return Vec::new() };
        let lines = lines.clone();
        self.runs.insert((self.step, place), Batch::new(picture, lines.len()));
        lines
    }

    /// What came of a block's lines, if they were run.
    #[must_use]
    pub fn ran(&self, place: usize) -> Option<&Batch> {
        self.runs.get(&(self.step, place))
    }

    /// Whether all lines before a block were run: what is told there is so.
    #[must_use]
    pub fn is_known(&self, place: usize) -> bool {
        let before = self.blocks().iter().enumerate().take(place);
        self.preparing.is_none()
            && before
                .filter(|(_, block)| matches!(block, Block::Run(_)))
                .all(|(at, _)| self.ran(at).is_some())
    }

    /// The guesses of a block, once they are committed.
    #[must_use]
    pub fn guessed(&self, place: usize) -> Option<&Guessed> {
        self.guesses.get(&(self.step, place))
    }

    /// Commits the guesses of a block.
    pub fn guess(&mut self, place: usize, guesses: Vec<u64>, most: Vec<u64>) {
        self.guesses.insert((self.step, place), Guessed { guesses, outcomes: None, most });
    }

    /// Whether a guess must be made before this block's lines can be run.
    #[must_use]
    pub fn waits_for_guess(&self, place: usize) -> bool {
        let is_open = |(at, block): (usize, &Block)| {
            at < place && matches!(block, Block::Predict(_)) && self.guessed(at).is_none()
        };
        self.blocks().iter().enumerate().any(is_open)
    }

    /// Whether no machine may die now: a guess is to be made first.
    #[must_use]
    pub fn locks(&self, intent: &Intent) -> bool {
        self.waits_for_guess(usize::MAX) && is_deadly(intent)
    }

    /// Looks whether what runs is done, and notes what came true; `true` when something was.
    pub fn look(&mut self, picture: &Picture) -> bool {
        let mut changed = false;
        if self.preparing.as_ref().is_some_and(|batch| batch.is_done(picture)) {
            self.preparing = None;
            changed = true;
        }
        for (place, block) in self.lesson.clone().steps[self.step].blocks.iter().enumerate() {
            let Block::Predict(predict) = block else { continue };
            let run = self.lesson.steps[self.step].run_after(place);
            let done = run.and_then(|run| self.ran(run)).is_some_and(|run| run.is_done(picture));
            let spot = (self.step, place);
            if let Some(guessed) = self.guesses.get_mut(&spot)
                && guessed.outcomes.is_none()
                && done
            {
                let outcome = |guess: &lesson::Guess| count(guess.figure, picture);
                guessed.outcomes = Some(predict.guesses.iter().map(outcome).collect());
                changed = true;
            }
        }
        changed
    }
}

/// Whether it ends a machine, or silences one.
fn is_deadly(intent: &Intent) -> bool {
    match intent {
        Intent::Kill(_) | Intent::Leave(_) | Intent::Freeze(_) | Intent::Trap(_) => true,
        Intent::Run(line) => {
            ["kill", "leave", "freeze", "trap", "stop"].iter().any(|word| line.contains(word))
        }
        _ => false,
    }
}

fn running(picture: &Picture) -> u64 {
    picture.machines.iter().filter(|one| one.condition == Condition::Running).count() as u64
}

/// A figure of the cluster now.
#[must_use]
pub fn count(count: Count, picture: &Picture) -> u64 {
    count.of(&picture.figures, running(picture))
}

/// A figure that a lesson speaks of; none while it is not known.
#[must_use]
pub fn figure(figure: &Figure, picture: &Picture) -> Option<u64> {
    let last = picture.losses.last();
    Some(match figure {
        Figure::Now(which) => count(*which, picture),
        Figure::Of(which, number) => {
            let machine = picture.machines.iter().find(|one| one.number == *number)?;
            which.of(&machine.figures)
        }
        Figure::Before(which) => which.of(&last?.toll.before, last?.ran.into()),
        Figure::After(which) => which.of(&last?.toll.after, u64::from(last?.ran.saturating_sub(1))),
        Figure::Kill(which) => which.of(&last?.toll, last?.ran.into()),
    })
}
