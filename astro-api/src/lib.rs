//! The Rust SDK of Astronomer's Astro API.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod base_url;
mod bounds;
mod byte_stream;
mod call;
mod client;
mod config;
mod decode;
mod error;
#[cfg(not(feature = "codegen"))]
#[rustfmt::skip]
mod generated;
#[cfg(feature = "codegen")]
mod generated {
    include!(concat!(env!("OUT_DIR"), "/generated/mod.rs"));
}
mod json_path;
mod open_enum;
mod paging;
mod records;
mod request;
mod response;
mod tls;
mod token;
mod tolerant;

pub use byte_stream::ByteStream;
pub use client::Client;
pub use config::ClientBuilder;
pub use error::{Error, ErrorKind, FieldError};
pub use generated::{builder, types};
pub use open_enum::UnknownValue;
pub use paging::{ItemStream, Page, Pages};
pub use records::Records;
pub use reqwest::{StatusCode, header};
pub use response::Response;
