//! `cargo xtask compose`: composes the document from the published document and our overlays.

mod independent;
mod undescribed;

use std::{io::Write, path::Path};

use anyhow::{Result, bail};
use clap::Args;
use fs_err as fs;
use serde_json::Value;

use crate::{
    canonical::{self, Members},
    copies,
    exit::Exit,
    overlay::{self, Action, Problems},
    repository::{OVERLAYS, SPEC, UPSTREAM},
};

/// The header comment of the document.
const HEADER: &str = "Composed by `cargo xtask compose` from openapi/upstream.yaml and openapi/overlay. Do not edit: change an overlay,
and run the command again. A description beside `$ref`, which OpenAPI 3.0 ignores, describes the member that refers to
the schema. `x-secret` marks a value to redact; if it is false, the value is shown although its name looks like a secret.";

/// What to do with the document.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Write nothing; exit with 1 if the document is out of date or an overlay must be changed
    #[arg(long)]
    check: bool,
    /// Compose with a second implementation of overlays, and exit with 1 if the result differs; needs Node.js
    #[arg(long, conflicts_with = "check")]
    independent: bool,
}

/// A composed document.
pub(crate) struct Composed {
    pub(crate) text: String,
    problems: Problems,
    /// Locations that lack a description.
    undescribed: Vec<String>,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit> {
    if options.independent {
        let is_same = independent::is_same(root)?;
        let what = if is_same {
            "the same document"
        } else {
            "a different document"
        };
        writeln!(
            out,
            "a second implementation of overlays composes {what} from {UPSTREAM}"
        )?;
        return Ok(if is_same {
            Exit::Success
        } else {
            Exit::Findings
        });
    }
    let composed = compose(&upstream(root)?, &overlay::read(root, OVERLAYS)?)?;
    let review = composed.review();
    if options.check {
        let is_same = fs::read_to_string(root.join(SPEC)).is_ok_and(|old| old == composed.text);
        let state = if is_same {
            "up to date"
        } else {
            "out of date; run `cargo xtask compose`"
        };
        writeln!(out, "{review}{SPEC} is {state}")?;
        let outdated = copies::outdated(root)?;
        for copy in &outdated {
            let (path, original) = (&copy.path, copy.original);
            writeln!(
                out,
                "{path} differs from {original}; run `cargo xtask compose`"
            )?;
        }
        return Ok(if is_same && review.is_empty() && outdated.is_empty() {
            Exit::Success
        } else {
            Exit::Findings
        });
    }
    if !composed.problems.unmatched.is_empty() {
        bail!(
            "overlays have targets that do not exist in {UPSTREAM}; fix or remove these actions:\n  {}",
            composed.problems.unmatched.join("\n  ")
        );
    }
    fs::write(root.join(SPEC), &composed.text)?;
    copies::write(root)?;
    writeln!(out, "{review}{SPEC} was written")?;
    Ok(Exit::Success)
}

/// Returns the checked-in published document.
pub(crate) fn upstream(root: &Path) -> Result<Value> {
    canonical::parse(&fs::read_to_string(root.join(UPSTREAM))?, UPSTREAM)
}

/// Applies overlays to a document in its canonical form.
pub(crate) fn compose(upstream: &Value, actions: &[Action]) -> Result<Composed> {
    let mut document = upstream.clone();
    let problems = overlay::apply(&mut document, actions);
    canonical::sort(&mut document, Members::Defined);
    Ok(Composed {
        text: canonical::text(HEADER, &document)?,
        problems,
        undescribed: undescribed::locations(&document),
    })
}

impl Composed {
    /// Lists the overlay problems that a person must fix.
    pub(crate) fn review(&self) -> String {
        let lines = |all: &[String], what: &str| -> String {
            all.iter().map(|one| format!("- {one}{what}\n")).collect()
        };
        lines(&self.problems.unmatched, "; fix or remove the action")
            + &lines(
                &self.problems.redundant,
                ": is redundant, because it changes nothing; remove the action",
            )
            + &lines(&self.undescribed, ": describe it in an overlay")
    }
}
