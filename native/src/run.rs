//! `apothik run FILE`

use std::{
    fs,
    io::{self, Read, Write},
    path::Path,
};

use anyhow::{Context, bail};
use lab::{
    record::Recording,
    scenario::{Scenario, link},
    session::Session,
    sim::{Network, Sim},
    sweep::{Injected, Watch},
};

/// Plays a scenario; writes a record when asked to, even of one that fails.
pub(crate) fn run(from: &Path, echo: bool, record: Option<&Path>) -> anyhow::Result<()> {
    let (name, scenario) = read(from)?;
    let sim = Sim::new(Network::new(scenario.seed));
    let Some(into) = record else { return play(&mut Session::on(sim), &name, &scenario, echo) };
    let watch = Watch::recording(Recording::default());
    let mut session = watch.session(sim);
    let result = play(&mut session, &name, &scenario, echo);
    let report = watch.report(Injected::default());
    if let Some(record) = session.record(format!("apothik run {name}")) {
        let file = record.to_file();
        fs::write(into, file).with_context(|| format!("can't write {}", into.display()))?;
    }
    result?;
    match report.violation {
        Some(violation) => bail!("a rule was broken: {violation}"),
        None => Ok(()),
    }
}

fn play(session: &mut Session, name: &str, scenario: &Scenario, echo: bool) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    let mut written = Ok(());
    let played = session.play(scenario, |step, outcome| {
        let mut write = || -> io::Result<()> {
            if echo {
                writeln!(out, "iex> {}", step.source)?;
            }
            if let Ok(value) = &outcome.value {
                writeln!(out, "{value}")?;
            }
            out.flush()
        };
        if written.is_ok() {
            written = write();
        }
        for hint in &outcome.hints {
            eprintln!("{name}, line {}: {hint}", step.number);
        }
    });
    written?;
    played.map_err(|stopped| anyhow::anyhow!("{name}, {stopped}"))
}

/// What is to be played, and how to call it.
pub(crate) fn read(from: &Path) -> anyhow::Result<(String, Scenario)> {
    if let Some(fragment) = from.to_str().and_then(link::named) {
        let text = link::opened(fragment)?;
        let scenario =
            Scenario::read(&text).map_err(|error| anyhow::anyhow!("the link, {error}"))?;
        return Ok(("the link".to_owned(), scenario));
    }
    let name =
        if from == Path::new("-") { "standard input".into() } else { from.to_string_lossy() };
    let bytes = bytes(from).with_context(|| format!("can't read {name}"))?;
    let scenario =
        Scenario::read_bytes(&bytes).map_err(|error| anyhow::anyhow!("{name}, {error}"))?;
    Ok((name.into_owned(), scenario))
}

fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    if file != Path::new("-") {
        return fs::read(file);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}
