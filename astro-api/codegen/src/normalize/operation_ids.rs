//! Adds an `operationId` to operations without one, from method and path: `GET /books/{bookId}/pages` becomes
//! `getBooksByBookIdPages`.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::{document, error::Result, ident, names::Names};

const MEMBER: &str = "operationId";

pub(super) fn derive(document: &mut Value, _: &Names) -> Result<()> {
    let mut used = BTreeSet::new();
    document::each_operation(document, |_, _, _, operation| {
        let id = operation.get(MEMBER).and_then(Value::as_str);
        used.extend(id.map(ident::function));
        Ok(())
    })?;
    document::each_operation(document, |_, path, method, operation| {
        let is_missing = match operation.get(MEMBER) {
            None => true,
            Some(Value::String(id)) => id.trim().is_empty(),
            Some(_) => false,
        };
        if is_missing {
            let plain = derived(method, path);
            let numbered = (2..).map(|n| format!("{plain}{n}"));
            let mut candidates = std::iter::once(plain.clone()).chain(numbered);
            let id = candidates.find(|id| used.insert(ident::function(id)));
            operation.insert(MEMBER.to_owned(), id.unwrap_or(plain).into());
        }
        Ok(())
    })
}

fn derived(method: &str, path: &str) -> String {
    let words = path
        .split(['/', '{'])
        .map(|part| match part.split_once('}') {
            Some((parameter, rest)) => format!(
                "By{}{}",
                ident::type_name(parameter),
                ident::type_name_or_empty(rest)
            ),
            None => ident::type_name_or_empty(part),
        });
    std::iter::once(method.to_owned()).chain(words).collect()
}
