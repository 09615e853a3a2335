//! Finds what lacks a description: operations, parameters, bodies, schemas, properties, tags and enum values.

use serde_json::Value;

use crate::canonical::Members;

/// Returns the locations without a description, as JSON pointers.
pub(super) fn locations(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    collect(document, Members::Defined, "", "", &mut found);
    found
}

fn collect(value: &Value, members: Members, kind: &str, at: &str, found: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(object) => object
            .iter()
            .map(|(key, value)| (key.clone(), value))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(n, item)| (n.to_string(), item))
            .collect(),
        _ => return,
    };
    if members == Members::Defined && value.is_object() {
        let wanted: &[&str] = match kind {
            _ if value.get("operationId").is_some() => &["summary", "description"],
            "parameters" if value.get("$ref").is_some() => &[],
            "properties" | "schemas" | "parameters" | "requestBody" | "tags" => &["description"],
            _ => &[],
        };
        let missing = wanted
            .iter()
            .filter(|word| value[**word].as_str().is_none_or(str::is_empty));
        found.extend(missing.map(|word| format!("{at}/{word}")));
        let description = value["description"].as_str().unwrap_or_default();
        let values = value["enum"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str);
        let missing = values.filter(|value| !description.contains(&format!("`{value}`")));
        found.extend(missing.map(|value| format!("{at}/description, value `{value}`")));
    }
    for (name, child) in children {
        let at = format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"));
        // The kind of an object follows from the key that holds it, or from the key of the surrounding list or map.
        let (members, kind) = match (value, members) {
            (Value::Array(_), _) => (members, kind),
            (_, Members::Defined) => (members.below(&name, child), name.as_str()),
            _ => (members.below(&name, child), kind),
        };
        if members != Members::Data {
            collect(child, members, kind, &at, found);
        }
    }
}
