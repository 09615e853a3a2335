//! Properties, parameters and bodies that differ in one aspect.

use serde_json::{Value, json};

use super::{Direction, document, document_using, schemas::schemas};

/// Creates a property of each kind, with each presence.
pub(crate) fn properties(direction: Direction) -> Vec<(String, Value)> {
    let mut all = vec![("none".to_owned(), thing(direction, None, false))];
    for (label, schema) in schemas() {
        for (presence, required, nullable) in PRESENCES {
            let mut schema = schema.clone();
            if nullable {
                schema = match schema.get("$ref") {
                    Some(_) => json!({ "allOf": [schema], "nullable": true }),
                    None => {
                        schema["nullable"] = json!(true);
                        schema
                    }
                };
            }
            let document = thing(direction, Some(schema), required);
            all.push((format!("{presence} {label}"), document));
        }
    }
    all
}

const PRESENCES: [(&str, bool, bool); 4] = [
    ("required", true, false),
    ("optional", false, false),
    ("required nullable", true, true),
    ("nullable", false, true),
];

fn thing(direction: Direction, property: Option<Value>, required: bool) -> Value {
    let mut thing = json!({ "type": "object", "properties": { "anchor": { "type": "string" } } });
    if let Some(property) = property {
        thing["properties"]["p"] = property;
    }
    if required {
        thing["required"] = json!(["p"]);
    }
    let reference = json!({ "$ref": "#/components/schemas/Thing" });
    document_using(direction, &reference, &[("Thing", thing)])
}

/// Creates a parameter of each kind, required and optional.
pub(crate) fn parameters(location: &str) -> Vec<(String, Value)> {
    let path = if location == "path" {
        "/things/{q}"
    } else {
        "/things"
    };
    let with = |parameter: Option<Value>| {
        let operation = json!({
            "operationId": "MakeThing",
            "parameters": parameter.into_iter().collect::<Vec<_>>(),
            "responses": { "204": { "description": "Done" } },
        });
        let mut all = document(operation, &[]);
        let paths = all["paths"].as_object_mut().unwrap();
        let item = paths.shift_remove("/things").unwrap();
        paths.insert(path.to_owned(), item);
        all
    };
    let mut all = Vec::new();
    if location != "path" {
        all.push(("none".to_owned(), with(None)));
    }
    for (label, schema) in schemas() {
        for required in [true, false] {
            if location == "path" && !required {
                continue;
            }
            let parameter =
                json!({ "name": "q", "in": location, "required": required, "schema": schema });
            let word = if required { "required" } else { "optional" };
            all.push((format!("{word} {label}"), with(Some(parameter))));
        }
    }
    all
}

/// Creates a body of each kind.
pub(crate) fn bodies(direction: Direction) -> Vec<(String, Value)> {
    let mut all: Vec<(String, Value)> = schemas()
        .into_iter()
        .map(|(label, schema)| (label.to_owned(), document_using(direction, &schema, &[])))
        .collect();
    let reference = json!({ "$ref": "#/components/schemas/Other" });
    let mut edit = |label: &str, edit: &dyn Fn(&mut Value)| {
        let mut document = document_using(direction, &reference, &[]);
        edit(&mut document["paths"]["/things"]["post"]);
        all.push((label.to_owned(), document));
    };
    edit("no body", &|operation| {
        operation
            .as_object_mut()
            .unwrap()
            .shift_remove("requestBody");
        operation["responses"] = json!({ "204": { "description": "Done" } });
    });
    edit("optional body", &|operation| {
        if operation.get("requestBody").is_some() {
            operation["requestBody"]["required"] = json!(false);
        }
    });
    for media_type in [
        "application/hal+json",
        "application/json; charset=utf-8",
        "text/plain",
    ] {
        edit(media_type, &|operation| {
            for pointer in ["/requestBody/content", "/responses/200/content"] {
                if let Some(content) = operation.pointer_mut(pointer) {
                    *content = json!({ media_type: content["application/json"] });
                }
            }
        });
    }
    edit("no schema", &|operation| {
        for pointer in ["/requestBody/content", "/responses/200/content"] {
            if let Some(content) = operation.pointer_mut(pointer) {
                *content = json!({ "application/json": {} });
            }
        }
    });
    all
}
