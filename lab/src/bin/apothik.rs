//! The native command: experiments without a browser.

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};
use clap::{Parser, Subcommand};
use lab::{script, session::Session};

#[derive(Parser)]
#[command(version, about = "Apothik's experiments, on simulated machines")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run a file of console lines on a fresh cluster of five, in virtual time.
    ///
    /// Prints one result a line. Blank lines and comments are skipped; a line that can't be read
    /// ends the run.
    Run {
        /// The file; `-` reads standard input.
        file: PathBuf,
        /// Print each line before its result, behind the prompt `iex> `.
        #[arg(long)]
        echo: bool,
    },
}

fn main() -> ExitCode {
    let Command::Run { file, echo } = Cli::parse().command;
    match run(&file, echo) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("apothik: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Whoever reads our output has had enough.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
}

fn run(file: &Path, echo: bool) -> anyhow::Result<()> {
    let name =
        if file == Path::new("-") { "standard input".into() } else { file.to_string_lossy() };
    let bytes = read(file).with_context(|| format!("can't read {name}"))?;
    let mut session = Session::new();
    let mut out = io::stdout().lock();
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    for (index, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        let number = index + 1;
        let Ok(line) = core::str::from_utf8(line.strip_suffix(b"\r").unwrap_or(line)) else {
            bail!("{name}, line {number}: expected UTF-8");
        };
        let command = match script::parse(line) {
            Ok(None) => continue,
            Ok(Some(command)) => command,
            Err(error) => bail!("{name}, line {number}, {error}"),
        };
        if echo {
            writeln!(out, "iex> {}", line.trim())?;
        }
        let outcome = session.run(command);
        match outcome.value {
            Ok(value) => writeln!(out, "{value}")?,
            Err(why) => bail!("{name}, line {number}: {why}"),
        }
        if let Some(hint) = outcome.hint {
            out.flush()?;
            eprintln!("{name}, line {number}: {hint}");
        }
    }
    out.flush()?;
    Ok(())
}

fn read(file: &Path) -> io::Result<Vec<u8>> {
    if file != Path::new("-") {
        return fs::read(file);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}
