//! `cargo xtask ci`: every check that a change must pass.

use std::{io::Write, path::Path, process::Command, time::Instant};

use clap::Args;

use crate::{Exit, while_doing};

/// The linter of the document, exactly.
const LINTER: &str = "@redocly/cli@2.77.0";

/// What to leave out.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Leave out the lint of the document, which needs Node.js
    #[arg(long)]
    without_node: bool,
}

/// One check.
struct Step {
    name: &'static str,
    program: &'static str,
    args: &'static [&'static str],
    env: &'static [(&'static str, &'static str)],
    remedy: &'static str,
    needs_node: bool,
}

const CARGO: Step = Step {
    name: "",
    program: "cargo",
    args: &[],
    env: &[],
    remedy: "",
    needs_node: false,
};

/// The checks, cheap ones first.
const STEPS: &[Step] = &[
    Step {
        name: "formatting",
        args: &["fmt", "--all", "--check"],
        remedy: "cargo fmt --all",
        ..CARGO
    },
    Step {
        name: "lint of the document",
        program: "npx",
        args: &[
            "--yes",
            LINTER,
            "lint",
            "--config",
            ".redocly/redocly.yaml",
            "openapi/astro-v1.yaml",
        ],
        env: &[
            ("REDOCLY_TELEMETRY", "off"),
            ("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"),
        ],
        remedy: "correct openapi/astro-v1.yaml as the linter says; where there is no Node.js, pass --without-node",
        needs_node: true,
    },
    Step {
        name: "generated code",
        args: &["xtask", "generate", "--check"],
        remedy: "cargo xtask generate",
        ..CARGO
    },
    Step {
        name: "clippy",
        args: &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--features",
            "astro-api/schemars",
            "--",
            "-D",
            "warnings",
        ],
        remedy: "correct what clippy says above",
        ..CARGO
    },
    Step {
        name: "tests",
        args: &["test", "--workspace"],
        remedy: "correct the code, or review the snapshots with `cargo insta review`",
        ..CARGO
    },
    Step {
        name: "documentation",
        args: &[
            "doc",
            "--workspace",
            "--no-deps",
            "--features",
            "astro-api/schemars",
        ],
        env: &[("RUSTDOCFLAGS", "-D warnings")],
        remedy: "correct what rustdoc says above",
        ..CARGO
    },
    Step {
        name: "build without default features",
        args: &[
            "clippy",
            "-p",
            "astro-api",
            "--lib",
            "--no-default-features",
            "--",
            "-D",
            "warnings",
        ],
        remedy: "correct what only the features hide",
        ..CARGO
    },
    Step {
        name: "build with the feature codegen",
        args: &[
            "clippy",
            "-p",
            "astro-api",
            "--features",
            "codegen,schemars",
            "--",
            "-D",
            "warnings",
        ],
        remedy: "correct astro-api/build.rs or the generator",
        ..CARGO
    },
    Step {
        name: "packaged form",
        args: &["xtask", "package"],
        remedy: "see what `cargo xtask package` says",
        ..CARGO
    },
];

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit, String> {
    let mut failed = Vec::new();
    for step in STEPS {
        if step.needs_node && options.without_node {
            writeln!(out, "== {}: left out", step.name).map_err(while_doing("print"))?;
            continue;
        }
        writeln!(
            out,
            "== {}: {} {}",
            step.name,
            step.program,
            step.args.join(" ")
        )
        .map_err(while_doing("print"))?;
        // What the step prints goes straight to the terminal, so what was said before must be there first.
        out.flush().map_err(while_doing("print"))?;
        let start = Instant::now();
        let status = Command::new(step.program)
            .args(step.args)
            .envs(step.env.iter().copied())
            .current_dir(root)
            .status()
            .map_err(while_doing(format!("run {}", step.program)))?;
        let seconds = start.elapsed().as_secs();
        if status.success() {
            writeln!(out, "== {}: passed in {seconds} s", step.name)
                .map_err(while_doing("print"))?;
        } else {
            writeln!(
                out,
                "== {}: FAILED after {seconds} s; {}",
                step.name, step.remedy
            )
            .map_err(while_doing("print"))?;
            failed.push(step.name);
        }
    }
    if failed.is_empty() {
        writeln!(out, "All checks passed.").map_err(while_doing("print"))?;
        Ok(Exit::Fine)
    } else {
        writeln!(out, "Failed: {}.", failed.join(", ")).map_err(while_doing("print"))?;
        Ok(Exit::Found)
    }
}
