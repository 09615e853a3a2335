//! `cargo xtask features`: does the crate build with each feature alone, with none, and with all?

use std::{io::Write, path::Path, process::Command};

use crate::{Exit, package::succeeds, while_doing};

/// Every feature of `astro-api`.
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
        let mut clippy = Command::new("cargo");
        clippy
            .args(["clippy", "--quiet", "-p", "astro-api", "--lib"])
            .args(["--no-default-features", "--features", features])
            .args(["--", "-D", "warnings"])
            .current_dir(root);
        if !succeeds(&mut clippy)? {
            wrong.push(format!("{features:?}"));
        }
    }
    if wrong.is_empty() {
        return Ok(Exit::Fine);
    }
    let wrong = wrong.join(", ");
    writeln!(
        out,
        "The build fails with the features {wrong}; fix the code behind them"
    )
    .map_err(while_doing("print"))?;
    Ok(Exit::Found)
}
