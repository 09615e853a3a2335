//! The names that the generated files import, with their paths. Each file imports only the names that it uses.
//!
//! These names and those of Rust's prelude are reserved: a schema or an operation with a reserved name is renamed.

use std::collections::BTreeSet;

/// The imports of the files of types.
const TYPES: [(&str, &str); 23] = [
    ("BTreeMap", "::std::collections::BTreeMap"),
    ("DateTime", "::chrono::DateTime"),
    ("Utc", "::chrono::Utc"),
    ("Deserialize", "::serde::Deserialize"),
    ("Serialize", "::serde::Serialize"),
    ("Error", "crate::Error"),
    (
        "ExtraMembers",
        "crate::request::extra_members::ExtraMembers",
    ),
    ("SearchPage", "crate::traits::SearchPage"),
    ("Page", "crate::traits::Page"),
    ("HasStatus", "crate::traits::HasStatus"),
    ("UnknownValue", "crate::UnknownValue"),
    ("Validate", "crate::validation::Validate"),
    ("FieldPath", "crate::validation::FieldPath"),
    ("variant", "crate::request::convert::variant"),
    ("object", "crate::serde_helpers::object::object"),
    ("read_object", "crate::serde_helpers::object::read_object"),
    ("open_enum", "crate::serde_helpers::open_enum::open_enum"),
    ("Sealed", "crate::pagination::Sealed"),
    ("REDACTED", "crate::redaction::REDACTED"),
    ("ZeroValue", "crate::serde_helpers::lenient::ZeroValue"),
    (
        "null_as_zero",
        "crate::serde_helpers::lenient::null_as_zero",
    ),
    ("nullable", "crate::serde_helpers::lenient::nullable"),
    ("zero", "crate::serde_helpers::lenient::zero"),
];

/// The imports of the files of builders, which name the types of the document as `types::…`.
const BUILDERS: [(&str, &str); 27] = [
    ("Arc", "::std::sync::Arc"),
    ("BTreeMap", "::std::collections::BTreeMap"),
    ("DateTime", "::chrono::DateTime"),
    ("Utc", "::chrono::Utc"),
    ("Method", "::reqwest::Method"),
    ("ByteStream", "crate::ByteStream"),
    ("Client", "crate::Client"),
    ("Error", "crate::Error"),
    (
        "ExtraMembers",
        "crate::request::extra_members::ExtraMembers",
    ),
    ("LogTail", "crate::LogTail"),
    ("ItemStream", "crate::ItemStream"),
    ("Pages", "crate::Pages"),
    ("Response", "crate::Response"),
    ("SearchStream", "crate::SearchStream"),
    ("Waiter", "crate::Waiter"),
    ("FieldPath", "crate::validation::FieldPath"),
    ("RequestContext", "crate::client::RequestContext"),
    ("FirstInvalid", "crate::request::convert::FirstInvalid"),
    ("IntoList", "crate::request::convert::IntoList"),
    ("IntoMap", "crate::request::convert::IntoMap"),
    ("IntoOption", "crate::request::convert::IntoOption"),
    ("IntoValue", "crate::request::convert::IntoValue"),
    ("buildable", "crate::request::convert::buildable"),
    ("Operation", "crate::request::operation::Operation"),
    ("RateClass", "crate::request::operation::RateClass"),
    (
        "request_options",
        "crate::request::options::request_options",
    ),
    ("REDACTED", "crate::redaction::REDACTED"),
];

/// The types and traits of Rust's prelude, edition 2024.
const PRELUDE: [&str; 44] = [
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Vec",
];

/// Returns whether the generated code uses this name itself, so that no type can have it.
pub(crate) fn is_reserved(name: &str) -> bool {
    is_in_prelude(name) || TYPES.iter().any(|(used, _)| *used == name)
}

/// Returns whether the generated code uses this name itself, so that no builder of an operation can have it.
pub(crate) fn is_reserved_for_builders(name: &str) -> bool {
    is_in_prelude(name) || BUILDERS.iter().any(|(used, _)| *used == name)
}

fn is_in_prelude(name: &str) -> bool {
    PRELUDE.contains(&name)
}

/// Returns the paths that a file imports, by the names that it uses.
pub(crate) fn paths(mentioned: &BTreeSet<String>, is_of_types: bool) -> Vec<&'static str> {
    let table: &[(&str, &str)] = if is_of_types { &TYPES } else { &BUILDERS };
    let used = table.iter().filter(|(name, _)| mentioned.contains(*name));
    let types = (!is_of_types && mentioned.contains("types")).then_some("crate::types");
    used.map(|(_, path)| *path).chain(types).collect()
}
