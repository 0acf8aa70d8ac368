//! The numbers a lesson can speak of, by their names.

use core::fmt;

use lab::ledger::{Figures, MachineFigures, Toll};
use serde::{Deserialize, Serialize};

/// An enum of words: each variant is one word of a lesson file.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
        pub enum $name { $($(#[$each])* $variant,)+ }

        impl $name {
            /// All of them, in the order of their meaning.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word for it in a lesson file.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }

            /// What a word stands for.
            #[must_use]
            pub fn named(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.word() == word)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

words! {
    /// A number of the whole cluster; the words are those of [`Figures`].
    Count {
        /// Entries on live machines.
        Stored = "stored",
        /// Entries on the owner of their key.
        Reachable = "reachable",
        /// Entries on a machine that does not own their key.
        Stranded = "stranded",
        /// Keys whose last put was answered `:ok` and that were not deleted since.
        Acknowledged = "acknowledged",
        /// Acknowledged keys that a `get` finds.
        Found = "found",
        /// Found keys whose answer is an old value.
        Stale = "stale",
        /// Acknowledged keys that have copies, none on the owner.
        Unreachable = "unreachable",
        /// Acknowledged keys that are stored nowhere.
        Lost = "lost",
        /// Keys found again after their delete was acknowledged.
        Resurrected = "resurrected",
        /// Puts and deletes that were sent and never answered.
        Unknown = "unknown",
        /// Puts that never reached an owner.
        Refused = "refused",
        /// Acknowledged keys that are not found: acknowledged − found.
        Missing = "missing",
        /// Machines that run.
        Machines = "machines",
    }
}

words! {
    /// A number of one machine.
    MachineCount {
        /// Entries it holds.
        Stored = "stored",
        /// Entries whose key it owns.
        Reachable = "reachable",
        /// Entries whose key another machine owns.
        Stranded = "stranded",
        /// Keys whose last copy went with it, and that are still lost.
        Lost = "lost",
    }
}

words! {
    /// A number of the last kill: what it cost, see [`Toll`].
    KillCount {
        /// Keys that are stored nowhere since.
        Lost = "lost",
        /// Keys that were found before, and have a new owner since, which has no copy.
        Unreachable = "unreachable",
        /// Entries that vanished with the machine.
        Gone = "gone",
        /// Machines that ran before it.
        Machines = "machines",
    }
}

/// A number that only the cluster knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Figure {
    /// Of the whole cluster, now: `lost`.
    Now(Count),
    /// Of one machine, now: `stored 2`.
    Of(MachineCount, u32),
    /// Of the whole cluster, before the last kill: `before found`.
    Before(Count),
    /// Of the whole cluster, right after the last kill: `after found`.
    After(Count),
    /// Of the last kill itself: `kill lost`.
    Kill(KillCount),
}

impl Count {
    /// Its value among these figures, with so many machines running.
    #[must_use]
    pub const fn of(self, figures: &Figures, machines: u64) -> u64 {
        match self {
            Self::Stored => figures.stored,
            Self::Reachable => figures.reachable,
            Self::Stranded => figures.stranded,
            Self::Acknowledged => figures.acknowledged,
            Self::Found => figures.found,
            Self::Stale => figures.stale,
            Self::Unreachable => figures.unreachable,
            Self::Lost => figures.lost,
            Self::Resurrected => figures.resurrected,
            Self::Unknown => figures.unknown,
            Self::Refused => figures.refused,
            Self::Missing => figures.acknowledged.saturating_sub(figures.found),
            Self::Machines => machines,
        }
    }
}

impl MachineCount {
    /// Its value among these figures.
    #[must_use]
    pub const fn of(self, figures: &MachineFigures) -> u64 {
        match self {
            Self::Stored => figures.stored(),
            Self::Reachable => figures.reachable,
            Self::Stranded => figures.stranded,
            Self::Lost => figures.lost,
        }
    }
}

impl KillCount {
    /// Its value in this toll, when so many machines ran before.
    #[must_use]
    pub const fn of(self, toll: &Toll, machines: u64) -> u64 {
        match self {
            Self::Lost => toll.keys_lost,
            Self::Unreachable => toll.keys_unreachable,
            Self::Gone => toll.entries_gone,
            Self::Machines => machines,
        }
    }
}
