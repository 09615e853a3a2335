//! `cargo xtask compat`: checks that programs written for an earlier version compile against this one.

mod base;
mod examples;

use std::{io::Write, path::Path, process::Command};

use clap::Args;

use crate::{Exit, target, while_doing};
use base::Base;

/// What is compared with what.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The commit, branch or tag to compare with [default: the last tag that starts with `v`]
    #[arg(long, value_name = "GIT-REV")]
    base: Option<String>,
    /// Skip the comparison of the public API, which needs `cargo-semver-checks`
    #[arg(long)]
    without_semver: bool,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit, String> {
    let Some(base) = Base::find(root, options.base.as_deref())? else {
        writeln!(
            out,
            "no tag starts with `v`, so there is no release to compare with; pass `--base` to compare with any commit"
        )
        .map_err(while_doing("print"))?;
        return Ok(Exit::Success);
    };
    let mut broken = Vec::new();
    if !examples::compile(root, &base, &target(root))? {
        broken.push("its examples do not compile with this version");
    }
    if !options.without_semver && !is_compatible(root, &base)? {
        broken.push("the public API changes more than the version number allows");
    }
    if broken.is_empty() {
        writeln!(out, "code written for {base} compiles").map_err(while_doing("print"))?;
        return Ok(Exit::Success);
    }
    writeln!(
        out,
        "{base}: {}; see above. Take the change back, or count up `version` in Cargo.toml and say in CHANGELOG.md what \
         users have to do",
        broken.join(", and ")
    )
    .map_err(while_doing("print"))?;
    Ok(Exit::Findings)
}

/// Compares the public APIs with [cargo-semver-checks](https://github.com/obi1kenobi/cargo-semver-checks).
fn is_compatible(root: &Path, base: &Base) -> Result<bool, String> {
    let installed = Command::new("cargo")
        .args(["semver-checks", "--version"])
        .output()
        .map_err(while_doing("run cargo"))?;
    if !installed.status.success() {
        return Err(
            "`cargo-semver-checks` is not installed: `cargo install cargo-semver-checks --locked`, or pass \
             --without-semver"
                .to_owned(),
        );
    }
    let status = Command::new("cargo")
        .args(["semver-checks", "--package", "astro-api"])
        .args(["--baseline-rev", base.commit()])
        .current_dir(root)
        .status()
        .map_err(while_doing("run cargo semver-checks"))?;
    Ok(status.success())
}
