//! Text to document.

use serde_json::Value;

use crate::{Error, ErrorKind, error::Result};

/// Reads any document from YAML or JSON.
///
/// # Errors
/// Returns an error if the text is neither.
pub fn parse(text: &str) -> Result<Value> {
    let text = text.trim_start_matches('\u{feff}');
    // JSON is detected by its first character. Nearly all JSON is also valid YAML, but the YAML reader is slower, and
    // reports JSON mistakes as YAML errors.
    if text.trim_start().starts_with('{') {
        serde_json::from_str(text).map_err(|e| Error::at("", format!("is not JSON: {e}")))
    } else {
        let merged = yaml_serde::from_str(text)
            .and_then(|mut yaml: yaml_serde::Value| yaml.apply_merge().map(|()| yaml))
            .map_err(|e| e.to_string())
            // Unlike a YAML map, a JSON map has only string keys, such as "200".
            .and_then(|yaml| serde_json::to_value(yaml).map_err(|e| e.to_string()));
        merged.map_err(|e| Error::at("", format!("is not YAML: {e}")))
    }
}

/// Reads an OpenAPI 3.0 document from YAML or JSON.
///
/// # Errors
/// Returns an error if the text is neither, or is not an OpenAPI 3.0 document.
pub fn load(text: &str) -> Result<Value> {
    let document = parse(text).map_err(|e| e.with_kind(ErrorKind::Version))?;
    let error = match document.get("openapi") {
        Some(Value::String(version)) if version.starts_with("3.0.") => return Ok(document),
        Some(version) => Error::at(
            "/openapi",
            format!(
                "is {version}; only OpenAPI 3.0.x is supported, so convert the document to \"3.0.3\" first"
            ),
        ),
        None if document.get("swagger").is_some() => Error::at(
            "/swagger",
            "is Swagger 2.0; only OpenAPI 3.0.x is supported, so convert the document first",
        ),
        None => Error::at("/openapi", "is missing: this is not an OpenAPI document"),
    };
    Err(error.with_kind(ErrorKind::Version))
}
