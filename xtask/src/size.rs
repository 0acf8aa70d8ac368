//! `cargo xtask size`: what a visitor fetches, in bytes after gzip.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use flate2::{Compression, write::GzEncoder};

use crate::{setup, test, workspace};

/// Builds the page and says how large each of its files is.
pub(crate) fn size() -> Result<()> {
    test::build(&setup::for_build()?)?;
    let mut sizes = files(&workspace::root().join("dist"))?
        .iter()
        .map(|file| size_of(file))
        .collect::<Result<Vec<_>>>()?;
    sizes.sort_unstable_by_key(|(_, _, gzip)| std::cmp::Reverse(*gzip));
    let bytes = sizes.iter().map(|(_, bytes, _)| bytes).sum();
    let gzip = sizes.iter().map(|(_, _, gzip)| gzip).sum();
    sizes.push(("all of it".to_owned(), bytes, gzip));
    println!("{:>10} {:>10}", "bytes", "gzip -9");
    for (name, bytes, gzip) in sizes {
        println!("{bytes:>10} {gzip:>10}  {name}");
    }
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("can't read {}", folder.display()))?;
    entries.map(|entry| Ok(entry?.path())).collect()
}

/// A file's name, its bytes, and how many are left after gzip.
fn size_of(file: &Path) -> Result<(String, usize, usize)> {
    let bytes = fs::read(file).with_context(|| format!("can't read {}", file.display()))?;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&bytes)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((name, bytes.len(), gzip.finish()?.len()))
}
