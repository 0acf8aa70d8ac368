//! What can be asked of the Master, as it is once it has been read.

mod flat;
mod source;

use node_core::{Placement, Term};
use serde::{Deserialize, Serialize};

/// A console line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "flat::Flat", into = "flat::Flat")]
pub enum Line {
    /// One command; its result is the line's.
    One(Command),
    /// `for i <- 1..5, do: …`: the list of the results.
    Each(Vec<Command>),
    /// `for {_, n} <- Master.stat, is_integer(n), do: n`: the counts of the living machines.
    Counts,
    /// `… |> Enum.sum`.
    Sum(Box<Line>),
}

/// The number in a machine's name, as typed: perhaps no machine has it.
pub type Number = i64;

/// What happens to every message between two machines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {
    /// How long it takes at least, in milliseconds, over what the host itself takes.
    pub delay: u32,
    /// How much longer it may take, in milliseconds; each message differs.
    pub jitter: u32,
    /// How many in a hundred are lost.
    pub loss: u32,
}

/// One command of the Master, or the `:rpc.call` it stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// `Master.boot(n, placement)`: a fresh cluster.
    Boot {
        /// How many machines.
        machines: u32,
        /// How keys find their owner.
        placement: Placement,
    },
    /// `Master.placement(:ring)`: the running cluster places keys so from now on; without
    /// arguments, how it does.
    Placement(Option<Placement>),
    /// `Master.fill(i, n)`: keys `"k_<i>_1"` to `"k_<i>_<n>"` through machine i.
    Fill {
        /// The machine talked to.
        via: Number,
        /// How many keys.
        keys: u64,
    },
    /// `Master.hits(i, n)`: how many of `fill(i, n)`'s keys are answered with their value now.
    Hits {
        /// The machine of the fill.
        via: Number,
        /// How many keys.
        keys: u64,
    },
    /// `Master.stat`: the count of every machine ever started.
    Stat,
    /// `Master.stat(i)`.
    StatOf(Number),
    /// `Master.sum`: entries on living machines.
    Sum,
    /// `Master.put(i, key, value)`.
    Put {
        /// The machine talked to.
        via: Number,
        /// The key.
        key: Term,
        /// Its value.
        value: Term,
    },
    /// `Master.get(i, key)`.
    Get {
        /// The machine talked to.
        via: Number,
        /// The key.
        key: Term,
    },
    /// `Master.delete(i, key)`.
    Delete {
        /// The machine talked to.
        via: Number,
        /// The key.
        key: Term,
    },
    /// `Master.kill(i)`.
    Kill(Number),
    /// `Master.start(i)`.
    Start(u32),
    /// `Master.leave(i)`: an orderly stop, like `System.stop` there.
    Leave(Number),
    /// `Master.freeze(i)`: silent, not dead.
    Freeze(Number),
    /// `Master.thaw(i)`.
    Thaw(Number),
    /// `Master.trap(i)`: its program breaks.
    Trap(Number),
    /// `Master.partition([1, 2], [3])`: these sides don't hear each other, nor the others.
    Partition(Vec<Vec<Number>>),
    /// `Master.heal`: the end of the partition.
    Heal,
    /// `Master.network(delay: 50, jitter: 20, loss: 5)`; without arguments, how it is.
    Network(Option<Network>),
    /// `Master.cluster(i)`: `Apothik.Cluster.get_state` there.
    Cluster(Number),
    /// `Apothik.Cluster.nb_nodes` there.
    NbNodes(Number),
    /// `Node.list` there.
    NodeList(Number),
    /// `Node.stop` there, which the BEAM does not allow.
    NodeStop(Number),
    /// `:erlang.phash2(term, range)`: the arithmetic behind every placement.
    Phash2 {
        /// All 32 bits of the term's hash.
        hash: u32,
        /// From 1 to 2^32; without it, the lower 27 bits are the answer.
        range: Option<u64>,
    },
}
