//! Names of the document → identifiers of Rust, in the way in which progenitor and typify make them.

use heck::{ToPascalCase, ToSnakeCase};

/// The name of a type: `managed-domain` → `ManagedDomain`.
pub(crate) fn type_name(name: &str) -> String {
    legal(&safe(name).to_pascal_case(), "X")
}

/// As [`type_name`], but nothing stays nothing.
pub(crate) fn type_name_or_empty(name: &str) -> String {
    if name.is_empty() {
        String::new()
    } else {
        type_name(name)
    }
}

/// The name of a function, a parameter or a field: `isScimEnabled` → `is_scim_enabled`.
pub(crate) fn function(name: &str) -> String {
    legal(&safe(name).to_snake_case(), "x")
}

/// The name of a constant: `ListOrganizations` → `LIST_ORGANIZATIONS`.
pub(crate) fn module(name: &str) -> String {
    legal(&safe(name).to_snake_case(), "other")
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

fn safe(name: &str) -> String {
    name.replace('\'', "")
        .replace(|c: char| !c.is_alphanumeric() && c != '_', "-")
}

fn legal(name: &str, fallback: &str) -> String {
    let name = match name.chars().next() {
        None => fallback.to_owned(),
        Some(c) if c.is_alphabetic() => name.to_owned(),
        Some(_) => format!("_{name}"),
    };
    // A keyword gets an underscore, as progenitor gives it one.
    if syn::parse_str::<syn::Ident>(&name).is_ok() {
        name
    } else {
        format!("{name}_")
    }
}
