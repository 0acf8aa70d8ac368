//! `apothik sweep --seeds A..B`

use core::ops::Range;
use std::{fs, num::NonZero, path::PathBuf, thread, time::Instant};

use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};
use lab::{
    count::grouped,
    record::Recording,
    sweep::{Failure, Span, Sweep, Watch, live, sweep},
};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The seeds, from A up to but not including B.
    #[arg(long, value_name = "A..B", value_parser = seeds, default_value = "0..300")]
    seeds: Range<u64>,
    /// Virtual seconds of each life; the last 21 are the calm.
    #[arg(long, default_value = "60", value_parser = span)]
    seconds: Span,
    /// How many lives are lived at once; as many as the computer has cores if not given.
    #[arg(long)]
    threads: Option<NonZero<usize>>,
    /// Record the life of the one seed there is into this file, for `replay`.
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
}

fn seeds(text: &str) -> Result<Range<u64>, String> {
    let (start, end) = text.split_once("..").ok_or("expected two numbers, such as 0..300")?;
    let number = |text: &str| {
        text.replace('_', "").parse::<u64>().map_err(|_| format!("`{text}` is no seed"))
    };
    let range = number(start)?..number(end)?;
    if range.is_empty() {
        return Err(format!("there is no seed in {text}"));
    }
    Ok(range)
}

fn span(text: &str) -> Result<Span, String> {
    let seconds = text.parse::<u64>().map_err(|_| format!("`{text}` is no number of seconds"))?;
    Span::from_secs(seconds).ok_or_else(|| "a life has 22 seconds at least".to_owned())
}

/// Lives all seeds, and tells what that came to.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let Arguments { seeds, seconds, threads, record } = arguments;
    if let Some(file) = record {
        return write_record(seeds, *seconds, file);
    }
    let threads = threads.or_else(|| thread::available_parallelism().ok());
    let began = Instant::now();
    let bar = ProgressBar::new(seeds.end - seeds.start);
    if let Ok(style) =
        ProgressStyle::with_template("{wide_bar} {human_pos} of {human_len} lives, {eta}")
    {
        bar.set_style(style);
    }
    let all = sweep(seeds.clone(), *seconds, threads.map_or(1, NonZero::get), || bar.inc(1));
    bar.finish_and_clear();
    report(&all, began.elapsed().as_secs_f64());
    if let Some(failure) = &all.failure {
        return explain(failure);
    }
    let missing: Vec<_> = all.injected.missing().collect();
    if !missing.is_empty() {
        bail!("the sweep proves little: it had no {}", missing.join(", no "));
    }
    Ok(())
}

fn report(all: &Sweep, seconds: f64) {
    for (name, count) in all.injected.counts() {
        println!("{:>15}  {name}", grouped(count));
    }
    println!("{:>15}  things seen and checked", grouped(all.seen));
    println!(
        "{} lives, each lived twice, in {seconds:.1} s: {}",
        grouped(all.lives),
        if all.failure.is_some() { "a rule was broken" } else { "no rule was broken" }
    );
}

fn explain(failure: &Failure) -> anyhow::Result<()> {
    let Failure { seed, violation, last } = failure;
    eprintln!("The last things that happened in the life of seed {seed}:");
    for line in last {
        eprintln!("  {line}");
    }
    let next = seed + 1;
    bail!(
        "seed {seed}: {violation}\nSee it again: apothik sweep --seeds {seed}..{next} --record \
         {seed}.record; apothik replay {seed}.record"
    );
}

fn write_record(seeds: &Range<u64>, span: Span, file: &PathBuf) -> anyhow::Result<()> {
    let seed = seeds.start;
    if seeds.end - seed != 1 {
        bail!("a record is of one life: give one seed, such as --seeds {seed}..{}", seed + 1);
    }
    let report = live(seed, span, Watch::recording(Recording::default()));
    if let Some(record) = &report.record {
        let bytes = record.to_file();
        fs::write(file, bytes).with_context(|| format!("can't write {}", file.display()))?;
    }
    println!("{} things of seed {seed} are in {}", grouped(report.seen), file.display());
    match report.violation {
        Some(violation) => {
            for line in &report.last {
                eprintln!("  {line}");
            }
            bail!("seed {seed}: {violation}")
        }
        None => Ok(()),
    }
}
