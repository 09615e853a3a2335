//! Operations, with their parameters, bodies and responses.

use serde_json::{Map, Value};

use crate::{Document, METHODS, Node, Schema, media_type};

/// An operation of a document.
#[derive(Debug, Clone)]
pub struct Operation<'d> {
    document: Document<'d>,
    /// The method in lower case, as in the document.
    pub method: &'static str,
    /// The path template.
    pub path: &'d str,
    /// The path item.
    pub item: Node<'d>,
    /// The operation itself.
    pub node: Node<'d>,
}

/// A parameter of an operation.
#[derive(Debug, Clone)]
pub struct Parameter<'d> {
    /// The name.
    pub name: &'d str,
    /// The part of the request that contains the parameter: `path`, `query`, `header` or `cookie`.
    pub r#in: &'d str,
    /// Whether a request must have the parameter.
    pub is_required: bool,
    /// The index in the list of parameters of the operation, or of its path item.
    pub index: usize,
    /// The list of parameters that contains it.
    pub list: Node<'d>,
    /// The parameter itself, with references resolved.
    pub node: Node<'d>,
}

impl<'d> Document<'d> {
    /// Iterates over the operations: the paths in document order, and the methods of each in that of [`METHODS`].
    pub fn operations(self) -> impl Iterator<Item = Operation<'d>> {
        self.path_items().flat_map(move |(path, item)| {
            let item = self.resolve(item);
            METHODS
                .into_iter()
                .filter_map(move |method| Operation::new(self, method, path, &item))
        })
    }
}

impl<'d> Operation<'d> {
    /// Returns the operation of a path item, if the item has that method.
    fn new(
        document: Document<'d>,
        method: &'static str,
        path: &'d str,
        item: &Node<'d>,
    ) -> Option<Self> {
        let node = item.child(method)?;
        node.value.is_object().then(|| Self {
            document,
            method,
            path,
            item: item.clone(),
            node,
        })
    }

    /// Returns the `operationId`.
    pub fn id(&self) -> Option<&'d str> {
        self.node.text("operationId")
    }

    /// Returns the method in upper case, and the path.
    pub fn title(&self) -> String {
        format!("{} {}", self.method.to_uppercase(), self.path)
    }

    /// Returns the parameters: those of the operation, then those of its path item that it does not override. Items
    /// without a name or a location are ignored.
    pub fn parameters(&self) -> Vec<Parameter<'d>> {
        let mut all: Vec<Parameter<'d>> = Vec::new();
        let lists = [&self.node, &self.item].map(|owner| owner.child("parameters"));
        for list in lists.into_iter().flatten() {
            for (index, item) in list.items().enumerate() {
                let node = self.document.resolve(item);
                let (Some(location), Some(name)) = (node.text("in"), node.text("name")) else {
                    continue;
                };
                if all.iter().any(|p| p.r#in == location && p.name == name) {
                    continue;
                }
                all.push(Parameter {
                    name,
                    r#in: location,
                    is_required: node.is("required"),
                    index,
                    list: list.clone(),
                    node,
                });
            }
        }
        all
    }

    /// Returns the request body, with references resolved.
    pub fn request_body(&self) -> Option<Node<'d>> {
        Some(self.document.resolve(self.node.child("requestBody")?))
    }

    /// Returns the responses by status code, with references resolved.
    pub fn responses(&self) -> impl Iterator<Item = (&'d str, Node<'d>)> {
        let document = self.document;
        let responses = self.node.child("responses");
        responses
            .into_iter()
            .flat_map(|responses| responses.members())
            .map(move |(status, response)| (status, document.resolve(response)))
    }

    /// Returns the response declared for a status code: the code itself, its range such as `4XX`, or `default`.
    pub fn response(&self, status: u16) -> Option<Node<'d>> {
        let range = format!("{}XX", status / 100);
        let keys = [status.to_string(), range, "default".to_owned()];
        let responses = self.node.child("responses")?;
        let response = keys.iter().find_map(|key| responses.child(key))?;
        Some(self.document.resolve(response))
    }

    /// Returns the successful responses by status code; see [`success_statuses`].
    pub fn successes(&self) -> Vec<(&'d str, Node<'d>)> {
        let statuses = self
            .node
            .object("responses")
            .map(success_statuses)
            .unwrap_or_default();
        self.responses()
            .filter(|(status, _)| statuses.contains(status))
            .collect()
    }

    /// Returns the schema of a parameter.
    pub fn parameter_schema(&self, parameter: &Parameter<'d>) -> Option<Schema<'d>> {
        Some(self.document.schema(parameter.node.child("schema")?))
    }

    /// Returns the schema of the JSON in a request body or a response.
    pub fn json_schema(&self, body: &Node<'d>) -> Option<Schema<'d>> {
        let content = body.child("content")?;
        let (media_type, _) = media_type::json_content(content.value.as_object()?)?;
        let schema = content.child(media_type)?.child("schema")?;
        Some(self.document.schema(schema))
    }
}

/// Returns the status codes of success: those that begin with 2, or `default` without those.
pub fn success_statuses(responses: &Map<String, Value>) -> Vec<&str> {
    let statuses = responses.keys().map(String::as_str);
    let successes: Vec<&str> = statuses.filter(|status| status.starts_with('2')).collect();
    if successes.is_empty() && responses.contains_key("default") {
        return vec!["default"];
    }
    successes
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::Document;

    fn document() -> Value {
        json!({
            "paths": {
                "x-note": { "get": {} },
                "/a/{id}": {
                    "parameters": [
                        { "name": "id", "in": "path", "required": true },
                        { "name": "limit", "in": "query", "description": "overridden" },
                    ],
                    "post": { "responses": { "default": { "description": "all" } } },
                    "get": {
                        "parameters": [{ "$ref": "#/components/parameters/Limit" }, { "in": "query" }],
                        "responses": {
                            "2XX": { "description": "range" },
                            "200": { "$ref": "#/components/responses/Page" },
                            "404": { "description": "missing" },
                        },
                    },
                },
            },
            "components": {
                "parameters": { "Limit": { "name": "limit", "in": "query" } },
                "responses": { "Page": { "content": {
                    "text/csv": {},
                    "application/json": { "schema": { "type": "object" } },
                } } },
            },
        })
    }

    #[test]
    fn operations_come_in_the_order_of_the_methods_with_merged_parameters() {
        let root = document();
        let operations: Vec<_> = Document::new(&root).operations().collect();
        let titles: Vec<_> = operations.iter().map(super::Operation::title).collect();
        assert_eq!(titles, ["GET /a/{id}", "POST /a/{id}"]);
        let parameters = operations[0].parameters();
        let locations: Vec<_> = parameters
            .iter()
            .map(|p| (p.name, p.r#in, p.is_required, p.node.location.pointer()))
            .collect();
        assert_eq!(
            locations,
            [
                (
                    "limit",
                    "query",
                    false,
                    "/components/parameters/Limit".to_owned()
                ),
                (
                    "id",
                    "path",
                    true,
                    "/paths/~1a~1{id}/parameters/0".to_owned()
                ),
            ]
        );
    }

    #[test]
    fn a_response_is_found_by_code_range_or_default() {
        let root = document();
        let operations: Vec<_> = Document::new(&root).operations().collect();
        let location = |index: usize, status| {
            let response = operations[index].response(status);
            response.map(|node| node.location.pointer())
        };
        let responses = "/paths/~1a~1{id}/get/responses";
        assert_eq!(location(0, 200).unwrap(), "/components/responses/Page");
        assert_eq!(location(0, 204), Some(format!("{responses}/2XX")));
        assert_eq!(location(0, 500), None);
        assert!(location(1, 500).unwrap().ends_with("/default"));
    }

    #[test]
    fn successes_are_2xx_or_default() {
        let root = document();
        let operations: Vec<_> = Document::new(&root).operations().collect();
        let statuses = |index: usize| -> Vec<&str> {
            let successes = operations[index].successes();
            successes.iter().map(|(status, _)| *status).collect()
        };
        assert_eq!(statuses(0), ["2XX", "200"]);
        assert_eq!(statuses(1), ["default"]);
        let (_, page) = &operations[0].successes()[1];
        let schema = operations[0].json_schema(page).unwrap();
        assert_eq!(schema.kind(), Some("object"));
    }
}
