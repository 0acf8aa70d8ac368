//! The sweep: many random lives of a cluster, each from a seed, under every checker.
//!
//! A life is chaos, then heal, then a calm in which everything must come right. Each is lived
//! twice, and must be the same to the last message.

mod chaos;
mod watch;

use core::{ops::Range, time::Duration};
use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    thread,
};

pub use chaos::{Injected, live};
use node_core::Instant;
pub use watch::{Report, Watch};

use crate::check::Violation;

/// How long a life is, in virtual time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span(Duration);

/// The calm at the end of a life: longer than it may take to settle, and than a call may wait.
pub const CALM: Duration = Duration::from_secs(21);

impl Span {
    /// A life of so many seconds of virtual time; `None` when that leaves none for chaos.
    #[must_use]
    pub fn from_secs(seconds: u64) -> Option<Self> {
        let span = Duration::from_secs(seconds);
        (span > CALM).then_some(Self(span))
    }

    /// When the chaos ends.
    #[must_use]
    pub fn chaos(self) -> Instant {
        Instant::after_origin(self.0.saturating_sub(CALM))
    }

    /// When the life ends.
    #[must_use]
    pub const fn end(self) -> Instant {
        Instant::after_origin(self.0)
    }
}

/// A life that broke a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Its seed.
    pub seed: u64,
    /// The rule.
    pub violation: Violation,
    /// The last things that happened before, the oldest first.
    pub last: Vec<String>,
}

/// What a sweep came to.
#[derive(Clone, Debug, Default)]
pub struct Sweep {
    /// Lives that were lived.
    pub lives: u64,
    /// What happened in them.
    pub injected: Injected,
    /// Things that were seen in them, each checked.
    pub seen: u64,
    /// The life with the lowest seed that broke a rule.
    pub failure: Option<Failure>,
}

/// Lives every seed, on so many threads, until one breaks a rule; `on_life` is called after each.
pub fn sweep(seeds: Range<u64>, span: Span, threads: usize, on_life: impl Fn() + Sync) -> Sweep {
    let (next, failed) = (AtomicU64::new(seeds.start), AtomicBool::new(false));
    let sum = Mutex::new(Sweep::default());
    thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                while !failed.load(Ordering::Relaxed) {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if !seeds.contains(&seed) {
                        return;
                    }
                    let (report, failure) = twice(seed, span);
                    failed.fetch_or(failure.is_some(), Ordering::Relaxed);
                    let Ok(mut sum) = sum.lock() else { return };
                    sum.lives += 1;
                    sum.injected.add(&report.injected);
                    sum.seen += report.seen;
                    let lowest = sum.failure.as_ref().is_none_or(|known| seed < known.seed);
                    if lowest && failure.is_some() {
                        sum.failure = failure;
                    }
                    on_life();
                }
            });
        }
    });
    sum.into_inner().unwrap_or_default()
}

/// Lives one seed twice.
fn twice(seed: u64, span: Span) -> (Report, Option<Failure>) {
    let first = live(seed, span, Watch::default());
    let violation = first.violation.clone().or_else(|| {
        let second = live(seed, span, Watch::default());
        (first.digest != second.digest).then(|| Violation {
            checker: "every run twice the same",
            at: span.end(),
            what: "the second run differs from the first".to_owned(),
        })
    });
    let failure = violation.map(|violation| {
        // Once more, and with a memory.
        let last = live(seed, span, Watch::remembering()).last;
        Failure { seed, violation, last }
    });
    (first, failure)
}
