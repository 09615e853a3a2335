//! Pages of a list.

use crate::Schema;

/// The property with the total number of items of a list.
pub const TOTAL_COUNT: &str = "totalCount";

/// Returns the name of the property with the items of a page. A page is an object with an integer [`TOTAL_COUNT`] and
/// with one list: its only one, or its only required one.
pub fn page_collection<'d>(schema: &Schema<'d>) -> Option<&'d str> {
    let is = |name: &str, kind| schema.property(name).and_then(|p| p.kind()) == Some(kind);
    if !is(TOTAL_COUNT, "integer") {
        return None;
    }
    let mut lists = schema.property_names();
    lists.retain(|name| is(name, "array"));
    if let [only] = lists.as_slice() {
        return Some(only);
    }
    lists.retain(|name| schema.requires(name));
    match lists.as_slice() {
        [only] => Some(only),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::page_collection;
    use crate::{Document, Node};

    #[test]
    fn a_page_has_a_total_and_one_list() {
        let collection = |required: Value, others: Value| {
            let mut schema = json!({ "required": required, "properties": {
                "totalCount": { "type": "integer" }, "rows": { "type": "array" },
            } });
            for (name, value) in others.as_object().unwrap() {
                schema["properties"][name] = value.clone();
            }
            let document = Document::new(&Value::Null);
            let node = Node {
                location: Default::default(),
                value: &schema,
            };
            page_collection(&document.schema(node)).map(str::to_owned)
        };
        let more = json!({ "more": { "type": "array" } });
        assert_eq!(collection(json!([]), json!({})).unwrap(), "rows");
        assert_eq!(collection(json!([]), more.clone()), None);
        assert_eq!(collection(json!(["more"]), more).unwrap(), "more");
        let text = json!({ "totalCount": { "type": "string" } });
        assert_eq!(collection(json!([]), text), None);
    }
}
