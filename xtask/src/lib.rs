//! The commands of this repository, as a library, so that tests can call them and check their output.

mod canonical;
mod ci;
mod compose;
mod copies;
mod drift;
mod exit;
mod fetch;
mod generate;
mod git;
mod overlay;
mod probe;
mod repository;
mod snapshots;
mod sync;

use std::{ffi::OsString, io::Write, path::Path};

use clap::{Parser, Subcommand};

pub use exit::Exit;
pub use repository::root;

/// The commands of this repository.
///
/// Exit codes: 0 success, 1 something differs or was found, 2 the command failed.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Generate the client code from the OpenAPI document
    Generate(generate::Options),
    /// Compose the OpenAPI document from the published document and our overlays
    Compose(compose::Options),
    /// Compare a newer OpenAPI document with the checked-in one, and report breaking changes
    Drift(drift::Options),
    /// Run every check that a change must pass, the fastest first
    Ci(ci::Options),
    /// Validate live responses strictly against the OpenAPI document; needs a token, or --fake
    Probe(probe::Options),
    /// Update the repository to a newer OpenAPI document
    ///
    /// Exit codes: 0 nothing is new, 1 the repository was updated and needs a review, 2 nothing was replaced.
    Sync(sync::Options),
    /// Find unreferenced snapshots
    Snapshots(snapshots::Options),
}

/// Runs a command line, and prints to `out` without colours.
pub fn run(root: &Path, args: impl IntoIterator<Item = OsString>, out: &mut dyn Write) -> Exit {
    // Buffer the output, since the writer that strips colours must own it.
    let mut plain = anstream::StripStream::new(Vec::new());
    let exit = run_in_colours(root, args, &mut plain);
    let _ = out.write_all(&plain.into_inner());
    exit
}

/// Runs a command line, and prints to `out`, partly in colours.
pub fn run_in_colours(
    root: &Path,
    args: impl IntoIterator<Item = OsString>,
    out: &mut dyn Write,
) -> Exit {
    let cli = match Cli::try_parse_from(args) {
        Ok(cli) => cli,
        Err(e) => {
            let _ = write!(out, "{}", e.render());
            return if e.use_stderr() {
                Exit::Error
            } else {
                Exit::Success
            };
        }
    };
    let result = match cli.command {
        Command::Generate(options) => generate::run(root, &options, out),
        Command::Compose(options) => compose::run(root, &options, out),
        Command::Drift(options) => drift::run(root, &options, out),
        Command::Ci(options) => ci::run(root, &options, out),
        Command::Probe(options) => probe::run(root, &options, out),
        Command::Sync(options) => sync::run(root, &options, out),
        Command::Snapshots(options) => snapshots::run(root, &options, out),
    };
    result.unwrap_or_else(|error| {
        let _ = writeln!(out, "error: {error:#}");
        Exit::Error
    })
}

/// Checks that a command line is valid, so that tests can check the commands in the documentation.
///
/// # Errors
/// Returns the error message that the command would print.
pub fn check(args: impl IntoIterator<Item = OsString>) -> Result<(), String> {
    match Cli::try_parse_from(args) {
        Err(e) if e.use_stderr() => Err(e.to_string()),
        // A request for help is valid as well.
        _ => Ok(()),
    }
}
