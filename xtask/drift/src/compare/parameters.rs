//! Compares the parameters of an operation.

use astro_api_openapi_model::{Document, Location, Operation, Parameter};
use serde_json::{Value, json};

use super::{
    comparison::Comparison,
    direction::Direction,
    equality::identical,
    kind::SchemaKind,
    pair::{LocationPair, Pair, ValuePair},
    paths::{is_same_path, placeholders},
    view::View,
};
use crate::{
    report::Severity,
    rules::{self, Rule},
};

impl<'a> Comparison<'a> {
    pub(super) fn compare_parameters(
        &mut self,
        at: &LocationPair,
        operations: Pair<&Operation<'a>>,
        parameters: &Pair<Vec<Parameter<'a>>>,
    ) {
        let docs = self.docs;
        let Pair { old, new } = parameters;
        self.compare_invalid_parameters(at, operations);
        // In a different path, positions are not comparable.
        let is_same_path = is_same_path(operations.old, operations.new);
        let positions = operations.map(|o| match is_same_path {
            true => placeholders(o.path),
            false => Vec::new(),
        });
        let mut added: Vec<&Parameter<'a>> = new.iter().collect();
        let mut removed: Vec<&Parameter<'a>> = Vec::new();
        for parameter in old {
            // Path parameters are matched by position.
            let position = positions.old.iter().position(|p| *p == parameter.name);
            let renamed = position.and_then(|p| positions.new.get(p));
            let same = added.iter().position(|n| {
                n.r#in == parameter.r#in
                    && (n.name == parameter.name
                        || n.r#in == "path" && renamed.is_some_and(|r| *r == n.name))
            });
            match same {
                Some(index) => self.compare_parameter(parameter, added.remove(index)),
                None => removed.push(parameter),
            }
        }
        let renamed = renamed_arguments(parameters, &removed, &added);
        for parameter in removed {
            let mut rule = rules::D09;
            if renamed.old.contains(&parameter.name) {
                rule = rule.with_severities(rule.wire, Severity::None);
            }
            let at = Pair::same(&location(parameter));
            self.report(&rule, &at, ValuePair::only_old(parameter.node.value));
        }
        for parameter in added {
            let has_default = parameter.node.value.pointer("/schema/default").is_some();
            let mut rule = *added_rule(parameter.is_required, has_default);
            if renamed.new.contains(&parameter.name) {
                rule = rule.with_severities(rule.wire, Severity::None);
            } else if self.is_split_and_optional(docs.new, parameter) {
                rule = rule.with_severities(rule.wire, Severity::Minor);
            }
            let at = Pair::same(&location(parameter));
            self.report(&rule, &at, ValuePair::only_new(parameter.node.value));
        }
    }

    /// Lists of parameters that cannot be parsed are compared as plain values.
    fn compare_invalid_parameters(&mut self, at: &LocationPair, operations: Pair<&Operation<'a>>) {
        let docs = self.docs;
        let invalid = |document: Document<'a>, holder: &'a Value| {
            let list = holder.get("parameters")?;
            let is_valid = |raw: &'a Value| {
                let value = document.resolve_value(raw);
                value.get("in").is_some_and(Value::is_string)
                    && value.get("name").is_some_and(Value::is_string)
            };
            let is_list = list.as_array().is_some_and(|l| l.iter().all(is_valid));
            (!is_list).then_some(list)
        };
        for holder in [
            |o: &Operation<'a>| o.node.value,
            |o: &Operation<'a>| o.item.value,
        ] {
            let values = Pair {
                old: invalid(docs.old, holder(operations.old)),
                new: invalid(docs.new, holder(operations.new)),
            };
            self.compare_value(&rules::N01, &at.child("parameters"), values);
        }
    }

    fn compare_parameter(&mut self, old: &Parameter<'a>, new: &Parameter<'a>) {
        if identical(old.node.value, new.node.value) {
            return;
        }
        let at = Pair { old, new }.map(location);
        let direction = match new.r#in {
            "path" => Direction::PathParameter,
            _ => Direction::Parameter,
        };
        let style = if matches!(new.r#in, "query" | "cookie") {
            "form"
        } else {
            "simple"
        };
        let has_default = new.node.value.pointer("/schema/default").is_some();
        self.compare_members(
            &at,
            ValuePair::both(old.node.value, new.node.value),
            |this, key, at, values| match key {
                "in" => {}
                "name" => this.compare_value(&rules::D22, at, values),
                "required"
                    if this.is_split_and_optional(this.docs.old, old)
                        && this.is_split_and_optional(this.docs.new, new) =>
                {
                    this.compare_value_or(&rules::N02, at, values, json!(false));
                }
                "required" => this.compare_required(at, values, has_default),
                "description" | "example" | "examples" => {
                    this.compare_value(&rules::S06, at, values)
                }
                "deprecated" => this.compare_value_or(&rules::D60, at, values, json!(false)),
                "style" => this.compare_value_or(&rules::D23, at, values, json!(style)),
                "explode" => this.compare_value_or(&rules::D23, at, values, json!(style == "form")),
                // The client percent-encodes reserved characters, and sends empty values like others.
                "allowReserved" | "allowEmptyValue" => {
                    this.compare_value_or(&rules::N02, at, values, json!(false));
                }
                "schema" => this.compare_schema(direction, at, values),
                "content" => this.compare_content(Direction::Request, at, values),
                _ => this.unclassified(key, at, values),
            },
        );
    }

    /// Returns whether a parameter is an object whose properties are separate optional parameters.
    fn is_split_and_optional(&self, document: Document<'a>, parameter: &Parameter<'a>) -> bool {
        let schema = parameter
            .node
            .value
            .get("schema")
            .map(|s| View::of(document, s));
        schema.is_some_and(|schema| {
            let required = schema.get("required").and_then(Value::as_array);
            parameter.r#in == "query"
                && SchemaKind::of(&schema) == SchemaKind::Object
                && required.is_none_or(Vec::is_empty)
        })
    }

    /// Compares `required` of a part of a request.
    pub(super) fn compare_required(
        &mut self,
        at: &LocationPair,
        values: ValuePair<'a>,
        has_default: bool,
    ) {
        let rule = match values.new {
            Some(Value::Bool(true)) => added_rule(true, has_default),
            _ => &rules::D15,
        };
        self.compare_value_or(rule, at, values, json!(false));
    }
}

/// Returns the names of required parameters that replace each other at the same position. They are arguments of the
/// method, whose names are not part of the API.
fn renamed_arguments<'a>(
    parameters: &Pair<Vec<Parameter<'a>>>,
    removed: &[&Parameter<'a>],
    added: &[&Parameter<'a>],
) -> Pair<Vec<&'a str>> {
    let arguments = parameters.map_ref(|all| all.iter().filter(|p| p.is_required));
    let pairs = arguments.old.zip(arguments.new).filter(|(old, new)| {
        let schemas = [old, new].map(|p| p.node.value.get("schema"));
        removed
            .iter()
            .any(|p| p.name == old.name && p.r#in == old.r#in)
            && added
                .iter()
                .any(|p| p.name == new.name && p.r#in == new.r#in)
            && old.r#in == new.r#in
            && schemas[0] == schemas[1]
    });
    let (old, new) = pairs.map(|(old, new)| (old.name, new.name)).unzip();
    Pair { old, new }
}

/// Returns the location of a parameter, by name: its position has no meaning.
fn location(parameter: &Parameter<'_>) -> Location {
    let list = &parameter.list.location;
    list.item(
        parameter.index,
        &format!("{} {}", parameter.r#in, parameter.name),
    )
}

/// Returns whether a body is required.
pub(super) fn is_required(value: &Value) -> bool {
    value.get("required") == Some(&Value::Bool(true))
}

/// Returns the rule for an added part of a request.
pub(super) fn added_rule(is_required: bool, has_default: bool) -> &'static Rule {
    match (is_required, has_default) {
        (true, false) => &rules::D06,
        (true, true) => &rules::D07,
        (false, _) => &rules::D08,
    }
}
