//! `apothik master`: the console of a cluster on NATS.

mod colleagues;
mod console;

use std::{
    io::{self, IsTerminal as _, Write as _},
    path::PathBuf,
};

use anyhow::bail;
use clap::Args;
use lab::{
    ledger::Figures,
    master::{Audit, Outcome},
    scenario::{Scenario, Step},
    script,
};

use crate::{
    channel::{Channel, Place},
    run::read,
};
use console::Console;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    place: Place,
    /// Console lines, or a scenario; `-` reads standard input to its end first. If not given, lines
    /// are read one after another, and each is run once it is there.
    file: Option<PathBuf>,
    /// Print each line before its result, behind the prompt `iex> `.
    #[arg(long)]
    echo: bool,
    /// Print the ledger's figures after the last line, and whether the machines agree.
    #[arg(long)]
    account: bool,
}

/// Runs lines on the cluster there is.
pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let Arguments { place, file, echo, account } = arguments;
    let script = file.as_deref().map(read).transpose()?;
    let mut console = Console::join(Channel::open(place, "apothik master")?)?;
    let played = match script {
        Some((name, scenario)) => play(&mut console, &name, &scenario, *echo),
        None => converse(&mut console, *echo),
    };
    let accounted = if *account && played.is_ok() { tell_account(&mut console) } else { Ok(()) };
    console.leave();
    played.and(accounted)
}

/// Prints what the ledger comes to.
fn tell_account(console: &mut Console) -> anyhow::Result<()> {
    let (figures, audit) = console.account()?;
    let Figures { stored, reachable, stranded, acknowledged, found, unreachable, lost, .. } =
        figures;
    println!("stored {stored} = reachable {reachable} + stranded {stranded}");
    println!(
        "acknowledged {acknowledged} = found {found} + unreachable {unreachable} + lost {lost}"
    );
    println!("unknown {}, refused {}", figures.unknown, figures.refused);
    match audit {
        Audit::Agree => println!("the machines agree"),
        Audit::Unseen(entries) => {
            println!("the machines agree, but for {entries} entries from before this console came");
        }
        Audit::Pending => bail!("the machines have not settled, so they were not compared"),
        Audit::Disagree(all) => bail!("{} machines hold something else", all.len()),
    }
    Ok(())
}

/// Runs the lines of a file.
fn play(console: &mut Console, name: &str, scenario: &Scenario, echo: bool) -> anyhow::Result<()> {
    let start = console.now();
    let played = scenario.play_on(
        |line, at| console.run(line, at.map(|at| start + at)),
        |step, outcome| Ok(print(name, step, outcome, echo)?),
    )?;
    played.map_err(|stopped| anyhow::anyhow!("{name}, {stopped}"))
}

/// Prints what a line came to: its value on standard output, words to the person beside it.
fn print(name: &str, step: &Step, outcome: &Outcome, echo: bool) -> io::Result<()> {
    let mut out = io::stdout().lock();
    if echo {
        writeln!(out, "iex> {}", step.source)?;
    }
    if let Ok(value) = &outcome.value {
        writeln!(out, "{value}")?;
    }
    for hint in &outcome.hints {
        eprintln!("{name}, line {}: {hint}", step.number);
    }
    out.flush()
}

/// Runs lines as they come; one that can't be read, or that is refused, is told of, and the next one
/// is read.
fn converse(console: &mut Console, echo: bool) -> anyhow::Result<()> {
    let prompts = io::stdin().is_terminal();
    console.listen_to_person();
    let mut refused = 0_u32;
    for number in 1.. {
        if prompts {
            print!("iex> ");
            io::stdout().flush()?;
        }
        let Some(source) = console.line()? else { break };
        let line = match script::parse(&source) {
            Ok(Some(line)) => line,
            Ok(None) => continue,
            Err(error) => {
                eprintln!("line {number}, {error}");
                refused += 1;
                continue;
            }
        };
        let outcome = console.run(line, None)?;
        let step = Step { number, source, ..Step::default() };
        print("standard input", &step, &outcome, echo)?;
        if let Err(why) = &outcome.value {
            eprintln!("line {number}: {why}");
            refused += 1;
        }
    }
    if prompts || refused == 0 {
        return Ok(());
    }
    bail!("{refused} lines were not run")
}
