//! Calls: `Master.fill(1, 5000)`, and the `:rpc.call`s it stands for.

use winnow::{
    ascii::space0,
    combinator::{alt, cut_err, delimited, opt, preceded, terminated},
    error::ContextError,
    prelude::*,
    token::{literal, take_while},
};

use node_core::{HOST, PREFIX, Term, phash2};

use super::{
    Input, expected, faults, placements, spaced,
    terms::{alias, bare, decimal, failure, term},
};
use crate::{
    command::{Command, Number},
    limits::{DEFAULT_MACHINES, MAX_KEYS_PER_FILL, MAX_MACHINES},
};

/// The loop variable, if any, and its value.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Scope<'a>(Option<(&'a str, i64)>);

impl<'a> Scope<'a> {
    pub(super) fn with(name: &'a str, value: i64) -> Self {
        Self(Some((name, value)))
    }
}

/// One command.
pub(super) fn command<'a>(scope: Scope<'a>) -> impl ModalParser<Input<'a>, Command, ContextError> {
    alt((
        move |input: &mut Input<'a>| rpc(scope, input),
        move |input: &mut Input<'a>| hash(scope, input),
        move |input: &mut Input<'a>| master(scope, input),
    ))
    .context(expected("a command of the Master, an `:rpc.call` or a `for`"))
}

fn master<'a>(scope: Scope<'a>, input: &mut Input<'a>) -> ModalResult<Command> {
    let prefix = opt("Master.").parse_next(input)?;
    let start = *input;
    let mut name = take_while(1.., |c: char| c.is_ascii_lowercase() || c == '_');
    let name = if prefix.is_some() {
        cut_err(name).context(expected("a command's name")).parse_next(input)?
    } else {
        name.parse_next(input)?
    };
    let arguments = Arguments { scope, input, first: true, open: false };
    let command = match name {
        "boot" => arguments.list(|list| {
            let machines = list.optional(size)?.unwrap_or(DEFAULT_MACHINES);
            let placement = placements::optional(list)?.unwrap_or_default();
            Ok(Command::Boot { machines, placement })
        }),
        "placement" => arguments.list(|list| Ok(Command::Placement(placements::optional(list)?))),
        "fill" => arguments
            .list(|list| Ok(Command::Fill { via: list.machine()?, keys: list.required(keys)? })),
        "hits" => arguments
            .list(|list| Ok(Command::Hits { via: list.machine()?, keys: list.required(keys)? })),
        "stat" => arguments.list(|list| {
            Ok(match list.optional(|input| machine(scope, input))? {
                None => Command::Stat,
                Some(machine) => Command::StatOf(machine),
            })
        }),
        "sum" => arguments.list(|_| Ok(Command::Sum)),
        "put" => arguments.list(|list| {
            let (via, key) = (list.machine()?, list.term()?);
            Ok(Command::Put { via, key, value: list.term()? })
        }),
        "get" => {
            arguments.list(|list| Ok(Command::Get { via: list.machine()?, key: list.term()? }))
        }
        "delete" => {
            arguments.list(|list| Ok(Command::Delete { via: list.machine()?, key: list.term()? }))
        }
        "kill" => arguments.list(|list| Ok(Command::Kill(list.machine()?))),
        "start" => arguments.list(|list| {
            let start = list.required(|input| new_machine(scope, input))?;
            Ok(Command::Start(start))
        }),
        "leave" => arguments.list(|list| Ok(Command::Leave(list.machine()?))),
        "freeze" => arguments.list(|list| Ok(Command::Freeze(list.machine()?))),
        "thaw" => arguments.list(|list| Ok(Command::Thaw(list.machine()?))),
        "trap" => arguments.list(|list| Ok(Command::Trap(list.machine()?))),
        "partition" => arguments.list(|list| {
            let mut sides = vec![list.required(|input| faults::side(scope, input))?];
            while let Some(side) = list.optional(|input| faults::side(scope, input))? {
                sides.push(side);
            }
            Ok(Command::Partition(sides))
        }),
        "heal" => arguments.list(|_| Ok(Command::Heal)),
        "network" => arguments.list(|list| Ok(Command::Network(list.optional(faults::network)?))),
        "cluster" => arguments.list(|list| Ok(Command::Cluster(list.machine()?))),
        _ => {
            *input = start;
            cut_err(winnow::combinator::fail::<_, Command, _>)
                .context(expected(
                    "boot, placement, fill, stat, sum, put, get, delete, hits, kill, start, cluster, leave, \
                     freeze, thaw, trap, partition, heal or network",
                ))
                .parse_next(input)
        }
    };
    command.map_err(winnow::error::ErrMode::cut)
}

/// The arguments of a call, in parentheses or, as Elixir allows, after a blank.
pub(super) struct Arguments<'i, 'a> {
    scope: Scope<'a>,
    input: &'i mut Input<'a>,
    first: bool,
    open: bool,
}

impl<'a> Arguments<'_, 'a> {
    fn list<O>(mut self, read: impl FnOnce(&mut Self) -> ModalResult<O>) -> ModalResult<O> {
        self.open = opt(('(', space0)).parse_next(self.input)?.is_some();
        if !self.open {
            space0.parse_next(self.input)?;
        }
        let command = read(&mut self)?;
        if self.open {
            (space0, ')').void().context(expected("`)`")).parse_next(self.input)?;
        }
        Ok(command)
    }

    fn required<O>(
        &mut self,
        mut read: impl FnMut(&mut Input<'a>) -> ModalResult<O>,
    ) -> ModalResult<O> {
        if !self.first {
            spaced(',').context(expected("`,`")).parse_next(self.input)?;
        }
        self.first = false;
        read(self.input)
    }

    /// An argument that may be missing, with all after it.
    pub(super) fn optional<O>(
        &mut self,
        read: impl FnMut(&mut Input<'a>) -> ModalResult<O>,
    ) -> ModalResult<Option<O>> {
        let next = self.input.chars().next();
        let comma = self.input.trim_start().starts_with(',');
        let missing = if self.first {
            next.is_none_or(|c| matches!(c, ')' | '|' | '#' | ','))
        } else {
            !comma
        };
        if missing { Ok(None) } else { self.required(read).map(Some) }
    }

    fn machine(&mut self) -> ModalResult<Number> {
        let scope = self.scope;
        self.required(|input| machine(scope, input))
    }

    fn term(&mut self) -> ModalResult<Term> {
        let scope = self.scope;
        self.required(|input| alt((variable(scope).map(Term::from), term)).parse_next(input))
    }
}

/// The loop variable's value, where its name stands.
fn variable<'a>(scope: Scope<'a>) -> impl ModalParser<Input<'a>, i64, ContextError> {
    bare.verify_map(move |name: String| match scope.0 {
        Some((variable, value)) if variable == name => Some(value),
        _ => None,
    })
}

pub(super) fn machine<'a>(scope: Scope<'a>, input: &mut Input<'a>) -> ModalResult<Number> {
    alt((variable(scope), decimal)).context(expected("a machine's number")).parse_next(input)
}

fn new_machine<'a>(scope: Scope<'a>, input: &mut Input<'a>) -> ModalResult<u32> {
    let start = *input;
    let number = machine(scope, input)?;
    within(number, 1..=MAX_MACHINES).ok_or_else(|| {
        *input = start;
        failure("machines are numbered from 1 to 200")
    })
}

fn size(input: &mut Input<'_>) -> ModalResult<u32> {
    let start = *input;
    let number = decimal.context(expected("how many machines")).parse_next(input)?;
    within(number, 1..=MAX_MACHINES).ok_or_else(|| {
        *input = start;
        failure("a cluster has 1 to 200 machines")
    })
}

fn keys(input: &mut Input<'_>) -> ModalResult<u64> {
    let start = *input;
    let number = decimal.context(expected("how many keys")).parse_next(input)?;
    u64::try_from(number).ok().filter(|n| (1..=MAX_KEYS_PER_FILL).contains(n)).ok_or_else(|| {
        *input = start;
        failure("from 1 to 100,000,000 keys at a time")
    })
}

fn within(number: i64, range: core::ops::RangeInclusive<u32>) -> Option<u32> {
    u32::try_from(number).ok().filter(|n| range.contains(n))
}

/// `:rpc.call(:"apothik_1@127.0.0.1", Module, :function, [arguments])`
fn rpc<'a>(scope: Scope<'a>, input: &mut Input<'a>) -> ModalResult<Command> {
    (":rpc.call", space0, '(', space0).void().parse_next(input)?;
    let node = cut_err(move |input: &mut Input<'a>| node(scope, input))
        .context(expected("a node, such as `:\"apothik_1@127.0.0.1\"`"))
        .parse_next(input)?;
    cut_err(spaced(',')).context(expected("`,`")).parse_next(input)?;
    let start = *input;
    let module = cut_err(alias).context(expected("a module")).parse_next(input)?;
    cut_err(spaced(',')).context(expected("`,`")).parse_next(input)?;
    let function =
        cut_err(preceded(':', bare)).context(expected("a function")).parse_next(input)?;
    cut_err(spaced(',')).context(expected("`,`")).parse_next(input)?;
    let arguments = cut_err(list(scope)).parse_next(input)?;
    cut_err((space0, ')')).context(expected("`)`")).parse_next(input)?;
    remote(node, module, &function, arguments).ok_or_else(|| {
        *input = start;
        failure(
            "expected Apothik.Cache :stats, :get, :put or :delete, Apothik.Cluster :get_state \
             or :nb_nodes, System :stop, Node :list or :stop, with their arguments",
        )
    })
}

/// `:erlang.phash2(term)`, `:erlang.phash2(term, range)`; the term may be a tuple.
fn hash<'a>(scope: Scope<'a>, input: &mut Input<'a>) -> ModalResult<Command> {
    (":erlang.phash2", space0, '(', space0).void().parse_next(input)?;
    let element = || alt((variable(scope).map(Term::from), term));
    let tuple = delimited(
        '{',
        winnow::combinator::separated(0.., spaced(element()), ','),
        cut_err('}').context(expected("`}`")),
    );
    let hash = cut_err(alt((
        tuple.map(|elements: Vec<Term>| phash2::tuple(&elements)),
        element().map(|term| phash2::hash(&term)),
    )))
    .context(expected("an integer, a string, an atom or a tuple of these"))
    .parse_next(input)?;
    let range = opt(preceded(spaced(','), cut_err(hash_range))).parse_next(input)?;
    cut_err((space0, ')')).context(expected("`)`")).parse_next(input)?;
    Ok(Command::Phash2 { hash, range })
}

fn hash_range(input: &mut Input<'_>) -> ModalResult<u64> {
    decimal
        .verify_map(|range| u64::try_from(range).ok().filter(|n| (1..=1 << 32).contains(n)))
        .context(expected("a range from 1 to 4294967296"))
        .parse_next(input)
}

fn list<'a>(scope: Scope<'a>) -> impl ModalParser<Input<'a>, Vec<Term>, ContextError> {
    let element = alt((variable(scope).map(Term::from), term));
    let elements = winnow::combinator::separated(0.., spaced(element), ',');
    delimited(('[', space0), elements, (space0, ']').context(expected("`]`")))
        .context(expected("a list of arguments"))
}

fn remote(node: Number, module: &str, function: &str, mut arguments: Vec<Term>) -> Option<Command> {
    let last = arguments.pop();
    Some(match (module, function, &arguments[..], last) {
        ("System", "stop", [], None) => Command::Leave(node),
        ("System", "stop", [], Some(status)) if status == Term::from(0) => Command::Leave(node),
        ("Node", "stop", [], None) => Command::NodeStop(node),
        ("Node", "list", [], None) => Command::NodeList(node),
        ("Apothik.Cluster", "get_state", [], None) => Command::Cluster(node),
        ("Apothik.Cluster", "nb_nodes", [], None) => Command::NbNodes(node),
        ("Apothik.Cache", "stats", [], None) => Command::StatOf(node),
        ("Apothik.Cache", "get", [], Some(key)) => Command::Get { via: node, key },
        ("Apothik.Cache", "delete", [], Some(key)) => Command::Delete { via: node, key },
        ("Apothik.Cache", "put", [key], Some(value)) => {
            Command::Put { via: node, key: key.clone(), value }
        }
        _ => return None,
    })
}

/// `:"apothik_1@127.0.0.1"`, or with `#{i}` for the loop variable.
fn node<'a>(scope: Scope<'a>, input: &mut Input<'a>) -> ModalResult<Number> {
    let number = alt((delimited("#{", variable(scope), '}'), decimal));
    let name = delimited((literal(PREFIX), '_'), number, ('@', literal(HOST)));
    terminated(preceded(":\"", name), '"').parse_next(input)
}
