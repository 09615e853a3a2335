//! `cargo xtask sync`: updates the repository to a newer document.

mod verify;

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use astro_api_codegen::{Generated, Source};
use astro_api_drift::report::{Bump, Format, Report};
use clap::Args;
use fs_err as fs;

use crate::{
    canonical::{self, canonical},
    compose, copies,
    drift::{self, PUBLISHED},
    exit::Exit,
    generate::{
        self,
        files::{self, temporary},
    },
    overlay,
    repository::{GENERATED, NAMES, OVERLAYS, SPEC, UPSTREAM, target},
};

/// The header comment of the published document.
const HEADER: &str = "The document that Astronomer publishes, in its canonical form. `cargo xtask sync` writes it. Do not edit:
descriptions and corrections are in openapi/overlay.";

/// Where the newer document is, and how much to check.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The newer document, in YAML or JSON
    #[arg(long, value_name = "FILE|URL", default_value = PUBLISHED)]
    from: String,
    /// Also write the drift report to this file, in Markdown
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Skip building the crate and running the snapshot tests
    #[arg(long)]
    without_tests: bool,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit> {
    let new = drift::read(&options.from)?;
    let old = canonical(&compose::upstream(root)?);
    let names = drift::names(root)?;
    let report = drift::report(root, [&old, &new], [&names, &names])?;
    report.write(Format::Text, UPSTREAM, out)?;
    if let Some(path) = &options.report {
        let mut file = fs::File::create(path)?;
        report.write(Format::Markdown, UPSTREAM, &mut file)?;
    }
    let composed = compose::compose(&new, &overlay::read(root, OVERLAYS)?)?;
    let source = Source {
        document: &composed.text,
        names: Some(&names),
    };
    let code = generate::generated(source).map_err(|e| {
        anyhow!(
            "the generator refuses the new document: {e}\nNothing was replaced. Add a step to \
             astro-api/codegen/src/normalize that handles it, and run the command again"
        )
    })?;
    let texts = [
        (SPEC, composed.text.clone()),
        (UPSTREAM, canonical::text(HEADER, &new)?),
    ];
    let mut review = composed.review();
    for entry in &code.unused_names {
        review += &format!("- {NAMES}: `{entry}` no longer exists; fix or remove the entry\n");
    }
    if old != new && !options.without_tests {
        review += &verify(root, &texts, &code, out).context("nothing was replaced")?;
    }
    // Do this without changes as well: an earlier run may have been interrupted.
    replace(root, &texts, &code, out)?;
    if old == new {
        writeln!(
            out,
            "\n{} contains nothing new compared with {UPSTREAM}",
            options.from
        )?;
        return Ok(Exit::Success);
    }
    write!(out, "\n{}", next_steps(&review, &report))?;
    Ok(Exit::Findings)
}

/// Builds and tests the update in a copy of the repository, and lists what to review.
fn verify(
    root: &Path,
    texts: &[(&str, String)],
    code: &Generated,
    out: &mut dyn Write,
) -> Result<String> {
    let copy = target(root).join("sync");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    verify::copy(root, &copy)?;
    replace(&copy, texts, code, &mut io::sink())?;
    verify::run(&copy, root, out)
}

/// Replaces the document and all files derived from it, by renaming only.
///
/// The published document is last: until it is replaced, repeating the command repeats the update.
fn replace(
    root: &Path,
    texts: &[(&str, String)],
    code: &Generated,
    out: &mut dyn Write,
) -> Result<()> {
    let mut paths = texts.iter().map(|(path, _)| root.join(path));
    for (path, (_, text)) in paths.clone().zip(texts) {
        fs::write(temporary(&path), text)?;
    }
    files::write(code, &root.join(GENERATED), Path::new(GENERATED), out)?;
    paths.try_for_each(|path| fs::rename(temporary(&path), &path))?;
    copies::write(root)
}

/// Returns the instructions for the reader. The workflow `sync` copies them, starting at `To review:`.
fn next_steps(review: &str, report: &Report) -> String {
    let due = match report.verdict.bump {
        Bump::None => "no release is due".to_owned(),
        bump => format!("a {bump} version is due; before 1.0, count a major one as a minor one"),
    };
    let steps = if review.is_empty() {
        "To review: nothing\n\nRun `cargo xtask ci`".to_owned()
    } else {
        format!(
            "To review:\n{review}\nThen run `cargo xtask compose`, `cargo xtask generate` and `cargo xtask ci`"
        )
    };
    format!("{steps}, and describe the effect on users in CHANGELOG.md: {due}.\n")
}
