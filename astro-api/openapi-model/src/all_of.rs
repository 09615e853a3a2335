//! Merges of `allOf`.

use serde_json::{Map, Value};

use crate::{Document, MAX_CHAIN, is_annotation};

/// Merges a schema and the parts of its `allOf` into one object with the members of all. Returns `None` if one of them
/// is not an object or contradicts another, or if none has properties.
///
/// Annotations of a part do not apply to the merged object.
pub fn merge_all_of<'d>(document: Document<'d>, schema: &'d Value) -> Option<Map<String, Value>> {
    let mut object = merge(document, schema, 0, &mut Vec::new())?;
    object.get("properties")?;
    object.insert("type".to_owned(), Value::from("object"));
    Some(object)
}

/// `merged` lists the schemas that were merged. A second merge of one adds nothing; without the list, a chain of parts
/// that each refer to the next one twice would take exponential time.
fn merge<'d>(
    document: Document<'d>,
    schema: &'d Value,
    depth: usize,
    merged: &mut Vec<&'d Value>,
) -> Option<Map<String, Value>> {
    if depth > MAX_CHAIN {
        return None;
    }
    let schema = document.resolve_value(schema);
    let mut object = Map::new();
    if merged.iter().any(|known| std::ptr::eq(*known, schema)) {
        return Some(object);
    }
    let members = schema.as_object()?;
    for (key, value) in members {
        match key.as_str() {
            "allOf" => continue,
            "type" if value == "object" => {}
            "properties" if value.is_object() => {}
            "required" if value.is_array() => {}
            "additionalProperties" => {}
            key if is_annotation(key) => {}
            _ => return None,
        }
        object.insert(key.clone(), value.clone());
    }
    let parts = members.get("allOf").and_then(Value::as_array);
    for part in parts.into_iter().flatten() {
        add(&mut object, merge(document, part, depth + 1, merged)?)?;
    }
    merged.push(schema);
    Some(object)
}

/// Adds the members of a part, unless they contradict existing ones.
fn add(object: &mut Map<String, Value>, part: Map<String, Value>) -> Option<()> {
    for (key, value) in part {
        match (object.get_mut(&key), key.as_str(), value) {
            (Some(Value::Object(known)), "properties", Value::Object(more)) => {
                for (name, schema) in more {
                    if known.get(&name).is_some_and(|k| *k != schema) {
                        return None;
                    }
                    known.insert(name, schema);
                }
            }
            (Some(Value::Array(known)), "required", Value::Array(more)) => {
                for name in more {
                    if !known.contains(&name) {
                        known.push(name);
                    }
                }
            }
            (Some(known), "additionalProperties", value) if *known != value => return None,
            (None, "properties" | "required" | "additionalProperties", value) => {
                object.insert(key, value);
            }
            _ => {}
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::merge_all_of;
    use crate::Document;

    fn merged(parts: Value) -> Option<Value> {
        let root = json!({ "components": { "schemas": {
            "Named": {
                "type": "object", "description": "A part.", "required": ["name"],
                "properties": { "name": { "type": "string" } },
            },
            "Text": { "type": "string" },
            "Cycle": { "allOf": [{ "$ref": "#/components/schemas/Cycle" }] },
        } } });
        let schema = json!({ "title": "Whole", "allOf": parts });
        merge_all_of(Document::new(&root), &schema).map(Value::Object)
    }

    #[test]
    fn members_of_all_parts_are_merged() {
        let named = json!({ "$ref": "#/components/schemas/Named" });
        let other = json!({ "required": ["name", "id"], "properties": { "id": {} } });
        let expected = json!({
            "type": "object", "title": "Whole", "required": ["name", "id"],
            "properties": { "name": { "type": "string" }, "id": {} },
        });
        assert_eq!(
            merged(json!([named, { "nullable": true }, { "allOf": [other] }])),
            Some(expected)
        );
    }

    #[test]
    fn only_compatible_objects_with_properties_are_merged() {
        let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let number = json!({ "properties": { "name": { "type": "number" } } });
        let [open, closed] = [true, false].map(|is| json!({ "additionalProperties": is }));
        for parts in [
            json!([reference("Named"), reference("Text")]),
            json!([reference("Named"), number]),
            json!([reference("Named"), open, closed]),
            json!([reference("Named"), { "maxProperties": 3 }]),
            json!([reference("Cycle")]),
            json!([{ "type": "object" }]),
            json!([]),
        ] {
            assert_eq!(merged(parts.clone()), None, "{parts}");
        }
    }

    #[test]
    fn a_chain_of_doubled_references_is_merged_in_linear_time() {
        let mut schemas = json!({ "Part30": { "properties": { "name": {} } } });
        for index in 0..30 {
            let next = json!({ "$ref": format!("#/components/schemas/Part{}", index + 1) });
            schemas[format!("Part{index}")] = json!({ "allOf": [next, next] });
        }
        let root = json!({ "components": { "schemas": schemas } });
        let merged = merge_all_of(Document::new(&root), &schemas["Part0"]);
        assert_eq!(
            merged.map(Value::Object),
            Some(json!({ "properties": { "name": {} }, "type": "object" }))
        );
    }
}
