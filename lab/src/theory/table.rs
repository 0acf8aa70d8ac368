//! A row for each placement, found by its name.
//!
//! In the formulas n is how many machines there are before the change, k how many keys, and p the
//! position, from 0, of the machine that goes or comes.

use node_core::{
    NodeId, Placement,
    placement::{RING_POINTS, TOKENS},
};

use super::Crowd;

/// What is known of a placement.
#[derive(Debug)]
pub struct Row {
    /// The placement's, as the console has it.
    pub name: &'static str,
    /// The share of keys that are lost when one machine goes.
    pub lost: &'static str,
    /// The share of keys that are still stored then, but out of reach.
    pub moved: &'static str,
    /// The share of keys that are found then.
    pub kept: &'static str,
    /// The share of keys that change owners when one machine comes.
    pub arrival: &'static str,
    /// The most loaded machine's keys over the mean.
    pub balance: &'static str,
    /// What a machine keeps, in bytes.
    pub memory: &'static str,
    /// How many steps a lookup takes.
    pub lookup: &'static str,
    /// Where this is from.
    pub source: &'static str,
    pub(super) shares: Shares,
    pub(super) moves: Moves,
    pub(super) bytes_of: fn(f64, Crowd) -> f64,
    pub(super) steps_of: fn(f64, Crowd) -> f64,
}

/// How hashes are shared among machines.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shares {
    /// Each machine has the same chance for each key.
    Equal,
    /// So many tokens, dealt out equally; the later ones in the view have one more.
    Tokens(u32),
    /// As many points of each machine on a ring as the setting says.
    Points,
    /// As many rows as the setting says, dealt out by turns.
    Rows,
    /// One point of each machine on a ring, and as many probes of each key as the setting says.
    Probes,
    /// Partitions on a ring, up to as many hundredths of the mean as the setting says.
    Bounded {
        /// Of each machine.
        points: f64,
        /// In all.
        partitions: f64,
    },
}

/// Which keys change owners, besides those of the machine that goes or comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moves {
    /// None, nor those.
    None,
    /// None.
    Own,
    /// All whose remainder names another machine.
    Remainders,
    /// All whose position names another machine.
    Positions,
    /// A few; nobody has a formula.
    Few,
}

/// The share that chance makes the greatest, when all are equal.
const EQUAL: &str = "1 + sqrt(2 ln n · n/k)";

const NAME: f64 = size_of::<NodeId>() as f64;

/// What a list of names takes.
const LIST: fn(f64, Crowd) -> f64 = |_, of| NAME * of.n();

const ONE: fn(f64, Crowd) -> f64 = |_, _| 1.0;

/// On average, the sum of 1/i for i up to n.
const JUMPS: fn(f64, Crowd) -> f64 = |_, of| of.n().ln() + 0.577_215_664_901_532_9;

/// What a ring takes with so many points: these, and an index by their top bits.
fn circle(points: f64) -> f64 {
    let bits = if points < 1.0 { 0 } else { (points.log2().floor() as i32 + 1).min(24) };
    points * (size_of::<u32>() as f64 + NAME) + size_of::<u32>() as f64 * 2.0_f64.powi(bits)
}

/// Points of each machine where loads are bounded.
const POINTS: f64 = RING_POINTS as f64;

/// Partitions where loads are bounded.
const PARTITIONS: f64 = 16_384.0;

/// The row of a placement.
///
/// # Panics
///
/// When it has none; each of [`Placement::ALL`] has one.
#[must_use]
pub fn row(placement: Placement) -> &'static Row {
    let row = ROWS.iter().find(|row| row.name == placement.name());
    row.expect("every placement has a row")
}

/// All rows.
pub const ROWS: [Row; 12] = [
    Row {
        name: "fixed",
        lost: "1/n",
        moved: "0",
        kept: "(n-1)/n",
        arrival: "0: the newcomer owns nothing",
        balance: EQUAL,
        memory: "4n",
        lookup: "1",
        source: "the seed, its first system",
        shares: Shares::Equal,
        moves: Moves::None,
        // Whoever founded it, alive or not.
        bytes_of: |_, of| NAME * f64::from(of.founders),
        steps_of: ONE,
    },
    Row {
        name: "modulo",
        lost: "1/n",
        moved: "(n-2)/n",
        kept: "1/n",
        arrival: "n/(n+1)",
        balance: EQUAL,
        memory: "4n",
        lookup: "1",
        source: "the seed, its second system",
        shares: Shares::Equal,
        moves: Moves::Remainders,
        bytes_of: LIST,
        steps_of: ONE,
    },
    Row {
        name: "tokens",
        lost: "1/n, to within one token of 1,000",
        moved: "0",
        kept: "(n-1)/n",
        arrival: "1 - n floor(1000/(n+1))/1000",
        balance: "ceil(1000/n) n/1000 · (1 + sqrt(2 ln n · n/k))",
        memory: "12 · 1000 + 32n",
        lookup: "1",
        source: "the seed, its tokens",
        shares: Shares::Tokens(TOKENS),
        moves: Moves::Own,
        bytes_of: |_, of| {
            let tokens = f64::from(TOKENS);
            let held = size_of::<(NodeId, Vec<u32>)>() as f64;
            let by_token = (size_of::<u32>() + size_of::<Option<NodeId>>()) as f64;
            tokens * by_token + of.n() * held
        },
        steps_of: ONE,
    },
    Row {
        name: "ring",
        lost: "1/n",
        moved: "0",
        kept: "(n-1)/n",
        arrival: "1/(n+1)",
        balance: "1 + sqrt(2 ln n · (1/v + n/k)), with v points a machine",
        memory: "8 v n, and an index of as much at most",
        lookup: "log2(v n); 1 or 2 with the index",
        source: "Karger et al. 1997; libring",
        shares: Shares::Points,
        moves: Moves::Own,
        bytes_of: |points, of| circle(points * of.n()),
        steps_of: ONE,
    },
    Row {
        name: "rendezvous",
        lost: "1/n",
        moved: "0",
        kept: "(n-1)/n",
        arrival: "1/(n+1)",
        balance: EQUAL,
        memory: "4n",
        lookup: "n",
        source: "Thaler, Ravishankar 1998",
        shares: Shares::Equal,
        moves: Moves::Own,
        bytes_of: LIST,
        steps_of: |_, of| of.n(),
    },
    Row {
        name: "jump",
        lost: "1/n",
        moved: "1 - (p+1)/n - 1/(n(n-1)); 0 if the last one goes",
        kept: "p/n + 1/(n(n-1)); (n-1)/n if the last one goes",
        arrival: "1 - p/(n+1) - 1/(n(n+1)); 1/(n+1) if it comes last",
        balance: EQUAL,
        memory: "4n",
        lookup: "ln n + 0.58",
        source: "Lamping, Veach 2014; what moves follows from where a key jumps",
        shares: Shares::Equal,
        moves: Moves::Positions,
        bytes_of: LIST,
        steps_of: JUMPS,
    },
    Row {
        name: "maglev",
        lost: "1/n, to within one row",
        moved: "a few: the fewer, the more rows",
        kept: "(n-1)/n, less a few",
        arrival: "1/(n+1), and a few",
        balance: "ceil(m/n) n/m · (1 + sqrt(2 ln n · n/k)), with m rows",
        memory: "4n + 4m",
        lookup: "1",
        source: "Eisenbud et al. 2016",
        shares: Shares::Rows,
        moves: Moves::Few,
        bytes_of: |rows, of| NAME * (rows + of.n()),
        steps_of: ONE,
    },
    Row {
        name: "anchor",
        lost: "1/n",
        moved: "0",
        kept: "(n-1)/n",
        arrival: "1/(n+1)",
        balance: EQUAL,
        memory: "24a, with room for a machines",
        lookup: "1 + ln(a/n)",
        source: "Mendelson et al. 2021",
        shares: Shares::Equal,
        moves: Moves::Own,
        bytes_of: |_, of| of.places() * 24.0,
        steps_of: |_, of| 1.0 + (of.places() / of.n()).ln(),
    },
    Row {
        name: "dx",
        lost: "1/n",
        moved: "0",
        kept: "(n-1)/n",
        arrival: "1/(n+1)",
        balance: EQUAL,
        memory: "8a and a bit for each, with room for a machines",
        lookup: "a/n",
        source: "Dong, Wang, Feng 2021",
        shares: Shares::Equal,
        moves: Moves::Own,
        bytes_of: |_, of| of.places() * (8.0 + 1.0 / 8.0),
        steps_of: |_, of| of.places() / of.n(),
    },
    Row {
        name: "memento",
        lost: "1/n",
        moved: "0",
        kept: "(n-1)/n",
        arrival: "1/(n+1)",
        balance: EQUAL,
        memory: "4n, and a note for each that is missing",
        lookup: "ln n + 0.58 while nobody is missing",
        source: "Coluzzi, Brocco, Antonucci, Leidi 2023",
        shares: Shares::Equal,
        moves: Moves::Own,
        bytes_of: LIST,
        steps_of: JUMPS,
    },
    Row {
        name: "multiprobe",
        lost: "1/n",
        moved: "0",
        kept: "(n-1)/n",
        arrival: "1/(n+1)",
        balance: "q/(q-1), with q probes, and the chance of so many keys",
        memory: "12n, and an index",
        lookup: "q",
        source: "Appleton, O'Reilly 2015",
        shares: Shares::Probes,
        moves: Moves::Own,
        bytes_of: |_, of| NAME * of.n() + circle(of.n()),
        steps_of: |probes, _| probes,
    },
    Row {
        name: "bounded",
        lost: "1/n",
        moved: "a few: the fewer, the more room",
        kept: "(n-1)/n, less a few",
        arrival: "1/(n+1), and a few",
        balance: "that of ring; the capacity at most, and the chance of so many keys",
        memory: "that of ring + 4 · 16384",
        lookup: "1",
        source: "Mirrokni, Thorup, Zadimoghaddam 2018",
        shares: Shares::Bounded { points: POINTS, partitions: PARTITIONS },
        moves: Moves::Few,
        bytes_of: |_, of| circle(POINTS * of.n()) + NAME * PARTITIONS,
        steps_of: ONE,
    },
];
