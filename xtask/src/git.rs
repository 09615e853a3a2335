//! Runs Git in this repository.

use std::{path::Path, process::Command};

use anyhow::{Context, Result, bail};

/// Returns the output of Git, or its error message if it fails.
pub(crate) fn output(root: &Path, args: &[&str]) -> Result<String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(args)
        .output()
        .context("cannot run git")?;
    if !output.status.success() {
        bail!("{}", String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).context("the output of Git is not UTF-8")
}
