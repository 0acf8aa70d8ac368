//! Lines and clicks as a person would type them.

use core::fmt;

use node_core::{NodeId, Term};

use super::{Command, Line, Network};
use crate::{master::Click, placement::source, value::inspected};

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(command) => command.fmt(f),
            Self::Each(commands) => {
                let commands: Vec<String> = commands.iter().map(ToString::to_string).collect();
                write!(f, "[{}]", commands.join(", "))
            }
            Self::Counts => f.write_str("for {_, n} <- Master.stat, is_integer(n), do: n"),
            Self::Sum(line) => write!(f, "{line} |> Enum.sum"),
        }
    }
}

impl fmt::Display for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boot { machines, placement } => {
                write!(f, "Master.boot({machines}, {})", source(*placement))
            }
            Self::Placement(None) => f.write_str("Master.placement"),
            Self::Placement(Some(placement)) => {
                write!(f, "Master.placement({})", source(*placement))
            }
            Self::Fill { via, keys } => write!(f, "Master.fill({via}, {keys})"),
            Self::Hits { via, keys } => write!(f, "Master.hits({via}, {keys})"),
            Self::Stat => f.write_str("Master.stat"),
            Self::StatOf(machine) => write!(f, "Master.stat({machine})"),
            Self::Sum => f.write_str("Master.sum"),
            Self::Put { via, key, value } => {
                write!(f, "Master.put({via}, {}, {})", typed(key), typed(value))
            }
            Self::Get { via, key } => write!(f, "Master.get({via}, {})", typed(key)),
            Self::Delete { via, key } => write!(f, "Master.delete({via}, {})", typed(key)),
            Self::Kill(machine) => write!(f, "Master.kill({machine})"),
            Self::Start(machine) => write!(f, "Master.start({machine})"),
            Self::Leave(machine) => write!(f, "Master.leave({machine})"),
            Self::Freeze(machine) => write!(f, "Master.freeze({machine})"),
            Self::Thaw(machine) => write!(f, "Master.thaw({machine})"),
            Self::Trap(machine) => write!(f, "Master.trap({machine})"),
            Self::Partition(sides) => write!(f, "Master.partition({})", listed(sides)),
            Self::Heal => f.write_str("Master.heal"),
            Self::Network(None) => f.write_str("Master.network"),
            Self::Network(Some(network)) => write!(f, "Master.network({network})"),
            Self::Cluster(machine) => write!(f, "Master.cluster({machine})"),
            Self::NbNodes(machine) => rpc(f, *machine, "Apothik.Cluster, :nb_nodes"),
            Self::NodeList(machine) => rpc(f, *machine, "Node, :list"),
            Self::NodeStop(machine) => rpc(f, *machine, "Node, :stop"),
            // The term is no more: it has been hashed.
            Self::Phash2 { .. } => f.write_str(":erlang.phash2(…)"),
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { delay, jitter, loss } = self;
        write!(f, "delay: {delay}, jitter: {jitter}, loss: {loss}")
    }
}

impl fmt::Display for Click {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named = |f: &mut fmt::Formatter<'_>, what, node: &NodeId| {
            write!(f, "Master.{what}({})", node.number())
        };
        match self {
            Self::Kill(node) => named(f, "kill", node),
            Self::Start(node) => named(f, "start", node),
            Self::Leave(node) => named(f, "leave", node),
            Self::Freeze(node) => named(f, "freeze", node),
            Self::Thaw(node) => named(f, "thaw", node),
            Self::Trap(node) => named(f, "trap", node),
            Self::Partition(sides) if sides.is_empty() => f.write_str("Master.heal"),
            Self::Partition(sides) => {
                let number = |node: &NodeId| i64::from(node.number());
                let sides: Vec<Vec<i64>> =
                    sides.iter().map(|side| side.iter().map(number).collect()).collect();
                write!(f, "Master.partition({})", listed(&sides))
            }
            Self::Network(network) => write!(f, "Master.network({network})"),
            Self::Place(placement) => write!(f, "Master.placement({})", source(*placement)),
            Self::Add => f.write_str("add a machine"),
            Self::Boot { machines, placement } => {
                write!(f, "Master.boot({machines}, {})", source(*placement))
            }
        }
    }
}

fn typed(term: &Term) -> String {
    inspected(term)
}

fn listed(sides: &[Vec<i64>]) -> String {
    let sides: Vec<String> = sides.iter().map(|side| format!("{side:?}")).collect();
    sides.join(", ")
}

fn rpc(f: &mut fmt::Formatter<'_>, machine: i64, what: &str) -> fmt::Result {
    write!(f, ":rpc.call(:\"apothik_{machine}@127.0.0.1\", {what}, [])")
}

#[cfg(test)]
mod tests {
    use crate::script;
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    #[test]
    fn a_line_is_written_as_it_can_be_typed() {
        for text in [
            "Master.boot(3, :ring, points: 64)",
            "Master.placement",
            "Master.placement(:jump)",
            "Master.fill(1, 5000)",
            "Master.hits(1, 5000)",
            "Master.stat",
            "Master.stat(2)",
            "Master.sum",
            "Master.put(1, \"a \\\"key\\\"\", -3)",
            "Master.get(1, :toto)",
            "Master.delete(1, 42)",
            "Master.kill(2)",
            "Master.start(2)",
            "Master.leave(2)",
            "Master.freeze(2)",
            "Master.thaw(2)",
            "Master.trap(2)",
            "Master.partition([1, 2], [3])",
            "Master.heal",
            "Master.network",
            "Master.network(delay: 50, jitter: 20, loss: 5)",
            "Master.cluster(1)",
            "for {_, n} <- Master.stat, is_integer(n), do: n",
            ":rpc.call(:\"apothik_1@127.0.0.1\", Apothik.Cluster, :nb_nodes, [])",
            ":rpc.call(:\"apothik_1@127.0.0.1\", Node, :list, [])",
            ":rpc.call(:\"apothik_1@127.0.0.1\", Node, :stop, [])",
            "for {_, n} <- Master.stat, is_integer(n), do: n |> Enum.sum",
        ] {
            let line = script::parse(text).expect(text).expect("a line");
            let written = line.to_string();
            let again = script::parse(&written).expect(&written).expect("a line");
            assert_eq!(line, again, "{text}: {written}");
        }
    }
}
