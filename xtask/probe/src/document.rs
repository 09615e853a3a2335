//! Parses the document for the probe.

use astro_api_openapi_model::{self as openapi_model, Operation};
use serde_json::Value;

/// An OpenAPI 3.0 document.
#[derive(Debug, Clone)]
pub struct Document {
    root: Value,
}

impl Document {
    /// Parses a document in YAML or JSON.
    ///
    /// # Errors
    /// Returns an error if the text is neither, or not an OpenAPI 3.0 document.
    pub fn read(text: &str) -> Result<Self, String> {
        let root = astro_api_codegen::parse(text).map_err(|e| format!("it {}", e.reason()))?;
        match root.get("openapi").and_then(Value::as_str) {
            Some(version) if version.starts_with("3.0.") => Ok(Self { root }),
            Some(version) => Err(format!(
                "OpenAPI {version} is not supported, only 3.0.x; convert it first"
            )),
            None => Err("`openapi` is missing, so it is not an OpenAPI document".to_owned()),
        }
    }

    /// Returns the document for reading.
    pub(crate) fn model(&self) -> openapi_model::Document<'_> {
        openapi_model::Document::new(&self.root)
    }

    /// Returns the GET operations, those with fewer path parameters first, since their responses contain the ids for
    /// the others.
    pub(crate) fn get_operations(&self) -> Vec<Operation<'_>> {
        let mut operations: Vec<_> = self.model().operations().collect();
        operations.retain(|operation| operation.method == "get");
        operations.sort_by_key(|operation| operation.path.matches('{').count());
        operations
    }
}
