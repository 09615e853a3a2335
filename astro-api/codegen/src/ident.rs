//! Names of the document → identifiers of Rust, in the way in which progenitor and typify make them: typify those of
//! types, variants and fields, progenitor those of operations and parameters.

use heck::{ToPascalCase, ToSnakeCase};

/// The name of a type: `managed-domain` → `ManagedDomain`.
pub(crate) fn type_name(name: &str) -> String {
    legal(name, str::to_pascal_case, "X", "X")
}

/// As [`type_name`], but nothing stays nothing.
pub(crate) fn type_name_or_empty(name: &str) -> String {
    if name.is_empty() {
        String::new()
    } else {
        type_name(name)
    }
}

/// The name of a field: `isScimEnabled` → `is_scim_enabled`.
pub(crate) fn field(name: &str) -> String {
    legal(name, str::to_snake_case, "x", "x")
}

/// The name of the builder of an operation: `listOrganizations` → `ListOrganizations`.
pub(crate) fn builder(operation: &str) -> String {
    legal(operation, str::to_pascal_case, "X", "_")
}

/// The name of a function or a parameter: `organizationId` → `organization_id`.
pub(crate) fn function(name: &str) -> String {
    legal(name, str::to_snake_case, "x", "_")
}

/// The name of a module: `Audit Logs` → `audit_logs`.
pub(crate) fn module(tag: &str) -> String {
    legal(tag, str::to_snake_case, "other", "_")
}

/// One of several: `sorts` → `sort`, `policies` → `policy`.
pub(crate) fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies") {
        format!("{stem}y")
    } else if name.ends_with("ss") {
        name.to_owned()
    } else {
        name.strip_suffix('s').unwrap_or(name).to_owned()
    }
}

/// What serde's `rename_all = "camelCase"` makes of a field.
pub(crate) fn camel_case(field: &str) -> String {
    let mut out = String::new();
    let mut upper = false;
    for c in field.trim_start_matches("r#").chars() {
        if c == '_' {
            upper = true;
        } else if std::mem::take(&mut upper) && !out.is_empty() {
            out.push(c.to_ascii_uppercase());
        } else {
            out.push(c);
        }
    }
    out
}

/// A name in the case of `to_case`, with something before a digit, and something else where nothing is left of it.
fn legal(name: &str, to_case: fn(&str) -> String, nothing: &str, before_digit: &str) -> String {
    let name = match name {
        // Emoji reactions are the one case of names without a letter that progenitor and typify know.
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => to_case(
            &name
                .replace('\'', "")
                .replace(|c: char| !c.is_alphanumeric() && c != '_', "-"),
        ),
    };
    let name = match name.chars().next() {
        None => nothing.to_owned(),
        Some(c) if c.is_alphabetic() => name,
        Some(_) => format!("{before_digit}{name}"),
    };
    // A keyword gets an underscore, as progenitor gives it one; `gen` is one only since the edition of 2024.
    if name != "gen" && syn::parse_str::<syn::Ident>(&name).is_ok() {
        name
    } else {
        format!("{name}_")
    }
}
