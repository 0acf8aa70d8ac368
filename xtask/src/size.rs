//! `cargo xtask size`: what a visitor fetches, in bytes after gzip.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};

use crate::{setup, test, workspace};

/// What the beginnings of the names are of files that only a lesson, a scenario, a link, a saved figure
/// or a look back asks for.
const ON_DEMAND: [&str; 8] =
    ["lessons", "reader", "export", "scenarios", "share", "snapshot", "record", "replay"];

/// Builds the page and says how large each of its files is.
pub(crate) fn size() -> Result<()> {
    test::build(&setup::for_build()?)?;
    let dist = workspace::root().join("dist");
    let mut sizes =
        files(&dist)?.iter().map(|file| size_of(&dist, file)).collect::<Result<Vec<_>>>()?;
    sizes.sort_unstable_by_key(|(_, _, gzip)| std::cmp::Reverse(*gzip));
    let is_later = |name: &str| ON_DEMAND.iter().any(|beginning| name.starts_with(beginning));
    println!("{:>10} {:>10}", "bytes", "gzip -9");
    for (title, later) in [("the first view", false), ("on demand", true)] {
        let mut sum = (0, 0);
        for (name, bytes, gzip) in sizes.iter().filter(|(name, ..)| is_later(name) == later) {
            println!("{bytes:>10} {gzip:>10}  {name}");
            sum = (sum.0 + bytes, sum.1 + gzip);
        }
        println!("{:>10} {:>10}  = {title}\n", sum.0, sum.1);
    }
    Ok(())
}

/// All files in a folder, and in those within it.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("can't read {}", folder.display()))?;
    let mut found = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    Ok(found)
}

/// A file's name, its bytes, and how many are left after gzip.
fn size_of(dist: &Path, file: &Path) -> Result<(String, usize, usize)> {
    let bytes = fs::read(file).with_context(|| format!("can't read {}", file.display()))?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&bytes)?;
    let name = file.strip_prefix(dist).unwrap_or(file).to_string_lossy().into_owned();
    Ok((name, bytes.len(), gzip.finish()?.len()))
}
