//! Generates one half of the `astro-api` crate from an OpenAPI 3.0 document.
//!
//! One pure function, [`generate`], converts the text of a document into the text of the files:
//!
//! 1. **load**: parses YAML or JSON;
//! 2. **normalize**: rewrites everything that progenitor rejects, panics on or translates wrongly;
//! 3. **progenitor**: writes the types and the signatures of the operations;
//! 4. **refine**: improves the types, and writes the operations;
//! 5. **format**: prints the files, one module per tag.
//!
//! The command `cargo xtask generate`, the build script of `astro-api` and the tests call it.

mod document;
mod error;
mod format;
mod ident;
mod imports;
mod invalid;
mod load;
mod markdown;
mod model;
mod names;
mod normalize;
mod pipeline;
mod progenitor;
mod refine;
mod refusals;
mod steps;

pub use error::{Error, ErrorKind, Place, Result};
pub use load::{load, parse};
pub use pipeline::{Facts, Generated, Source, generate};
pub use refusals::{MAX_REFUSALS, refusals};
pub use steps::{
    normalization_step, normalization_steps, normalized, refinement_step, refinement_steps,
};
