//! The commands of this repository, as a library, so that tests can call them and check their output.

mod canonical;
mod ci;
mod compat;
mod compose;
mod copies;
mod cost;
mod drift;
mod features;
mod fetch;
mod generate;
mod git;
mod minimal;
mod overlay;
mod package;
mod prism;
mod probe;
mod references;
mod snapshots;
mod sync;
mod tls;

use std::{
    ffi::OsString,
    fmt::Display,
    io::Write,
    path::{Path, PathBuf},
};

use clap::{Parser, Subcommand};

/// The result of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Success.
    Success,
    /// Differences or findings.
    Findings,
    /// The command failed.
    Error,
}

impl Exit {
    /// Returns the exit code of the process.
    pub fn code(self) -> u8 {
        match self {
            Self::Success => 0,
            Self::Findings => 1,
            Self::Error => 2,
        }
    }
}

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
    /// Compile the examples of an earlier version against this one, and compare the public APIs
    Compat(compat::Options),
    /// Measure the build cost of the generated code
    Cost(cost::Options),
    /// Package the crates, and build them outside of this repository
    Package(package::Options),
    /// Build the crate with each feature alone, with none, and with all
    Features,
    /// Build the crate with the lowest versions that its dependencies allow
    Minimal,
    /// Build and run a program without root certificates for each TLS feature; slow at first
    Tls,
    /// Send the requests of the tests to Stoplight's Prism, which validates them; needs Node.js
    Prism,
    /// Validate live responses strictly against the OpenAPI document; needs a token, or --fake
    Probe(probe::Options),
    /// Update the repository to a newer OpenAPI document
    ///
    /// Exit codes: 0 nothing is new, 1 the repository was updated and needs a review, 2 nothing was replaced.
    Sync(sync::Options),
    /// Find unreferenced snapshots
    Snapshots(snapshots::Options),
}

/// Returns the root folder of the repository in which the command was called.
///
/// Determined at run time, since one target folder can serve several checkouts.
pub fn root() -> PathBuf {
    // Cargo sets this to the package of the command, from whichever folder it was called.
    let package = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
    let here = std::env::current_dir().ok();
    let starts: Vec<PathBuf> = package.into_iter().chain(here).collect();
    let is_root = |folder: &&Path| {
        folder.join("xtask/Cargo.toml").exists() && folder.join("openapi").exists()
    };
    let found = starts
        .iter()
        .find_map(|start| start.ancestors().find(is_root));
    found.unwrap_or(Path::new(".")).to_owned()
}

/// Returns the absolute path of cargo's target folder for the repository.
fn target(root: &Path) -> PathBuf {
    let target =
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    // Only fails without a current folder; cargo reports that itself.
    std::path::absolute(&target).unwrap_or(target)
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
        Command::Compat(options) => compat::run(root, &options, out),
        Command::Cost(options) => cost::run(root, &options, out),
        Command::Package(options) => package::run(root, &options, out),
        Command::Features => features::run(root, out),
        Command::Minimal => minimal::run(root, out),
        Command::Tls => tls::run(root, out),
        Command::Prism => prism::run(root, out),
        Command::Probe(options) => probe::run(root, &options, out),
        Command::Sync(options) => sync::run(root, &options, out),
        Command::Snapshots(options) => snapshots::run(root, &options, out),
    };
    result.unwrap_or_else(|message| {
        let _ = writeln!(out, "error: {message}");
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
        // Asking for help is valid as well.
        _ => Ok(()),
    }
}

/// Returns a function that converts an error to a message that begins with the attempted action.
fn while_doing<E: Display>(what: impl Display) -> impl FnOnce(E) -> String {
    move |e| format!("cannot {what}: {e}")
}
