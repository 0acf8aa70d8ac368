//! `apothik scale --nodes N --keys K`

use std::{
    io::{self, Write},
    time::{Duration, Instant},
};

use anyhow::{Context, bail};
use clap::builder::PossibleValuesParser;
use indicatif::{ProgressBar, ProgressStyle};
use lab::{
    count::{bytes, grouped},
    scale::{Experiment, Phase, Run},
};
use node_core::Placement;

use super::{
    memory::{self, Meter},
    number::number,
};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many machines are started.
    #[arg(long, default_value = "5", value_parser = number)]
    nodes: u64,
    /// How many keys are put, through machine 1.
    #[arg(long, default_value = "5000", value_parser = number)]
    keys: u64,
    /// The number of the machine that is killed.
    #[arg(long, value_name = "N", default_value = "2", value_parser = number)]
    kill: u64,
    /// How keys find their owner.
    #[arg(long, default_value = "modulo", value_parser = placements())]
    placement: String,
    /// What it may take in memory, such as 800M or 4G; what the computer has left if not given.
    #[arg(long, value_parser = size)]
    memory: Option<u64>,
}

pub(crate) fn placements() -> PossibleValuesParser {
    PossibleValuesParser::new(Placement::ALL.map(Placement::name))
}

fn size(text: &str) -> Result<u64, String> {
    let complaint = || format!("`{text}` is no size; expected one such as 800M or 4G");
    let digits = text.trim_end_matches(|last: char| !last.is_ascii_digit());
    let unit: u64 = match &text[digits.len()..] {
        "" => 1,
        "k" | "K" | "kB" => 1_000,
        "M" | "MB" => 1_000_000,
        "G" | "GB" => 1_000_000_000,
        _ => return Err(complaint()),
    };
    let count = digits.replace('_', "").parse::<u64>().ok();
    count.and_then(|count| count.checked_mul(unit)).ok_or_else(complaint)
}

/// How a phase went.
struct Took {
    phase: Phase,
    time: Duration,
    memory: u64,
}

/// Does the experiment, and tells what it came to.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let experiment = experiment(arguments);
    let there_is = arguments.memory.or_else(memory::available);
    experiment.check(there_is.unwrap_or(u64::MAX))?;
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "{}, {} keys, {}; machine {} is to die. This takes about {} of memory.",
        machines(experiment.machines.into()),
        grouped(experiment.keys),
        format_args!(":{}", experiment.placement.name()),
        experiment.kill,
        bytes(experiment.memory())
    )?;
    out.flush()?;
    let mut meter = Meter::new();
    let mut run = Run::new(experiment);
    let mut took = Vec::new();
    for phase in Phase::ALL {
        let began = Instant::now();
        let bar = bar(phase);
        run.run(phase, |done| bar.set_position((done * BAR as f64) as u64))
            .map_err(anyhow::Error::msg)
            .with_context(|| format!("in the {}", phase.name()))?;
        bar.finish_and_clear();
        took.push(Took { phase, time: began.elapsed(), memory: meter.now() });
    }
    tell_figures(&mut out, experiment, &run)?;
    tell_costs(&mut out, experiment, &took, &meter)?;
    out.flush()?;
    if run.hits() != run.figures().found {
        bail!("{} keys were found, the ledger says otherwise", grouped(run.hits()));
    }
    Ok(())
}

fn experiment(arguments: &Arguments) -> Experiment {
    let within = |number| u32::try_from(number).unwrap_or(u32::MAX);
    let mut named =
        Placement::ALL.into_iter().filter(|placement| placement.name() == arguments.placement);
    Experiment {
        machines: within(arguments.nodes),
        keys: arguments.keys,
        kill: within(arguments.kill),
        placement: named.next().unwrap_or_default(),
    }
}

/// Parts of a phase that its bar tells apart.
const BAR: u64 = 1_000;

fn bar(phase: Phase) -> ProgressBar {
    let bar = ProgressBar::new(BAR).with_message(phase.name());
    if let Ok(style) = ProgressStyle::with_template("{msg:5} {wide_bar} {percent:>3} %, {eta}") {
        bar.set_style(style);
    }
    bar
}

fn tell_figures(out: &mut impl Write, experiment: Experiment, run: &Run) -> io::Result<()> {
    let (figures, expected) = (run.figures(), experiment.expected());
    let row = |out: &mut dyn Write, name: &str, count: u64, expected: Option<f64>| {
        let expected = expected.map_or_else(String::new, |keys| grouped(keys.round() as u64));
        writeln!(out, "{name:<24}{:>15}{expected:>15}", grouped(count))
    };
    let Experiment { keys, .. } = experiment;
    let left = keys as f64 - expected.lost;
    writeln!(out, "\n{:<24}{:>15}{:>15}", "", "counted", "by arithmetic")?;
    row(out, "acknowledged keys", figures.acknowledged, Some(keys as f64))?;
    row(out, "  found (hits)", run.hits(), expected.found)?;
    row(out, "  unreachable", figures.unreachable, expected.unreachable)?;
    row(out, "  lost", figures.lost, Some(expected.lost))?;
    row(out, "stored entries", figures.stored, Some(left))?;
    row(out, "  reachable", figures.reachable, expected.found)?;
    row(out, "  stranded", figures.stranded, expected.unreachable)?;
    writeln!(out, "Every machine's own count and digest agree with these.")
}

fn tell_costs(
    out: &mut impl Write,
    experiment: Experiment,
    took: &[Took],
    meter: &Meter,
) -> io::Result<()> {
    writeln!(out, "\n{:<24}{:>15}{:>15}", "", "time", "memory then")?;
    for Took { phase, time, memory } in took {
        let seconds = format!("{:.2} s", time.as_secs_f64());
        writeln!(out, "{:<24}{seconds:>15}{:>15}", phase.name(), bytes(*memory))?;
    }
    let all: f64 = took.iter().map(|took| took.time.as_secs_f64()).sum();
    let seconds = format!("{all:.2} s");
    writeln!(out, "{:<24}{seconds:>15}{:>15}", "in all, at most", bytes(meter.most()))?;
    writeln!(out, "{:<24}{:>15}{:>15}", "said beforehand", "", bytes(experiment.memory()))
}

fn machines(count: u64) -> String {
    if count == 1 { "1 machine".to_owned() } else { format!("{} machines", grouped(count)) }
}
