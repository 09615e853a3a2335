//! The operations in the document.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::documents;

/// The document from which the crate is generated.
pub(crate) struct Document(Value);

/// An operation of the document.
pub(crate) struct Declared<'a> {
    pub(crate) method: String,
    pub(crate) path: &'a str,
    operation: &'a Value,
}

impl Document {
    pub(crate) fn read() -> Self {
        Self(yaml_serde::from_str(&documents::checked_in()).unwrap())
    }

    /// Returns the operations by name.
    pub(crate) fn operations(&self) -> BTreeMap<&str, Declared<'_>> {
        let mut all = BTreeMap::new();
        for (path, item) in self.0["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let declared = Declared {
                    method: method.to_uppercase(),
                    path,
                    operation,
                };
                all.insert(operation["operationId"].as_str().unwrap(), declared);
            }
        }
        all
    }

    /// Resolves references, and the single-schema `allOf` with which the document adds a description to a reference.
    pub(crate) fn resolve<'a>(&'a self, schema: &'a Value) -> &'a Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let pointer = reference.strip_prefix('#').unwrap();
            return self.resolve(self.0.pointer(pointer).unwrap());
        }
        match schema["allOf"].as_array().map(Vec::as_slice) {
            Some([only]) => self.resolve(only),
            Some(_) => panic!("an `allOf` of several: {schema}"),
            None => schema,
        }
    }
}

impl<'a> Declared<'a> {
    /// Returns the query parameters, with whether they are required.
    pub(crate) fn query(&self) -> impl Iterator<Item = (&'a str, bool, &'a Value)> + use<'a> {
        let all = self.operation["parameters"].as_array().into_iter();
        all.flatten().filter(|p| p["in"] == "query").map(|p| {
            let name = p["name"].as_str().unwrap();
            (name, p["required"] == true, &p["schema"])
        })
    }

    /// Returns the schema of the body.
    pub(crate) fn body(&self) -> Option<&'a Value> {
        let body = self.operation.get("requestBody")?;
        Some(&body["content"]["application/json"]["schema"])
    }

    /// Returns the status and schema of the success response; no schema if it has no JSON body.
    pub(crate) fn success(&self) -> (u16, Option<&'a Value>) {
        let responses = self.operation["responses"].as_object().unwrap();
        let (status, response) = responses.iter().find(|(s, _)| s.starts_with('2')).unwrap();
        let schema = response
            .get("content")
            .and_then(|content| content.get("application/json"))
            .map(|json| &json["schema"]);
        (status.parse().unwrap(), schema)
    }

    /// Returns the error statuses, such as `404` and `4XX`.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        let responses = self.operation["responses"].as_object().unwrap();
        responses
            .keys()
            .map(String::as_str)
            .filter(|status| !status.starts_with('2'))
    }
}

/// Returns whether a member of an object is required.
pub(crate) fn requires(schema: &Value, member: &str) -> bool {
    let all = schema["required"].as_array();
    all.is_some_and(|all| all.iter().any(|name| name == member))
}
