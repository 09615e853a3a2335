//! `cargo xtask sync`: takes a newer document into the repository.

mod stage;
mod trial;

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use astro_api_drift::report::{Bump, Format, GENERATOR_OK, Report};
use clap::Args;
use serde_json::Value;

use crate::{
    Exit,
    canonical::{self, canonical},
    compose::{self, OVERLAYS, UPSTREAM},
    drift::{self, PUBLISHED},
    generate::{self, NAMES, OUT, SPEC, say},
    overlay, while_doing,
};
use stage::Stage;

/// What the published document begins with.
const HEADER: &str = "What Astronomer publishes, in its canonical form. `cargo xtask sync` writes it: do not edit. What we say of it,
and what we correct, is in openapi/overlay.";

/// What to take in.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// The newer document, in YAML or JSON
    #[arg(long, value_name = "FILE|URL", default_value = PUBLISHED)]
    from: String,
    /// Write the drift report to this file as well, in Markdown
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Leave out building the crate and running the tests that have snapshots
    #[arg(long)]
    without_tests: bool,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit, String> {
    if Stage::recover(root)? {
        say(
            out,
            format_args!("What an interrupted run had begun to replace is replaced now."),
        )?;
    }
    let new = drift::read(&options.from)?;
    let old = canonical(&compose::upstream(root)?);
    let names = drift::names(root)?;
    let report = drift::report(root, [&old, &new], [&names, &names])?;
    report
        .write(Format::Text, UPSTREAM, out)
        .map_err(while_doing("print"))?;
    if let Some(path) = &options.report {
        fs::File::create(path)
            .and_then(|mut file| report.write(Format::Markdown, UPSTREAM, &mut file))
            .map_err(while_doing(format!("write {}", path.display())))?;
    }
    if report.verdict.generator != GENERATOR_OK {
        return Err(format!(
            "the generator does not take the newer document: {}; unless that says what to do, mend it with a step in \
             astro-api/codegen/src/normalize, and run the command again. Nothing was replaced",
            report.verdict.generator
        ));
    }
    if old == new {
        say(
            out,
            format_args!(
                "\n{} brings nothing that {UPSTREAM} does not say",
                options.from
            ),
        )?;
        return Ok(Exit::Fine);
    }
    let review = take_in(root, &new, options.without_tests, out);
    let review = review.map_err(|reason| format!("{reason}. Nothing was replaced"))?;
    say(
        out,
        format_args!("\nTo review:\n{review}\n{}", next_steps(&report)),
    )?;
    Ok(Exit::Found)
}

/// Replaces the document and all that is made of it, or nothing, and says what to review.
fn take_in(
    root: &Path,
    new: &Value,
    without_tests: bool,
    out: &mut dyn Write,
) -> Result<String, String> {
    let composed = compose::compose(new, &overlay::read(root, OVERLAYS)?)?;
    // What is built and tested is the whole repository.
    let stage = Stage::of(
        root,
        if without_tests {
            &["openapi", OUT]
        } else {
            &[""]
        },
    )?;
    for (path, text) in [
        (UPSTREAM, &canonical::text(HEADER, new)?),
        (SPEC, &composed.text),
    ] {
        fs::write(stage.folder.join(path), text).map_err(while_doing(format!("write {path}")))?;
    }
    let mut review = composed.review();
    for entry in generate::regenerate(&stage.folder, out)? {
        review += &format!("- {NAMES}: `{entry}` is gone; correct or remove the entry\n");
    }
    if !without_tests {
        review += &trial::run(root, &stage.folder, out)?;
    }
    stage.publish()?;
    Ok(review)
}

fn next_steps(report: &Report) -> String {
    let due = match report.verdict.bump {
        Bump::None => "no release is due".to_owned(),
        bump => format!("a {bump} version is due; before 1.0, count a major one as a minor one"),
    };
    format!(
        "Then run `cargo xtask compose`, `cargo xtask generate` and `cargo xtask ci`, and say in CHANGELOG.md what users see: {due}."
    )
}
