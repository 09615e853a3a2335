//! The operations in the document.

use std::collections::BTreeMap;

use astro_api_openapi_model::{self as openapi_model, Operation, Schema};
use serde_json::Value;

use crate::documents;

/// The document from which the crate is generated.
pub(crate) struct Document(Value);

/// An operation of the document.
pub(crate) struct Declared<'a> {
    pub(crate) method: String,
    pub(crate) path: &'a str,
    operation: Operation<'a>,
}

impl Document {
    pub(crate) fn read() -> Self {
        Self(yaml_serde::from_str(&documents::checked_in()).unwrap())
    }

    fn model(&self) -> openapi_model::Document<'_> {
        openapi_model::Document::new(&self.0)
    }

    /// Returns the operations by name.
    pub(crate) fn operations(&self) -> BTreeMap<&str, Declared<'_>> {
        let operations = self.model().operations();
        operations
            .map(|operation| {
                let declared = Declared {
                    method: operation.method.to_uppercase(),
                    path: operation.path,
                    operation,
                };
                (declared.operation.id().unwrap(), declared)
            })
            .collect()
    }

    /// Returns a component schema.
    pub(crate) fn schema(&self, name: &str) -> Schema<'_> {
        let model = self.model();
        model.schema(model.component(name).unwrap())
    }
}

impl<'a> Declared<'a> {
    /// Returns the query parameters, with whether they are required.
    pub(crate) fn query(&self) -> Vec<(&'a str, bool, Schema<'a>)> {
        let parameters = self.operation.parameters();
        let in_query = parameters.iter().filter(|p| p.r#in == "query");
        in_query
            .map(|p| {
                let schema = self.operation.parameter_schema(p).unwrap();
                (p.name, p.is_required, schema)
            })
            .collect()
    }

    /// Returns the schema of the body.
    pub(crate) fn body(&self) -> Option<Schema<'a>> {
        let body = self.operation.request_body()?;
        Some(self.operation.json_schema(&body).unwrap())
    }

    /// Returns the status and schema of the success response; no schema if it has no JSON body.
    pub(crate) fn success(&self) -> (u16, Option<Schema<'a>>) {
        let (status, response) = self.operation.successes().remove(0);
        (
            status.parse().unwrap(),
            self.operation.json_schema(&response),
        )
    }

    /// Returns the error statuses, such as `404` and `4XX`.
    pub(crate) fn errors(&self) -> impl Iterator<Item = &'a str> {
        let statuses = self.operation.responses().map(|(status, _)| status);
        statuses.filter(|status| !status.starts_with('2'))
    }
}
