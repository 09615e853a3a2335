//! Maintains copies of files that packages need in their own folders. Symbolic links do not work in every checkout.

use std::path::Path;

use anyhow::Result;
use fs_err as fs;

use crate::repository::{NAMES, SPEC};

/// Each original with the folders of its copies.
const COPIES: [(&str, &[&str]); 5] = [
    (SPEC, &["astro-api/openapi"]),
    (NAMES, &["astro-api/openapi"]),
    ("CHANGELOG.md", &["astro-api"]),
    ("LICENSE-MIT", PACKAGES),
    ("LICENSE-APACHE", PACKAGES),
];

/// The folders of the packages that are published.
const PACKAGES: &[&str] = &[
    "astro-api",
    "astro-api/codegen",
    "astro-api/openapi-model",
    "tests/fake",
];

/// The expected content of a copy.
pub(crate) struct Copy {
    pub(crate) path: String,
    pub(crate) original: &'static str,
    text: String,
}

/// Writes the copies that differ from their originals.
pub(crate) fn write(root: &Path) -> Result<()> {
    for copy in outdated(root)? {
        let path = root.join(&copy.path);
        fs::create_dir_all(path.parent().unwrap_or(root))?;
        fs::write(&path, copy.text)?;
    }
    Ok(())
}

/// Returns the copies that differ from their originals.
pub(crate) fn outdated(root: &Path) -> Result<Vec<Copy>> {
    let mut outdated = Vec::new();
    for (original, folders) in COPIES {
        // A test may use a copy of the repository that lacks some originals.
        let path = root.join(original);
        if !path.exists() {
            continue;
        }
        let text = fs::read_to_string(path)?;
        let name = original.rsplit('/').next().unwrap_or(original);
        for folder in folders {
            let path = format!("{folder}/{name}");
            if fs::read_to_string(root.join(&path)).is_ok_and(|copy| copy == text) {
                continue;
            }
            outdated.push(Copy {
                path,
                original,
                text: text.clone(),
            });
        }
    }
    Ok(outdated)
}
