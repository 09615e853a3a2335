//! Replaces names of the document in descriptions with names of the code: operations and schemas become links to their
//! methods and types, and properties and parameters get the names of their fields and setters.

use std::collections::{BTreeMap, BTreeSet};

use super::{Docs, Kind, Model, Operation};

/// Replaces names in backticks, everywhere in the documentation.
pub(super) fn link(model: &mut Model) {
    let links = replacements(model);
    for operation in &mut model.operations {
        in_docs(&mut operation.docs, &links);
        let parameters = operation.parameters.iter_mut().map(|p| &mut p.docs);
        let body = operation.body.iter_mut().map(|b| &mut b.docs);
        parameters.chain(body).for_each(|d| in_docs(d, &links));
        let responses = operation.errors.iter_mut().chain(&mut operation.success);
        for (_, description) in responses {
            *description = linked(description, &links);
        }
    }
    for schema in model.schemas.values_mut() {
        in_docs(&mut schema.docs, &links);
        if let Kind::Object(fields) = &mut schema.kind {
            fields.iter_mut().for_each(|f| in_docs(&mut f.docs, &links));
        }
    }
    for description in model.tags.values_mut() {
        *description = linked(description, &links);
    }
}

/// Returns the replacement of each name. A name that has several meanings, or is also a value, has no entry.
fn replacements(model: &Model) -> BTreeMap<String, String> {
    let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut values: BTreeSet<&str> = BTreeSet::new();
    for schema in model.schemas.values() {
        match &schema.kind {
            Kind::Object(fields) => {
                for field in fields {
                    names.entry(&field.wire).or_default().insert(&field.ident);
                }
            }
            Kind::Enumeration(all) => values.extend(all.iter().map(String::as_str)),
            _ => {}
        }
    }
    for parameter in model.operations.iter().flat_map(|o| &o.parameters) {
        let all = names.entry(&parameter.wire).or_default();
        all.insert(&parameter.name);
    }
    let mut links: BTreeMap<String, String> = BTreeMap::new();
    for (wire, idents) in names {
        let mut idents = idents.into_iter();
        if let (Some(ident), None) = (idents.next(), idents.next())
            && !values.contains(wire)
        {
            links.insert(wire.to_owned(), format!("`{ident}`"));
        }
    }
    for (name, schema) in &model.schemas {
        let link = format!("[`{name}`](crate::types::{name})");
        links.insert(schema.wire.clone(), link);
    }
    for operation in &model.operations {
        links.insert(operation.id.clone(), short(operation));
    }
    links
}

/// Returns a link to the method of an operation.
pub(crate) fn of_operation(operation: &Operation) -> String {
    let handle = operation.scope.as_ref().map_or("Client", |s| &s.handle);
    let function = &operation.function;
    format!("[`{handle}::{function}`](crate::{handle}::{function})")
}

/// Returns a link that shows only the name of the method.
fn short(operation: &Operation) -> String {
    let handle = operation.scope.as_ref().map_or("Client", |s| &s.handle);
    let function = &operation.function;
    format!("[`{function}`](crate::{handle}::{function})")
}

fn in_docs(docs: &mut Docs, links: &BTreeMap<String, String>) {
    for text in [&mut docs.summary, &mut docs.description]
        .into_iter()
        .flatten()
    {
        *text = linked(text, links);
    }
}

/// Returns the text with links outside of code blocks. Existing links and values in a list of values are not changed.
fn linked(text: &str, links: &BTreeMap<String, String>) -> String {
    let mut fence = false;
    let lines = text.split('\n').map(|line| {
        let bare = line.trim_start();
        if bare.starts_with("```") || bare.starts_with("~~~") {
            fence = !fence;
        }
        if fence {
            return line.to_owned();
        }
        let mut parts = line.split('`');
        let mut out = parts.next().unwrap_or_default().to_owned();
        let parts: Vec<&str> = parts.collect();
        for (n, part) in parts.iter().enumerate() {
            // Every other part is between two backticks.
            let is_code = n % 2 == 0 && n + 1 < parts.len();
            let is_plain = !out.ends_with('[') && out != "- ";
            match links.get(*part).filter(|_| is_code && is_plain) {
                Some(link) => out.push_str(link),
                None if n % 2 == 0 => {
                    out.push('`');
                    out.push_str(part);
                    if is_code {
                        out.push('`');
                    }
                }
                None => out.push_str(part),
            }
        }
        out
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_in_backticks_become_links_and_nothing_else_does() {
        let links = BTreeMap::from([("GetBird".to_owned(), "[link]".to_owned())]);
        for (text, expected) in [
            ("Poll `GetBird`.", "Poll [link]."),
            ("`GetBird` and `GetTern`", "[link] and `GetTern`"),
            ("See [`GetBird`](x).", "See [`GetBird`](x)."),
            ("- `GetBird`: a value", "- `GetBird`: a value"),
            (
                "```json\n`GetBird`\n```\n`GetBird`",
                "```json\n`GetBird`\n```\n[link]",
            ),
            ("an open `GetBird", "an open `GetBird"),
            ("GetBird", "GetBird"),
        ] {
            assert_eq!(linked(text, &links), expected);
        }
    }
}
