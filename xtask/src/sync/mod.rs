//! `cargo xtask sync`: updates the repository to a newer document.

mod trial;

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use astro_api_codegen::{Generated, Source};
use astro_api_drift::report::{Bump, Format, Report};
use clap::Args;

use crate::{
    Exit,
    canonical::{self, canonical},
    compose::{self, OVERLAYS, UPSTREAM},
    copies,
    drift::{self, PUBLISHED},
    generate::{self, NAMES, OUT, SPEC, beside, say},
    overlay, target, while_doing,
};

/// The header comment of the published document.
const HEADER: &str = "What Astronomer publishes, in its canonical form. `cargo xtask sync` writes it: do not edit. What we say of it,
and what we correct, is in openapi/overlay.";

/// What to take in.
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

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit, String> {
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
    let composed = compose::compose(&new, &overlay::read(root, OVERLAYS)?)?;
    let source = Source {
        document: &composed.text,
        names: Some(&names),
    };
    let code = generate::generated(source).map_err(|e| {
        format!(
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
        let copy = target(root).join("sync");
        let tried = try_out(root, &copy, &texts, &code, out);
        review += &tried.map_err(|reason| format!("{reason}. Nothing was replaced"))?;
    }
    // Do this without changes as well: an earlier run may have been interrupted.
    replace(root, &texts, &code, out)?;
    if old == new {
        say(
            out,
            format_args!(
                "\n{} contains nothing new compared with {UPSTREAM}",
                options.from
            ),
        )?;
        return Ok(Exit::Success);
    }
    say(
        out,
        format_args!("\nTo review:\n{review}\n{}", next_steps(&report)),
    )?;
    Ok(Exit::Findings)
}

/// Builds and tests the update in a copy of the repository, and lists what to review.
fn try_out(
    root: &Path,
    copy: &Path,
    texts: &[(&str, String)],
    code: &Generated,
    out: &mut dyn Write,
) -> Result<String, String> {
    if copy.exists() {
        fs::remove_dir_all(copy).map_err(while_doing(format!("remove {}", copy.display())))?;
    }
    trial::copy(root, copy).map_err(while_doing(format!(
        "copy the repository to {}",
        copy.display()
    )))?;
    replace(copy, texts, code, &mut io::sink())?;
    trial::run(copy, root, out)
}

/// Replaces the document and all files derived from it, by renaming only.
///
/// The published document is last: until it is replaced, repeating the command repeats the update.
fn replace(
    root: &Path,
    texts: &[(&str, String)],
    code: &Generated,
    out: &mut dyn Write,
) -> Result<(), String> {
    let mut paths = texts.iter().map(|(path, _)| root.join(path));
    for (path, (_, text)) in paths.clone().zip(texts) {
        fs::write(beside(&path), text).map_err(while_doing(format!("write {}", path.display())))?;
    }
    generate::write(code, &root.join(OUT), Path::new(OUT), out)?;
    paths
        .try_for_each(|path| fs::rename(beside(&path), &path))
        .map_err(while_doing("replace the document"))?;
    copies::write(root)
}

fn next_steps(report: &Report) -> String {
    let due = match report.verdict.bump {
        Bump::None => "no release is due".to_owned(),
        bump => format!("a {bump} version is due; before 1.0, count a major one as a minor one"),
    };
    format!(
        "Then run `cargo xtask compose`, `cargo xtask generate` and `cargo xtask ci`, and describe the effect on users in CHANGELOG.md: {due}."
    )
}
