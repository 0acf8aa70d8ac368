//! Debian's packages, where we may install them.

use std::path::Path;

use anyhow::Result;

use crate::run::{command, on_path, output, run};

/// Whether this is a system of Debian's kind, and we are its root.
pub(super) fn is_ours() -> bool {
    Path::new("/etc/debian_version").is_file()
        && on_path("apt-get").is_some()
        && output("id", &["-u"]).as_deref() == Some("0")
}

/// Fetches the lists of what there is.
pub(super) fn update() -> Result<()> {
    apt(&["update"])
}

/// Installs packages, without those that are only recommended.
pub(super) fn install(packages: &[&str]) -> Result<()> {
    apt(&[&["install", "--yes", "--no-install-recommends"], packages].concat())
}

/// The version that would be installed.
pub(super) fn candidate(package: &str) -> Option<String> {
    candidate_in(&output("apt-cache", &["policy", package])?).map(str::to_owned)
}

fn apt(arguments: &[&str]) -> Result<()> {
    run(command("apt-get").args(arguments).env("DEBIAN_FRONTEND", "noninteractive"))
}

fn candidate_in(policy: &str) -> Option<&str> {
    let version = policy.lines().find_map(|line| line.trim().strip_prefix("Candidate: "))?;
    (version != "(none)").then_some(version)
}

#[cfg(test)]
mod tests {
    use super::candidate_in;

    #[test]
    fn the_candidate_is_read_from_what_apt_says() {
        let policy = "nodejs:\n  Installed: (none)\n  Candidate: 18.20.4+dfsg-1~deb12u1\n";
        assert_eq!(candidate_in(policy), Some("18.20.4+dfsg-1~deb12u1"));
        assert_eq!(candidate_in("nodejs:\n  Candidate: (none)\n"), None);
        assert_eq!(candidate_in(""), None);
    }
}
