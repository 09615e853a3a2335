//! `cargo xtask generate`: generates the code from the document.

pub(crate) mod files;

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use astro_api_codegen::{Generated, Source, generate, refusals};
use clap::Args;
use fs_err as fs;

use crate::{
    exit::Exit,
    repository::{GENERATED, NAMES, SPEC},
};

/// The command that fixes the differences found by a check.
const REMEDY: &str = "cargo xtask generate";

/// What to generate, and from what.
#[derive(Debug, Default, Args)]
pub(crate) struct Options {
    /// Write nothing; report differences from the checked-in code, and exit with 1 if there are any
    #[arg(long)]
    check: bool,
    /// Generate from this OpenAPI 3.0 document, in YAML or JSON, instead of the checked-in one
    #[arg(long, value_name = "FILE", requires = "out")]
    spec: Option<PathBuf>,
    /// Write the code to this folder
    #[arg(long, value_name = "DIR", requires = "spec")]
    out: Option<PathBuf>,
    /// Read the names of inline enums from this table [default: names derived from their location]
    #[arg(long, value_name = "FILE", requires = "spec")]
    names: Option<PathBuf>,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit> {
    let is_own = options.spec.is_none();
    let spec = options.spec.clone().unwrap_or_else(|| root.join(SPEC));
    let names = if is_own {
        Some(root.join(NAMES))
    } else {
        options.names.clone()
    };
    let folder = options.out.clone().unwrap_or_else(|| root.join(GENERATED));
    let names = names.map(fs::read_to_string).transpose()?;
    let source = Source {
        document: &fs::read_to_string(&spec)?,
        names: names.as_deref(),
    };
    let code =
        generated(source).with_context(|| format!("cannot generate from {}", spec.display()))?;
    if is_own && has_stale_names(&code, out)? {
        return Ok(Exit::Findings);
    }
    // Show paths inside the repository relative to its root, as a user types them there.
    let shown = folder.strip_prefix(root).unwrap_or(&folder);
    if !options.check {
        files::write(&code, &folder, shown, out)?;
        return Ok(Exit::Success);
    }
    if files::check(&code, &folder, shown, out)? {
        return Ok(Exit::Success);
    }
    writeln!(
        out,
        "The document, the generator and the generated code do not match. Run `{}`, then review the change.",
        remedy(options)
    )?;
    Ok(Exit::Findings)
}

/// Generates the code. The error lists everything that the generator refuses, one per line.
pub(crate) fn generated(source: Source<'_>) -> Result<Generated> {
    generate(source).or_else(|first| {
        let all = refusals(source);
        if all.len() < 2 {
            bail!("{first}");
        }
        let lines: Vec<String> = all.iter().map(|e| format!("  {e}")).collect();
        bail!("{} places are refused:\n{}", all.len(), lines.join("\n"))
    })
}

/// Reports what the table of names lacks, and what it has too much.
fn has_stale_names(code: &Generated, out: &mut dyn Write) -> Result<bool> {
    let not_carried = code.facts.not_carried.iter().cloned().collect();
    for (entries, problem, remedy) in [
        (
            &code.unused_names,
            format!("{NAMES} contains locations that do not exist in {SPEC}:"),
            "Fix or remove these entries".to_owned(),
        ),
        (
            &not_carried,
            format!("Some members of updates in {SPEC} have no source in the resource:"),
            format!("Name their source in `updates` of {NAMES}"),
        ),
    ] {
        if !entries.is_empty() {
            let entries = entries.join("\n  ");
            writeln!(
                out,
                "{problem}\n  {entries}\n{remedy}, then run `{REMEDY}`."
            )?;
            return Ok(true);
        }
    }
    Ok(false)
}

/// Returns the command that fixes the differences found with these options.
fn remedy(options: &Options) -> String {
    [
        ("--spec", &options.spec),
        ("--out", &options.out),
        ("--names", &options.names),
    ]
    .into_iter()
    .filter_map(|(name, path)| Some(format!(" {name} {}", path.as_ref()?.display())))
    .fold(REMEDY.to_owned(), |command, option| command + &option)
}
