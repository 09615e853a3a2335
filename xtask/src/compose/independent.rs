//! Applies the same overlays with an independent implementation.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};

use super::{OVERLAYS, UPSTREAM};
use crate::{canonical, generate::SPEC, overlay, while_doing};

/// An implementation of the Overlay Specification, with its exact version.
const PACKAGE: &str = "openapi-format@1.33.6";

/// Checks that the other implementation produces the checked-in document.
pub(super) fn is_same(root: &Path) -> Result<bool, String> {
    let actions = overlay::read(root, OVERLAYS)?;
    let actions: Vec<Value> = actions.into_iter().map(|action| action.json).collect();
    // Use a single overlay, because starting the program takes longer than applying the overlays.
    let all = json!({ "overlay": "1.1.0", "info": { "title": "All", "version": "1" }, "actions": actions });
    let name = format!("astro-api-overlay-{}.json", std::process::id());
    let [overlay, made] =
        ["of", "by"].map(|which| std::env::temp_dir().join(format!("{which}-{name}")));
    fs::write(&overlay, all.to_string())
        .map_err(while_doing(format!("write {}", overlay.display())))?;
    let output = Command::new("npx")
        .args([
            "--yes",
            PACKAGE,
            UPSTREAM,
            "--no-sort",
            "--no-bundle",
            "--overlayFile",
        ])
        .args([&overlay, Path::new("--output"), &made])
        .current_dir(root)
        .output()
        .map_err(while_doing("run npx"))?;
    let text = fs::read_to_string(&made);
    // Ignore errors: a leftover temporary folder is harmless.
    let _ = [overlay, made].map(fs::remove_file);
    let said = [output.stdout, output.stderr].concat();
    let text = text.map_err(|_| {
        format!(
            "{PACKAGE} wrote nothing: {}",
            String::from_utf8_lossy(&said)
        )
    })?;
    let ours = fs::read_to_string(root.join(SPEC)).map_err(while_doing(format!("read {SPEC}")))?;
    Ok(canonical::parse(&text, PACKAGE)? == canonical::parse(&ours, SPEC)?)
}
