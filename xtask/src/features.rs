//! `cargo xtask features`: builds the crate with each feature alone, with none, and with all.

use std::{io::Write, path::Path, process::Command};

use crate::{Exit, while_doing};

/// The features of `astro-api`.
const FEATURES: &[&str] = &[
    "rustls",
    "rustls-no-provider",
    "native-tls",
    "webpki-roots",
    "schemars",
    "codegen",
    "deploy",
    "test-util",
];

pub(crate) fn run(root: &Path, out: &mut dyn Write) -> Result<Exit, String> {
    let mut wrong = Vec::new();
    let all = FEATURES.join(",");
    let alone = FEATURES.iter().copied();
    for features in [""].into_iter().chain(alone).chain([all.as_str()]) {
        writeln!(out, "-- {features:?}").map_err(while_doing("print"))?;
        out.flush().map_err(while_doing("print"))?;
        let check = Command::new("cargo")
            .args(["check", "--quiet", "-p", "astro-api", "--lib"])
            .args(["--no-default-features", "--features", features])
            .current_dir(root)
            .output()
            .map_err(while_doing("run cargo"))?;
        // Fail on warnings as well: denying them by a flag would rebuild the dependencies.
        let messages = String::from_utf8_lossy(&check.stderr);
        if !check.status.success() || messages.contains("warning") {
            writeln!(out, "{messages}").map_err(while_doing("print"))?;
            wrong.push(format!("{features:?}"));
        }
    }
    if wrong.is_empty() {
        return Ok(Exit::Success);
    }
    let wrong = wrong.join(", ");
    writeln!(
        out,
        "The build fails with the features {wrong}; fix the code behind them"
    )
    .map_err(while_doing("print"))?;
    Ok(Exit::Findings)
}
