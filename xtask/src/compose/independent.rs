//! Applies the same overlays with an independent implementation.

use std::{path::Path, process::Command};

use anyhow::{Context, Result};
use fs_err as fs;
use serde_json::{Value, json};

use crate::{
    canonical, overlay,
    repository::{OVERLAYS, SPEC, UPSTREAM},
};

/// An implementation of the Overlay Specification, with its exact version.
const PACKAGE: &str = "openapi-format@1.33.6";

/// Checks that the other implementation produces the checked-in document.
pub(super) fn is_same(root: &Path) -> Result<bool> {
    let actions = overlay::read(root, OVERLAYS)?;
    let actions: Vec<Value> = actions.into_iter().map(|action| action.json).collect();
    // Use a single overlay, because starting the program takes longer than applying the overlays.
    let all = json!({ "overlay": "1.1.0", "info": { "title": "All", "version": "1" }, "actions": actions });
    let name = format!("astro-api-overlay-{}.json", std::process::id());
    let [overlay, composed] =
        ["of", "by"].map(|which| std::env::temp_dir().join(format!("{which}-{name}")));
    fs::write(&overlay, all.to_string())?;
    let output = Command::new("npx")
        .args([
            "--yes",
            PACKAGE,
            UPSTREAM,
            "--no-sort",
            "--no-bundle",
            "--overlayFile",
        ])
        .args([&overlay, Path::new("--output"), &composed])
        .current_dir(root)
        .output()
        .context("cannot run npx")?;
    let text = fs::read_to_string(&composed);
    // Ignore errors: a leftover temporary folder is harmless.
    let _ = [overlay, composed].map(fs::remove_file);
    let messages = [output.stdout, output.stderr].concat();
    let messages = String::from_utf8_lossy(&messages);
    let text = text.with_context(|| format!("{PACKAGE} wrote nothing: {messages}"))?;
    let ours = fs::read_to_string(root.join(SPEC))?;
    Ok(canonical::parse(&text, PACKAGE)? == canonical::parse(&ours, SPEC)?)
}
