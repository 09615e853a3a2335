//! Names of the document → Rust identifiers, by the rules of typify (types, variants and fields) and progenitor (operations
//! and parameters).

use heck::{ToPascalCase, ToSnakeCase};

/// Returns the name of a type: `managed-domain` → `ManagedDomain`.
pub(crate) fn type_name(name: &str) -> String {
    legal(name, str::to_pascal_case, "X", "X")
}

/// As [`type_name`], but an empty name stays empty.
pub(crate) fn type_name_or_empty(name: &str) -> String {
    if name.is_empty() {
        String::new()
    } else {
        type_name(name)
    }
}

/// Returns the name of a field: `isScimEnabled` → `is_scim_enabled`.
pub(crate) fn field(name: &str) -> String {
    legal(name, str::to_snake_case, "x", "x")
}

/// Returns the name of the builder of an operation: `listOrganizations` → `ListOrganizations`.
pub(crate) fn builder(operation: &str) -> String {
    legal(operation, str::to_pascal_case, "X", "_")
}

/// Returns the name of a function or a parameter: `organizationId` → `organization_id`.
pub(crate) fn function(name: &str) -> String {
    legal(name, str::to_snake_case, "x", "_")
}

/// Returns the name of a setter or an argument: as [`function`], but a plural acronym is one word: `externalIPs` →
/// `external_ips`.
pub(crate) fn parameter(name: &str) -> String {
    function(&with_acronyms_apart(name))
}

/// Returns the name of a field in the client: as [`field`], but a plural acronym is one word.
pub(crate) fn readable_field(name: &str) -> String {
    field(&with_acronyms_apart(name))
}

/// `externalIPs` → `externalIps`: two or more capitals before an `s` that ends a word are one acronym.
fn with_acronyms_apart(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let mut out = String::with_capacity(name.len());
    for (i, c) in chars.iter().enumerate() {
        // In a plural acronym, all capitals but the first become lower case.
        let end = i + chars[i..]
            .iter()
            .take_while(|c| c.is_ascii_uppercase())
            .count();
        let ends_word = chars.get(end + 1).is_none_or(|c| !c.is_ascii_lowercase());
        let is_inside = i > 0 && chars[i - 1].is_ascii_uppercase();
        if is_inside && end > i && chars.get(end) == Some(&'s') && ends_word {
            out.push(c.to_ascii_lowercase());
        } else {
            out.push(*c);
        }
    }
    out
}

/// Returns the name of a module: `Audit Logs` → `audit_logs`.
pub(crate) fn module(tag: &str) -> String {
    legal(tag, str::to_snake_case, "other", "_")
}

/// Returns the singular: `sorts` → `sort`, `policies` → `policy`.
pub(crate) fn singular(name: &str) -> String {
    if let Some(stem) = name.strip_suffix("ies") {
        format!("{stem}y")
    } else if name.ends_with("ss") {
        name.to_owned()
    } else {
        name.strip_suffix('s').unwrap_or(name).to_owned()
    }
}

/// Returns the name of a field by serde's `rename_all = "camelCase"`.
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

/// Returns a valid identifier in the case of `to_case`, with a prefix before a digit, and a fallback for an empty name.
fn legal(name: &str, to_case: fn(&str) -> String, fallback: &str, before_digit: &str) -> String {
    let name = match name {
        // Progenitor and typify use these names for emoji reactions.
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => to_case(
            &name
                .replace('\'', "")
                .replace(|c: char| !c.is_alphanumeric() && c != '_', "-"),
        ),
    };
    let name = match name.chars().next() {
        None => fallback.to_owned(),
        Some(c) if c.is_alphabetic() => name,
        Some(_) => format!("{before_digit}{name}"),
    };
    // A keyword gets an underscore, as in progenitor. `gen` is a keyword only since the edition 2024.
    if name != "gen" && syn::parse_str::<syn::Ident>(&name).is_ok() {
        name
    } else {
        format!("{name}_")
    }
}

/// Makes names unique by appending underscores.
#[derive(Debug, Default)]
pub(crate) struct Namer(std::collections::BTreeSet<String>);

impl Namer {
    /// Creates a namer with reserved names.
    pub(crate) fn with<'a>(used: impl IntoIterator<Item = &'a str>) -> Self {
        Self(used.into_iter().map(str::to_owned).collect())
    }

    /// Returns the name, with as many underscores as needed to be unique.
    pub(crate) fn name(&mut self, wanted: &str) -> proc_macro2::Ident {
        let mut name = wanted.to_owned();
        while !self.0.insert(name.clone()) {
            name.push('_');
        }
        quote::format_ident!("{name}")
    }

    /// Returns the name of a setter. Names that begin with `with_` are reserved for the crate's options.
    pub(crate) fn setter(&mut self, wanted: &str) -> proc_macro2::Ident {
        if wanted.starts_with("with_") {
            self.name(&format!("{wanted}_"))
        } else {
            self.name(wanted)
        }
    }
}
