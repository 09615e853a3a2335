//! Generates stock progenitor output: same library, style and document, all unmodified.
//!
//! The output compiles unmodified, but does not necessarily match the behavior of the API.

use std::panic;

use openapiv3::OpenAPI;
use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle, TagStyle};
use serde_json::Value;

use crate::while_doing;

/// Generates the code for a document.
pub(super) fn code(document: &Value) -> Result<String, String> {
    const WHAT: &str = "generate from the unchanged document with progenitor";
    let spec: OpenAPI = serde_path_to_error::deserialize(document)
        .map_err(|e| format!("cannot {WHAT}: {} (at {})", e.inner(), e.path()))?;
    // Progenitor panics on unsupported input; the panic hook has printed the reason by then.
    let tokens = panic::catch_unwind(|| {
        let mut settings = GenerationSettings::new();
        settings
            .with_interface(InterfaceStyle::Builder)
            .with_tag(TagStyle::Merged);
        Generator::new(&settings).generate_tokens(&spec)
    })
    .map_err(|_| format!("cannot {WHAT}: it panics, see above"))?
    .map_err(while_doing(WHAT))?;
    let file = syn::parse2(tokens).map_err(while_doing(WHAT))?;
    Ok(prettyplease::unparse(&file))
}
