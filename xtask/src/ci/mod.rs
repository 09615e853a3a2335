//! `cargo xtask ci`: runs every check that a change must pass.

mod steps;

use std::{
    io::Write,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result};
use clap::Args;
use fs_err as fs;

use self::steps::{Needs, REFERENCES, STEPS, Step};
use crate::exit::Exit;

/// What to leave out.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Skip the checks that need Node.js: the second overlay implementation, the linter, and Prism
    #[arg(long)]
    without_node: bool,
    /// Skip the checks that build the dependencies several times: lowest versions and TLS features
    #[arg(long)]
    without_slow: bool,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit> {
    let references = std::path::absolute(root.join(REFERENCES))?;
    fs::create_dir_all(references.parent().unwrap_or(root))?;
    // Remove the file of an earlier run, because the tests append to it.
    if references.exists() {
        fs::remove_file(&references)?;
    }
    let mut failed = Vec::new();
    for step in STEPS {
        let name = step.name;
        let missing = match step.needs {
            Needs::Nothing => None,
            Needs::Node => options.without_node.then(|| "--without-node".to_owned()),
            Needs::Time => options.without_slow.then(|| "--without-slow".to_owned()),
            Needs::Program(program) => {
                (!is_installed(program)).then(|| format!("{program} is not installed"))
            }
        };
        if let Some(reason) = missing {
            // Locally a program may be missing; the workflow installs it.
            if matches!(step.needs, Needs::Program(_))
                && std::env::var_os("GITHUB_ACTIONS").is_some()
            {
                writeln!(out, "== {name}: FAILED; {reason}")?;
                failed.push(name);
            } else {
                writeln!(out, "== {name}: skipped, {reason}")?;
            }
            continue;
        }
        writeln!(out, "== {name}: {}", step.command)?;
        // The step prints directly to the terminal, so flush earlier output first.
        out.flush()?;
        let start = Instant::now();
        let status = command(step)?
            .env("INSTA_SNAPSHOT_REFERENCES_FILE", &references)
            .current_dir(root)
            .status()
            .with_context(|| format!("cannot run `{}`", step.command))?;
        let seconds = start.elapsed().as_secs();
        if status.success() {
            writeln!(out, "== {name}: passed in {seconds} s")?;
        } else {
            writeln!(out, "== {name}: FAILED after {seconds} s; {}", step.remedy)?;
            failed.push(name);
        }
    }
    if failed.is_empty() {
        writeln!(out, "All checks passed.")?;
        return Ok(Exit::Success);
    }
    writeln!(out, "Failed: {}.", failed.join(", "))?;
    Ok(Exit::Findings)
}

/// Returns the command to run. Commands of this program run without cargo, which might rebuild it with other features.
fn command(step: &Step) -> Result<Command> {
    let mut words = step.command.split(' ');
    let mut command = if let Some(own) = step.command.strip_prefix("cargo xtask ") {
        words = own.split(' ');
        Command::new(std::env::current_exe()?)
    } else {
        Command::new(words.next().unwrap_or_default())
    };
    command.args(words).envs(step.env.iter().copied());
    Ok(command)
}

/// Returns whether a program can be run.
fn is_installed(program: &str) -> bool {
    let status = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.is_ok_and(|status| status.success())
}
