//! What arithmetic expects of each placement: what one departure or arrival costs, how evenly
//! machines share the keys, what a placement takes in memory and how many steps a lookup takes.
//!
//! Each [`Row`] says so as a formula, with its source; the functions here give the numbers for so
//! many machines and keys. What nobody has a formula for is `None`.

use node_core::{NodeId, Placement};

mod balance;
mod crowd;
mod table;

pub use balance::{peak, unevenness};
pub use crowd::Crowd;
pub use table::{ROWS, Row, row};

use table::{Moves, Shares};

/// What a change of one machine does to the keys, in shares of all of them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Change {
    /// Those of the machine that goes, or what the one that comes owns.
    pub own: f64,
    /// By how much `own` varies by chance from one machine and one set of keys to another: a
    /// standard deviation.
    pub spread: f64,
    /// Those that change owners, although both owners are there before and after.
    pub needless: Option<f64>,
}

impl Change {
    /// Those that have the same owner before and after.
    #[must_use]
    pub fn kept(self) -> Option<f64> {
        self.needless.map(|needless| 1.0 - self.own - needless)
    }
}

/// How the account of a death is expected to be when keys go to their owners by pure chance, in
/// keys.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// Keys that are found.
    pub found: Option<f64>,
    /// Keys that have copies, none on the owner.
    pub unreachable: Option<f64>,
    /// Keys that are stored nowhere.
    pub lost: f64,
}

/// The account when the machine of this number has died, of machines 1 to `machines`.
#[must_use]
pub fn death(placement: Placement, machines: u32, kill: u32, keys: u64) -> Expected {
    let change = departure(placement, machines, position(kill, machines), keys);
    let keys = keys as f64;
    Expected {
        found: change.kept().map(|share| share * keys),
        unreachable: change.needless.map(|share| share * keys),
        lost: change.own * keys,
    }
}

/// Where the machine of this number stands among machines 1 to `machines`, from 0: their names are
/// sorted as text.
#[must_use]
pub fn position(number: u32, machines: u32) -> u32 {
    let node = NodeId::new(number);
    (1..=machines).filter(|other| NodeId::new(*other) < node).count() as u32
}

/// When one of so many machines goes, the one at this position in the sorted view.
#[must_use]
pub fn departure(placement: Placement, machines: u32, position: u32, keys: u64) -> Change {
    let n = f64::from(machines.max(1));
    let last = position + 1 >= machines;
    let row = row(placement);
    let needless = match row.moves {
        _ if machines <= 1 => Some(0.0),
        Moves::None | Moves::Own => Some(0.0),
        // The owner is a remainder by n before and by n - 1 after. These two have no common factor,
        // so all n (n - 1) pairs of remainders are equally likely, and in n - 1 of them, one for
        // each survivor, both name the same machine: one key of n is found.
        Moves::Remainders => Some(1.0 - 2.0 / n),
        // Keys before the leaver stay: with one bucket less, only those of the last bucket jump.
        // Those behind it move up with the others' positions; only of the last machine's keys, which
        // now go anywhere, one of n - 1 falls to where that machine is now.
        Moves::Positions => Some(1.0 - 1.0 / n - of_positions(machines, position, last)),
        Moves::Few => None,
    };
    change(placement, row.shares, machines, position, keys, needless)
}

/// When one comes to so many machines, and stands at this position in the sorted view then.
#[must_use]
pub fn arrival(placement: Placement, machines: u32, position: u32, keys: u64) -> Change {
    let row = row(placement);
    let after = machines + 1;
    let n = f64::from(after);
    if row.moves == Moves::None {
        return Change { own: 0.0, spread: 0.0, needless: Some(0.0) };
    }
    let needless = match row.moves {
        _ if machines == 0 => Some(0.0),
        Moves::None | Moves::Own => Some(0.0),
        // As when it goes again.
        Moves::Remainders => Some(1.0 - 2.0 / n),
        Moves::Positions => {
            Some(1.0 - 1.0 / n - of_positions(after, position, position >= machines))
        }
        Moves::Few => None,
    };
    let change = change(placement, row.shares, after, position, keys, needless);
    if let Shares::Tokens(tokens) = row.shares {
        // Each keeps what is an equal share from now on, rounded down, and gives all else.
        let own = 1.0 - f64::from(tokens / after * machines) / f64::from(tokens);
        return Change { own, spread: by_chance(own, keys), ..change };
    }
    change
}

/// What it takes in memory on each of these machines, in bytes.
#[must_use]
pub fn bytes(placement: Placement, of: Crowd) -> f64 {
    (row(placement).bytes_of)(setting(placement), of)
}

/// How many steps a lookup takes among these machines, on average.
#[must_use]
pub fn steps(placement: Placement, of: Crowd) -> f64 {
    let of = Crowd { machines: of.machines.max(1), ..of };
    (row(placement).steps_of)(setting(placement), of)
}

/// The value of its setting; 1 if it has none.
fn setting(placement: Placement) -> f64 {
    placement.setting().map_or(1.0, |(_, value)| value.into())
}

/// The share of keys that a change at this position, of so many, leaves with their owners where an
/// owner is a position that a key jumps to.
fn of_positions(machines: u32, position: u32, last: bool) -> f64 {
    let n = f64::from(machines);
    let again = if last { 0.0 } else { 1.0 / (n * (n - 1.0)) };
    f64::from(position) / n + again
}

fn change(
    placement: Placement,
    shares: Shares,
    machines: u32,
    position: u32,
    keys: u64,
    needless: Option<f64>,
) -> Change {
    let own = shares.of(setting(placement), machines, position);
    let machines = f64::from(machines.max(1));
    // All shares are one together, so that of a machine alone does not vary.
    let apart = 1.0 - 1.0 / machines;
    let of_share = shares.variance(setting(placement), machines) * apart / (machines * machines);
    let spread = (of_share + by_chance(own, keys).powi(2)).sqrt();
    Change { own, spread, needless }
}

/// By how much a share varies because so many keys are drawn by chance: a standard deviation.
#[must_use]
pub fn by_chance(share: f64, keys: u64) -> f64 {
    (share * (1.0 - share) / keys.max(1) as f64).max(0.0).sqrt()
}
