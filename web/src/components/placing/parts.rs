//! What the figure shows: parts of all there is to own, and who owns each before and now.

use std::collections::BTreeMap;

use lab::ledger::{Ground, Grounds};
use node_core::{
    NodeId, Owners, Place as _, Placement, Steps,
    placement::{Ring, TOKENS},
};

/// Parts that are shown of what can't be shown whole.
pub const SHOWN: u32 = 1_000;

/// Parts, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// What the parts are.
    pub kind: Kind,
    /// Each of them.
    pub parts: Vec<Part>,
    /// Whether there was a change, so that before and now can differ.
    pub has_before: bool,
}

/// What the parts are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Arcs of a circle of hashes.
    Arcs,
    /// Tokens, from 0 on.
    Tokens,
    /// Rows of a table of so many, from 0 on.
    Rows(u32),
    /// Hashes from 0 on: what counts is the remainder.
    Remainders,
    /// Hashes that are spread evenly.
    #[default]
    Hashes,
}

/// A part of all there is to own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// How much it is; all parts that are not arcs are equal.
    pub size: u64,
    /// Who owned it before the last change.
    pub before: Option<NodeId>,
    /// Who owns it now.
    pub now: Option<NodeId>,
}

/// How much a machine owns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// Before the last change.
    pub before: u64,
    /// Of that, what it kept.
    pub kept: u64,
    /// Now.
    pub now: u64,
}

impl Parts {
    /// `None` when there is no one answer: no machine runs, or the network is cut.
    #[must_use]
    pub fn of(grounds: &Grounds) -> Option<Self> {
        let now = grounds.now.as_ref()?;
        let before = grounds.before.as_ref();
        let (new, old) = (now.owners(), before.map(Ground::owners));
        let placement = now.layout.placement();
        let was = before.map_or(placement, |before| before.layout.placement());
        let kind = match placement {
            Placement::Ring(_) if matches!(was, Placement::Ring(_)) => Kind::Arcs,
            // What is a part to one placement is none to another.
            _ if placement != was => Kind::Hashes,
            Placement::Tokens => Kind::Tokens,
            Placement::Maglev(rows) => Kind::Rows(rows),
            Placement::Modulo | Placement::Fixed => Kind::Remainders,
            _ => Kind::Hashes,
        };
        let part = |size: u64, hash: u32| {
            let now = new.owner(hash);
            let before = old.as_ref().map_or(now, |old| old.owner(hash));
            Part { size, before, now }
        };
        let parts = match kind {
            Kind::Arcs => arcs(&new, old.as_ref()).map(|(size, hash)| part(size, hash)).collect(),
            Kind::Hashes => (0..SHOWN).map(|i| part(1, i * (u32::MAX / SHOWN))).collect(),
            Kind::Tokens | Kind::Rows(_) | Kind::Remainders => {
                let all = if let Kind::Rows(rows) = kind { rows.min(SHOWN) } else { TOKENS };
                (0..all).map(|hash| part(1, hash)).collect()
            }
        };
        Some(Self { kind, parts, has_before: before.is_some() })
    }

    /// All there is, in the unit of the parts' sizes.
    #[must_use]
    pub fn whole(&self) -> u64 {
        self.parts.iter().map(|part| part.size).sum()
    }

    /// How much changed its machine with the last change.
    #[must_use]
    pub fn moved(&self) -> u64 {
        self.parts.iter().filter(|part| part.before != part.now).map(|part| part.size).sum()
    }

    /// How much each machine owns, by number.
    #[must_use]
    pub fn shares(&self) -> BTreeMap<u32, Share> {
        let mut shares: BTreeMap<u32, Share> = BTreeMap::new();
        for Part { size, before, now } in &self.parts {
            if let Some(before) = before {
                let share = shares.entry(before.number()).or_default();
                share.before += size;
                share.kept += if Some(*before) == *now { *size } else { 0 };
            }
            if let Some(now) = now {
                shares.entry(now.number()).or_default().now += size;
            }
        }
        shares
    }

    /// Where among the parts a key is, from 0 to 1, whose owner was found by these steps; none where
    /// its own part is not shown.
    #[must_use]
    pub fn place(&self, steps: &Steps) -> Option<f64> {
        let part = |at: u32| {
            let shown = (at as usize) < self.parts.len();
            shown.then(|| (f64::from(at) + 0.5) / self.parts.len() as f64)
        };
        match (self.kind, steps) {
            (Kind::Arcs, Steps::Point { place, .. }) => Some(f64::from(*place) / RANGE as f64),
            (Kind::Tokens, Steps::Token { token: at, .. })
            | (Kind::Rows(_), Steps::Row { row: at, .. }) => part(*at),
            _ => None,
        }
    }
}

/// How long the circle is.
const RANGE: u64 = u32::MAX as u64;

/// The arcs between all points there are and were: how long each is, and a hash in it.
fn arcs(new: &Owners, old: Option<&Owners>) -> impl Iterator<Item = (u64, u32)> {
    let points = |owners: &Owners| match owners {
        Owners::Ring(ring) => ring.points().iter().map(|point| point.place).collect(),
        _ => Vec::new(),
    };
    let mut ends: Vec<u32> = points(new);
    ends.extend(old.map(points).unwrap_or_default());
    // The rest of the circle, after the last point.
    ends.push(Ring::place(u32::MAX - 1));
    ends.sort_unstable();
    ends.dedup();
    let starts = [None].into_iter().chain(ends.clone().into_iter().map(Some));
    starts.zip(ends).map(|(start, end)| {
        let first = start.map_or(0, |start| u64::from(start) + 1);
        (u64::from(end) + 1 - first, end)
    })
}

#[cfg(test)]
mod tests {
    use lab::{script, session::Session};

    use super::*;

    fn after(lines: &[&str]) -> Parts {
        let mut session = Session::new();
        for line in lines {
            let Ok(Some(line)) = script::parse(line) else { panic!("{line} is not understood") };
            session.run(line);
        }
        Parts::of(&session.master().ledger().grounds()).unwrap_or_default()
    }

    #[test]
    fn the_arcs_of_a_ring_are_the_whole_circle_and_move_only_from_who_went() {
        let parts = after(&["boot(5, :ring)", "kill(2)"]);
        assert_eq!((parts.kind, parts.whole()), (Kind::Arcs, RANGE));
        let shares = parts.shares();
        assert_eq!(shares[&2].now, 0);
        assert_eq!(parts.moved(), shares[&2].before);
        for number in [1, 3, 4, 5] {
            assert_eq!(shares[&number].kept, shares[&number].before);
        }
    }

    #[test]
    fn of_a_thousand_tokens_two_hundred_are_handed_over() {
        let parts = after(&["boot(5, :tokens)", "kill(2)"]);
        assert_eq!((parts.kind, parts.whole(), parts.moved()), (Kind::Tokens, 1_000, 200));
        assert_eq!(parts.place(&Steps::Token { tokens: 1_000, token: 999 }), Some(0.9995));
    }

    #[test]
    fn of_twenty_remainders_sixteen_move() {
        let parts = after(&["kill(2)"]);
        assert_eq!((parts.kind, parts.moved()), (Kind::Remainders, 800));
    }

    #[test]
    fn every_placement_has_its_parts() {
        for placement in Placement::ALL {
            let boot = format!("boot(5, {})", lab::placement::source(placement));
            let parts = after(&[&boot, "kill(2)"]);
            let shares = parts.shares();
            let now: u64 = shares.values().map(|share| share.now).sum();
            assert_eq!(now, parts.whole(), "{placement:?}");
            assert!(parts.has_before && shares[&3].now > 0, "{placement:?}");
        }
    }

    #[test]
    fn after_an_exchange_both_placements_are_asked_for_the_same_hashes() {
        for (boot, exchange) in [("boot(5, :ring)", ":modulo"), ("boot(5)", ":ring")] {
            let parts = after(&[boot, &format!("placement({exchange})")]);
            assert_eq!((parts.kind, parts.whole()), (Kind::Hashes, 1_000));
            for share in parts.shares().values() {
                assert!((100..300).contains(&share.before) && (100..300).contains(&share.now));
            }
        }
    }

    #[test]
    fn where_the_network_is_cut_there_is_no_one_picture() {
        assert_eq!(after(&["partition([1, 2], [3, 4, 5])"]), Parts::default());
    }
}
