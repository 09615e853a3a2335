//! `cargo xtask probe`: validates live responses against the document.
//!
//! Runs a separate program, so that this one does not depend on the client whose code it generates.

use std::{ffi::OsString, io::Write, path::Path, process::Command};

use anyhow::{Context, Result};
use clap::Args;

use crate::exit::Exit;

/// The package of the program.
const PACKAGE: &str = "astro-api-probe";

/// What to pass on.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Options {
    /// The options of the program; `--help` lists them
    #[arg(
        value_name = "OPTIONS",
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    args: Vec<OsString>,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit> {
    // The program writes directly to the terminal, so flush earlier output first.
    out.flush()?;
    // Run in the user's current folder, since options may contain relative paths.
    let status = Command::new("cargo")
        .args(["run", "--quiet", "--package", PACKAGE, "--manifest-path"])
        .arg(root.join("Cargo.toml"))
        .arg("--")
        .args(&options.args)
        .status()
        .context("cannot run cargo")?;
    Ok(match status.code() {
        Some(0) => Exit::Success,
        Some(1) => Exit::Findings,
        // The program or cargo has printed the reason.
        _ => Exit::Error,
    })
}
