//! `apothik compare --nodes N,... --keys K`

mod docs;
mod plot;
mod table;

use std::{
    io::{self, Write},
    path::PathBuf,
    time::Instant,
};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use lab::{
    compare::{self, Entrant, Measured, Task},
    count::grouped,
};
use node_core::NodeId;

use super::{
    memory,
    number::{number, small},
    scale::placements,
};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many machines there are: one comparison for each number.
    #[arg(
        long,
        value_name = "N,...",
        value_delimiter = ',',
        default_value = "10,100,1000,10000,100000",
        value_parser = small
    )]
    nodes: Vec<u32>,
    /// How many keys they share.
    #[arg(long, default_value = "1000000", value_parser = number)]
    keys: u64,
    /// How many machines go.
    #[arg(long, value_name = "N", default_value = "1", value_parser = small)]
    remove: u32,
    /// How many machines come, to all there are.
    #[arg(long, value_name = "N", default_value = "1", value_parser = small)]
    add: u32,
    /// Draws the machines that go.
    #[arg(long, default_value = "1", value_parser = number)]
    seed: u64,
    /// Which placements are compared; all if not given.
    #[arg(long, value_name = "NAME,...", value_delimiter = ',', value_parser = placements())]
    placements: Vec<String>,
    /// Draw the plots into this folder, as SVG.
    #[arg(long, value_name = "DIR")]
    svg: Option<PathBuf>,
    /// Write the tables into this Markdown file, between its markers.
    #[arg(long, value_name = "FILE")]
    write_docs: Option<PathBuf>,
}

/// All that was measured at one number of machines.
struct Comparison {
    task: Task,
    measured: Vec<Measured>,
}

/// Compares, and tells what it came to.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let entrants = entrants(&arguments.placements);
    let tasks = tasks(arguments);
    let there_is = memory::available().unwrap_or(u64::MAX);
    tasks.iter().try_for_each(|task| task.check(&entrants, there_is))?;
    // What can't be written is to be known before minutes have passed.
    let docs = arguments.write_docs.as_deref().map(docs::Page::open).transpose()?;
    if let Some(folder) = &arguments.svg {
        let complaint = || format!("can't make {}", folder.display());
        std::fs::create_dir_all(folder).with_context(complaint)?;
    }
    let heading = docs::heading();

    let bar = bar(tasks.len() * entrants.len());
    let hashes = compare::hashes(arguments.keys);
    let mut out = io::stdout().lock();
    let mut comparisons = Vec::new();
    for task in tasks {
        let measured = entrants.iter().map(|entrant| measure(task, *entrant, &hashes, &bar));
        let comparison = Comparison { task, measured: measured.collect() };
        bar.suspend(|| tell(&mut out, &comparison))?;
        comparisons.push(comparison);
    }
    bar.finish_and_clear();
    if let Some(folder) = &arguments.svg {
        plot::draw_all(folder, &comparisons)?;
    }
    if let Some(page) = docs {
        page.write(&heading, &comparisons)?;
    }
    Ok(())
}

fn entrants(names: &[String]) -> Vec<Entrant> {
    let named = |entrant: &Entrant| {
        names.is_empty() || names.iter().any(|name| name == entrant.placement.name())
    };
    Entrant::all().into_iter().filter(named).collect()
}

fn tasks(arguments: &Arguments) -> Vec<Task> {
    let &Arguments { keys, remove, add, seed, .. } = arguments;
    let mut nodes = arguments.nodes.clone();
    nodes.sort_unstable();
    nodes.dedup();
    nodes.into_iter().map(|machines| Task { machines, keys, remove, add, seed }).collect()
}

/// Parts of an entrant that the bar tells apart.
const BAR: u64 = 100;

fn bar(entrants: usize) -> ProgressBar {
    let bar = ProgressBar::new(entrants as u64 * BAR);
    let style = ProgressStyle::with_template("{msg:36} {wide_bar} {percent:>3} %");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    bar
}

fn measure(task: Task, entrant: Entrant, hashes: &[u32], bar: &ProgressBar) -> Measured {
    bar.set_message(format!("{}, {}", machines(task.machines), entrant.label()));
    let (began, start) = (Instant::now(), bar.position());
    let mut watch = |done: f64| bar.set_position(start + (done * BAR as f64) as u64);
    compare::measure(task, entrant, hashes, &mut || began.elapsed(), &mut watch)
}

fn tell(out: &mut impl Write, comparison: &Comparison) -> io::Result<()> {
    writeln!(out, "{}\n", summary(comparison))?;
    out.write_all(table::of(comparison).text().as_bytes())?;
    for note in notes(comparison) {
        writeln!(out, "{note}")?;
    }
    writeln!(out)?;
    out.flush()
}

/// How many machines and keys there are, and who goes and comes.
fn summary(Comparison { task, measured }: &Comparison) -> String {
    let anybody = measured.first().map(|measured| measured.entrant);
    let names = |nodes: Vec<NodeId>| match *nodes {
        [] => "none".to_owned(),
        [node] => format!("machine {}", grouped(node.number().into())),
        _ => machines(nodes.len() as u32),
    };
    let goes = anybody.map(|entrant| names(entrant.leavers(*task))).unwrap_or_default();
    let comes = anybody.map(|entrant| names(entrant.comers(*task))).unwrap_or_default();
    let (there, keys) = (machines(task.machines), grouped(task.keys));
    format!("{there}, {keys} keys. Going: {goes}. Coming: {comes}.")
}

/// What there is to know besides, a line each.
fn notes(Comparison { task, measured }: &Comparison) -> Vec<String> {
    let each = measured.iter().flat_map(|measured| {
        let label = measured.entrant.label();
        measured.notes(*task).into_iter().map(move |note| format!("{label}: {note}."))
    });
    each.collect()
}

fn machines(count: u32) -> String {
    if count == 1 { "1 machine".to_owned() } else { format!("{} machines", grouped(count.into())) }
}
