//! `cargo xtask ci`: runs every check that a change must pass.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use clap::Args;

use crate::{Exit, while_doing};

/// The file in which the tests record the snapshots that they reference.
const REFERENCES: &str = "target/snapshot-references.txt";

/// The linter of the document, with its exact version.
const LINTER: &str = "@redocly/cli@2.77.0";

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

/// One check.
struct Step {
    name: &'static str,
    program: &'static str,
    args: &'static [&'static str],
    env: &'static [(&'static str, &'static str)],
    /// An environment variable with the path of an output file, relative to the root. A file from an earlier run is
    /// removed.
    writes: Option<(&'static str, &'static str)>,
    remedy: &'static str,
    needs_node: bool,
    is_slow: bool,
    /// An optional program. If it is missing, the check is skipped; in CI, the check fails.
    needs_tool: Option<&'static str>,
}

impl Step {
    /// The command to run. Commands of this program run without cargo, which might rebuild it with other features.
    fn command(&self) -> Result<Command, String> {
        let (program, args) = match self.args {
            ["xtask", args @ ..] => {
                let own = std::env::current_exe().map_err(while_doing("find this program"))?;
                (own, args)
            }
            args => (PathBuf::from(self.program), args),
        };
        let mut command = Command::new(program);
        command.args(args);
        Ok(command)
    }
}

const CARGO: Step = Step {
    name: "",
    program: "cargo",
    args: &[],
    env: &[],
    writes: None,
    remedy: "",
    needs_node: false,
    is_slow: false,
    needs_tool: None,
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
        name: "composed document",
        args: &["xtask", "compose", "--check"],
        remedy: "fix the overlays in openapi/overlay as listed above, then run `cargo xtask compose`",
        ..CARGO
    },
    Step {
        name: "document composed by a second implementation",
        args: &["xtask", "compose", "--independent"],
        remedy: "fix xtask/src/overlay.rs or the overlay; without Node.js, pass --without-node",
        needs_node: true,
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
        remedy: "fix the overlay in openapi/overlay as reported above; without Node.js, pass --without-node",
        needs_node: true,
        ..CARGO
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
        remedy: "fix the findings above",
        ..CARGO
    },
    Step {
        name: "tests",
        args: &["test", "--workspace"],
        writes: Some(("INSTA_SNAPSHOT_REFERENCES_FILE", REFERENCES)),
        remedy: "fix the code, or review the snapshots with `cargo insta review`",
        ..CARGO
    },
    Step {
        name: "unreferenced snapshots",
        args: &["xtask", "snapshots", REFERENCES],
        remedy: "fix failed tests first, because they did not reach all their snapshots; then remove the snapshots above",
        ..CARGO
    },
    Step {
        name: "slow tests",
        args: &[
            "test",
            "--workspace",
            "--test",
            "suite",
            "slow_",
            "--",
            "--ignored",
        ],
        remedy: "fix the generator, or what the generated code uses",
        ..CARGO
    },
    Step {
        name: "requests validated by Prism",
        args: &["xtask", "prism"],
        remedy: "fix the document or the generator as reported above; without Node.js, pass --without-node",
        needs_node: true,
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
        remedy: "fix the findings above",
        ..CARGO
    },
    Step {
        name: "examples of the last release",
        args: &["xtask", "compat", "--without-semver"],
        remedy: "see the output of `cargo xtask compat`",
        ..CARGO
    },
    Step {
        name: "build with each feature alone, and with all",
        args: &["xtask", "features"],
        remedy: "fix the code behind the features",
        ..CARGO
    },
    Step {
        name: "dependencies at their lowest versions",
        args: &["xtask", "minimal"],
        is_slow: true,
        remedy: "increase the minimum version of the dependency in astro-api/Cargo.toml or astro-api/codegen/Cargo.toml",
        ..CARGO
    },
    Step {
        name: "each TLS feature (slow at first)",
        args: &["xtask", "tls"],
        is_slow: true,
        remedy: "fix astro-api/src/transport/tls.rs; see the output of `cargo xtask tls`",
        ..CARGO
    },
    Step {
        name: "licences and sources of the dependencies",
        args: &[
            "deny",
            "--all-features",
            "check",
            "licenses",
            "bans",
            "sources",
        ],
        remedy: "see deny.toml",
        needs_tool: Some("cargo-deny"),
        ..CARGO
    },
    Step {
        name: "packaged form",
        args: &["xtask", "package"],
        remedy: "see the output of `cargo xtask package`",
        ..CARGO
    },
];

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit, String> {
    let mut failed = Vec::new();
    for step in STEPS {
        if (step.needs_node && options.without_node) || (step.is_slow && options.without_slow) {
            writeln!(out, "== {}: skipped", step.name).map_err(while_doing("print"))?;
            continue;
        }
        if let Some(tool) = step.needs_tool.filter(|tool| !is_there(tool)) {
            // Locally it may be missing; the workflow installs it.
            if std::env::var_os("GITHUB_ACTIONS").is_some() {
                writeln!(out, "== {}: FAILED; install {tool}", step.name)
                    .map_err(while_doing("print"))?;
                failed.push(step.name);
            } else {
                writeln!(out, "== {}: skipped, {tool} is not installed", step.name)
                    .map_err(while_doing("print"))?;
            }
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
        // The step prints directly to the terminal, so flush earlier output first.
        out.flush().map_err(while_doing("print"))?;
        let start = Instant::now();
        let mut command = step.command()?;
        command.envs(step.env.iter().copied()).current_dir(root);
        if let Some((variable, path)) = step.writes {
            command.env(variable, ready_to_write(root, path)?);
        }
        let status = command
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
        Ok(Exit::Success)
    } else {
        writeln!(out, "Failed: {}.", failed.join(", ")).map_err(while_doing("print"))?;
        Ok(Exit::Findings)
    }
}

/// Returns whether a program can be run.
fn is_there(program: &str) -> bool {
    let asked = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    asked.is_ok_and(|status| status.success())
}

/// Returns the absolute path of a file that may not exist, in a folder that does.
fn ready_to_write(root: &Path, path: &str) -> Result<PathBuf, String> {
    let full = std::path::absolute(root.join(path))
        .map_err(while_doing(format!("find {path} below {}", root.display())))?;
    if let Some(folder) = full.parent() {
        fs::create_dir_all(folder).map_err(while_doing(format!("make {}", folder.display())))?;
    }
    match fs::remove_file(&full) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => {
            Err(format!("cannot remove {}: {e}", full.display()))
        }
        _ => Ok(full),
    }
}
