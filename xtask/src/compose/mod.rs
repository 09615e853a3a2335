//! `cargo xtask compose`: composes the document from the published document and our overlays.

mod independent;

use std::{fs, io::Write, path::Path};

use clap::Args;
use serde_json::Value;

use crate::{
    Exit,
    canonical::{self, Members},
    copies,
    generate::{SPEC, say},
    overlay::{self, Action, Problems},
    while_doing,
};

/// The path of the published document, in its canonical form.
pub(crate) const UPSTREAM: &str = "openapi/upstream.yaml";
/// The folder of our overlays.
pub(crate) const OVERLAYS: &str = "openapi/overlay";
/// The header comment of the document.
const HEADER: &str = "Composed by `cargo xtask compose` from openapi/upstream.yaml and openapi/overlay. Do not edit: change an overlay,
and run the command again. OpenAPI 3.0 ignores what stands beside `$ref`; here, a description there is that of the place.
`x-secret` says which values are not to be shown where no name tells, or that one may be shown though its name tells otherwise.";

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
    /// Places that lack a description.
    undescribed: Vec<String>,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit, String> {
    if options.independent {
        let is_same = independent::is_same(root)?;
        let what = if is_same {
            "the same"
        } else {
            "something else"
        };
        say(
            out,
            format_args!("a second implementation of overlays composes {what} from {UPSTREAM}"),
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
        say(out, format_args!("{review}{SPEC} is {state}"))?;
        let outdated = copies::outdated(root)?;
        for copy in &outdated {
            let (path, original) = (&copy.path, copy.original);
            say(
                out,
                format_args!("{path} differs from {original}; run `cargo xtask compose`"),
            )?;
        }
        return Ok(if is_same && review.is_empty() && outdated.is_empty() {
            Exit::Success
        } else {
            Exit::Findings
        });
    }
    if !composed.problems.lost.is_empty() {
        let lost = composed.problems.lost.join("\n  ");
        return Err(format!(
            "overlays have targets that do not exist in {UPSTREAM}; fix or remove these actions:\n  {lost}"
        ));
    }
    fs::write(root.join(SPEC), &composed.text).map_err(while_doing(format!("write {SPEC}")))?;
    copies::write(root)?;
    say(out, format_args!("{review}{SPEC} was written"))?;
    Ok(Exit::Success)
}

/// Returns the checked-in published document.
pub(crate) fn upstream(root: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(root.join(UPSTREAM));
    canonical::parse(
        &text.map_err(while_doing(format!("read {UPSTREAM}")))?,
        UPSTREAM,
    )
}

/// Applies overlays to a document in its canonical form.
pub(crate) fn compose(upstream: &Value, actions: &[Action]) -> Result<Composed, String> {
    let mut document = upstream.clone();
    let problems = overlay::apply(&mut document, actions);
    canonical::sort(&mut document, Members::Defined);
    let mut undescribed = Vec::new();
    look(&document, Members::Defined, "", "", &mut undescribed);
    Ok(Composed {
        text: canonical::text(HEADER, &document)?,
        problems,
        undescribed,
    })
}

impl Composed {
    /// Lists the overlay problems that a person must fix.
    pub(crate) fn review(&self) -> String {
        let lines = |all: &[String], what: &str| -> String {
            all.iter().map(|one| format!("- {one}{what}\n")).collect()
        };
        lines(&self.problems.lost, "; fix or remove the action")
            + &lines(
                &self.problems.redundant,
                ": is redundant, because it changes nothing; remove the action",
            )
            + &lines(&self.undescribed, ": describe it in an overlay")
    }
}

/// Collects places without a description: operations, parameters, bodies, schemas, properties, tags and enum values.
fn look(value: &Value, members: Members, kind: &str, at: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(n, item)| (n.to_string(), item))
            .collect(),
        _ => return,
    };
    if members == Members::Defined && value.is_object() {
        let wanted: &[&str] = match kind {
            _ if value.get("operationId").is_some() => &["summary", "description"],
            "parameters" if value.get("$ref").is_some() => &[],
            "properties" | "schemas" | "parameters" | "requestBody" | "tags" => &["description"],
            _ => &[],
        };
        let missing = wanted
            .iter()
            .filter(|word| value[**word].as_str().is_none_or(str::is_empty));
        found.extend(missing.map(|word| format!("{at}/{word}")));
        let description = value["description"].as_str().unwrap_or_default();
        let values = value["enum"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        let missing = values.filter(|value| !description.contains(&format!("`{value}`")));
        found.extend(missing.map(|value| format!("{at}/description, value `{value}`")));
    }
    for (name, child) in children {
        let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        // The kind of an object follows from the key that holds it, or from the key of the surrounding list or map.
        let (members, kind) = match (value, members) {
            (Value::Array(_), _) => (members, kind),
            (_, Members::Defined) => (members.below(&name, child), name.as_str()),
            _ => (members.below(&name, child), kind),
        };
        if members != Members::Data {
            look(child, members, kind, &at, found);
        }
    }
}
