//! Runs Git in this repository.

use std::{path::Path, process::Command};

use crate::while_doing;

/// Returns the output of Git, or its error message if it fails.
pub(crate) fn output(root: &Path, args: &[&str]) -> Result<String, String> {
    let output = Command::new("git")
        .arg("-C")
        .arg(root)
        .args(args)
        .output()
        .map_err(while_doing("run git"))?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(reason.trim().to_owned());
    }
    String::from_utf8(output.stdout).map_err(while_doing("read what git prints"))
}
