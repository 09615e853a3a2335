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
        let mut is_matched = vec![false; new.len()];
        for parameter in old {
            // Path parameters are matched by position.
            let position = positions.old.iter().position(|p| *p == parameter.name);
            let renamed = position.and_then(|p| positions.new.get(p));
            let same = new.iter().position(|n| {
                n.r#in == parameter.r#in
                    && (n.name == parameter.name
                        || n.r#in == "path" && renamed.is_some_and(|r| *r == n.name))
            });
            let Some(index) = same else {
                let at = Pair::same(&location(parameter));
                self.report(&rules::D09, &at, ValuePair::only_old(parameter.node.value));
                continue;
            };
            is_matched[index] = true;
            self.compare_parameter(parameter, &new[index]);
        }
        for (parameter, _) in new.iter().zip(is_matched).filter(|(_, m)| !m) {
            let at = Pair::same(&location(parameter));
            let has_default = parameter.node.value.pointer("/schema/default").is_some();
            let mut rule = *added_rule(parameter.is_required, has_default);
            if self.is_split_and_optional(docs.new, parameter) {
                rule = rule.with_severities(rule.wire, Severity::Minor);
            }
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
                "schema" => this.compare_schema(Direction::Parameter, at, values),
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
