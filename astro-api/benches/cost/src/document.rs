//! Reads the document and the checked-in code.

use std::{collections::BTreeMap, path::Path};

use anyhow::{Context, Result};
use fs_err as fs;
use serde_json::Value;
use walkdir::WalkDir;

/// The document of the released crate.
const SPEC: &str = "openapi/astro-v1.yaml";
/// The folder of the checked-in generated code.
const GENERATED: &str = "astro-api/src/generated";

/// Generated code: the text of each file by path.
pub(crate) type Code = BTreeMap<String, String>;

/// Returns the checked-in document.
pub(crate) fn read(root: &Path) -> Result<Value> {
    let text = fs::read_to_string(root.join(SPEC))?;
    yaml_serde::from_str(&text).context(SPEC)
}

/// Returns the checked-in code.
pub(crate) fn checked_in(root: &Path) -> Result<Code> {
    let (folder, mut code) = (root.join(GENERATED), Code::new());
    for entry in WalkDir::new(&folder) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(&folder)?.to_string_lossy();
            code.insert(path.into_owned(), fs::read_to_string(entry.path())?);
        }
    }
    Ok(code)
}
