//! Generates stock progenitor output: same library, style and document, all unmodified.
//!
//! The output compiles unmodified, but does not necessarily match the behavior of the API.

use std::panic;

use anyhow::{Context, Result, anyhow};
use openapiv3::OpenAPI;
use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle, TagStyle};
use serde_json::Value;

/// Generates the code for a document.
pub(crate) fn code(document: &Value) -> Result<String> {
    generate(document).context("cannot generate from the unchanged document with progenitor")
}

fn generate(document: &Value) -> Result<String> {
    let spec: OpenAPI = serde_path_to_error::deserialize(document)?;
    // Progenitor panics on unsupported input; the panic hook has printed the reason by then.
    let tokens = panic::catch_unwind(|| {
        let mut settings = GenerationSettings::new();
        settings
            .with_interface(InterfaceStyle::Builder)
            .with_tag(TagStyle::Merged);
        Generator::new(&settings).generate_tokens(&spec)
    });
    let tokens = tokens.map_err(|_| anyhow!("it panicked, see above"))??;
    Ok(prettyplease::unparse(&syn::parse2(tokens)?))
}
