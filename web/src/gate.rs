//! Where things wait for the moment at which they arrive.
//!
//! Each machine has a gate for what comes to it, and the Master one for what comes back. A person may
//! let in what waits, or delay, drop or repeat it.

use core::time::Duration;
use std::collections::VecDeque;

use node_core::Instant;
use serde::{Deserialize, Serialize};

/// Things that may wait at one gate; more are lost.
const MAX_WAITING: usize = 100_000;

/// How much later something arrives that is delayed once, in cluster time.
pub const DELAY: Duration = Duration::from_millis(50);

/// What a person does to something that waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// It arrives now.
    Deliver,
    /// It arrives [`DELAY`] later.
    Delay,
    /// It never arrives.
    Drop,
    /// It arrives twice.
    Duplicate,
}

/// Things that wait, by when they arrive; what arrives at one moment does so in the order in which it
/// came.
#[derive(Debug)]
pub struct Gate<T> {
    /// Sorted; mostly what comes last arrives last.
    waiting: VecDeque<Held<T>>,
    last: u64,
}

/// Something that waits.
#[derive(Debug)]
struct Held<T> {
    at: Instant,
    number: u64,
    thing: T,
}

impl<T> Gate<T> {
    /// An empty gate. What waits at it is numbered from here, so that a number of an earlier life of
    /// the same machine names nothing.
    #[must_use]
    pub const fn new(first: u64) -> Self {
        Self { waiting: VecDeque::new(), last: first }
    }

    /// The number of what came last.
    #[must_use]
    pub const fn last(&self) -> u64 {
        self.last
    }

    /// Something comes, and arrives at this moment; answers its number, or nothing when there is no
    /// room.
    pub fn enter(&mut self, at: Instant, thing: T) -> Option<u64> {
        if self.waiting.len() >= MAX_WAITING {
            return None;
        }
        self.last += 1;
        self.insert(Held { at, number: self.last, thing });
        Some(self.last)
    }

    fn insert(&mut self, held: Held<T>) {
        let key = (held.at, held.number);
        let later = self.waiting.iter().rev().take_while(|one| (one.at, one.number) > key).count();
        self.waiting.insert(self.waiting.len() - later, held);
    }

    /// The next thing that has arrived, with its number.
    pub fn take_arrived(&mut self, now: Instant) -> Option<(u64, T)> {
        self.next().filter(|&at| at <= now)?;
        self.waiting.pop_front().map(|held| (held.number, held.thing))
    }

    /// When the next thing arrives.
    #[must_use]
    pub fn next(&self) -> Option<Instant> {
        self.waiting.front().map(|held| held.at)
    }

    /// Takes something that waits.
    pub fn take(&mut self, number: u64) -> Option<T> {
        let place = self.place(number)?;
        self.waiting.remove(place).map(|held| held.thing)
    }

    /// Something arrives later; answers when. `tell` is given the thing, and that moment.
    pub fn delay(
        &mut self,
        number: u64,
        by: Duration,
        tell: impl FnOnce(&mut T, Instant),
    ) -> Option<Instant> {
        let place = self.place(number)?;
        let mut held = self.waiting.remove(place)?;
        let at = held.at + by;
        held.at = at;
        tell(&mut held.thing, at);
        self.insert(held);
        Some(at)
    }

    /// What waits under this number, and when it arrives.
    #[must_use]
    pub fn get(&self, number: u64) -> Option<(Instant, &T)> {
        let held = self.waiting.get(self.place(number)?)?;
        Some((held.at, &held.thing))
    }

    /// All that wait: when each arrives, its number, and itself.
    pub fn iter(&self) -> impl Iterator<Item = (Instant, u64, &T)> {
        self.waiting.iter().map(|held| (held.at, held.number, &held.thing))
    }

    /// Keeps only these.
    pub fn retain(&mut self, mut keep: impl FnMut(&T) -> bool) {
        self.waiting.retain(|held| keep(&held.thing));
    }

    /// Takes all that wait, in the order in which they would arrive.
    pub fn take_all(&mut self) -> impl Iterator<Item = (Instant, T)> + use<T> {
        std::mem::take(&mut self.waiting).into_iter().map(|held| (held.at, held.thing))
    }

    fn place(&self, number: u64) -> Option<usize> {
        // Whoever asks has mostly just come.
        self.waiting.iter().rposition(|held| held.number == number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Instant {
        Instant::ORIGIN + Duration::from_millis(millis)
    }

    fn arrived(gate: &mut Gate<&'static str>, now: u64) -> Vec<&'static str> {
        std::iter::from_fn(|| gate.take_arrived(at(now)).map(|(_, thing)| thing)).collect()
    }

    #[test]
    fn what_arrives_at_one_moment_arrives_in_the_order_in_which_it_came() {
        let mut gate = Gate::new(0);
        for (millis, thing) in [(2, "c"), (1, "a"), (2, "d"), (1, "b")] {
            gate.enter(at(millis), thing);
        }
        assert_eq!(gate.next(), Some(at(1)));
        assert_eq!(arrived(&mut gate, 0), Vec::<&str>::new());
        assert_eq!(arrived(&mut gate, 1), ["a", "b"]);
        assert_eq!(arrived(&mut gate, 9), ["c", "d"]);
        assert_eq!(gate.next(), None);
    }

    #[test]
    fn what_is_let_in_or_dropped_no_longer_waits() {
        let mut gate = Gate::new(0);
        let numbers = ["a", "b", "c"].map(|thing| gate.enter(at(1), thing).unwrap());
        assert_eq!(gate.take(numbers[1]), Some("b"));
        assert_eq!(gate.take(numbers[1]), None);
        assert_eq!(arrived(&mut gate, 1), ["a", "c"]);
    }

    #[test]
    fn what_is_delayed_is_overtaken_and_keeps_its_number() {
        let mut gate = Gate::new(0);
        let first = gate.enter(at(1), "a").unwrap();
        gate.enter(at(2), "b");
        let mut told = None;
        let later = gate.delay(first, DELAY, |thing, at| told = Some((*thing, at)));
        assert_eq!((later, told), (Some(at(51)), Some(("a", at(51)))));
        assert_eq!(gate.get(first), Some((at(51), &"a")));
        assert_eq!(arrived(&mut gate, 51), ["b", "a"]);
    }

    #[test]
    fn a_number_that_is_gone_or_of_another_life_names_nothing() {
        let mut first_life = Gate::new(1 << 32);
        let number = first_life.enter(at(1), "a").unwrap();
        let mut second_life = Gate::new(2 << 32);
        second_life.enter(at(1), "b");
        assert_eq!(second_life.take(number), None);
        assert!(second_life.delay(number, DELAY, |_, _| {}).is_none());
        assert_eq!(second_life.get(number), None);
        assert_eq!(arrived(&mut second_life, 1), ["b"]);
    }

    #[test]
    fn there_is_room_for_so_many_and_no_more() {
        let mut gate = Gate::new(0);
        for _ in 0..MAX_WAITING {
            assert!(gate.enter(at(1), ()).is_some());
        }
        assert_eq!(gate.enter(at(1), ()), None);
        assert_eq!(gate.take_all().count(), MAX_WAITING);
        assert!(gate.enter(at(1), ()).is_some());
    }
}
