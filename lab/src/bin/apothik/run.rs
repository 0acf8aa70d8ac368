//! `apothik run FILE`

use std::{
    fs,
    io::{self, Read, Write},
    path::Path,
};

use anyhow::{Context, bail};
use lab::{
    record::Recording,
    script,
    session::Session,
    sim::Sim,
    sweep::{Injected, Watch},
};

/// Runs a file of console lines; writes a record when asked to, even of a run that fails.
pub(crate) fn run(file: &Path, echo: bool, record: Option<&Path>) -> anyhow::Result<()> {
    let name =
        if file == Path::new("-") { "standard input".into() } else { file.to_string_lossy() };
    let bytes = read(file).with_context(|| format!("can't read {name}"))?;
    let Some(into) = record else { return run_lines(&mut Session::new(), &name, &bytes, echo) };
    let watch = Watch::recording(Recording::default());
    let mut session = watch.session(Sim::default());
    let result = run_lines(&mut session, &name, &bytes, echo);
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

fn run_lines(session: &mut Session, name: &str, bytes: &[u8], echo: bool) -> anyhow::Result<()> {
    let mut out = io::stdout().lock();
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
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
        for hint in outcome.hints {
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
