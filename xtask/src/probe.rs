//! `cargo xtask probe`: does the API answer what the document says?
//!
//! The work is done by a program of its own, so that this one does not depend on the client whose code it generates.

use std::{ffi::OsString, io::Write, path::Path, process::Command};

use clap::Args;

use crate::{Exit, while_doing};

/// The package of the program.
const PACKAGE: &str = "astro-api-probe";

/// What to pass on.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub(crate) struct Options {
    /// What the program takes; `--help` lists it
    #[arg(
        value_name = "OPTIONS",
        trailing_var_arg = true,
        allow_hyphen_values = true
    )]
    args: Vec<OsString>,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit, String> {
    // The program writes to the terminal by itself, so what was said before must be there first.
    out.flush().map_err(while_doing("print"))?;
    // In the folder that the user is in, since a path among the options may begin there.
    let status = Command::new("cargo")
        .args(["run", "--quiet", "--package", PACKAGE, "--manifest-path"])
        .arg(root.join("Cargo.toml"))
        .arg("--")
        .args(&options.args)
        .status()
        .map_err(while_doing("run cargo"))?;
    Ok(match status.code() {
        Some(0) => Exit::Fine,
        Some(1) => Exit::Found,
        // The program has said why, or cargo has.
        _ => Exit::Failed,
    })
}
