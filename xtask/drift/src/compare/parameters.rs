//! Compares the parameters of an operation.

use serde_json::{Value, json};

use super::{
    comparison::Comparison,
    direction::Direction,
    equality::identical,
    kind::SchemaKind,
    pair::{LocationPair, Pair, ValuePair},
    paths::{Operation, placeholders},
    view::{View, resolved},
};
use crate::{
    report::{Place, Severity},
    rules::{self, Rule},
};

/// A parameter of one document.
#[derive(Debug, Clone)]
struct Parameter<'a> {
    passed_in: &'a str,
    name: &'a str,
    location: Place,
    value: &'a Value,
}

impl<'a> Comparison<'a> {
    pub(super) fn compare_parameters(
        &mut self,
        at: &LocationPair,
        operations: Pair<&Operation<'a>>,
    ) {
        let docs = self.docs;
        let old = self.read_parameters(docs.old, operations.old);
        let new = self.read_parameters(docs.new, operations.new);
        self.compare_invalid_parameters(at, operations);
        // In a different path, positions are not comparable.
        let is_same_path = operations.old.is_at(operations.new);
        let positions = operations.map(|o| match is_same_path {
            true => placeholders(o.path),
            false => Vec::new(),
        });
        let mut is_matched = vec![false; new.len()];
        for parameter in &old {
            // Path parameters are matched by position.
            let position = positions.old.iter().position(|p| *p == parameter.name);
            let renamed = position.and_then(|p| positions.new.get(p));
            let same = new.iter().position(|n| {
                n.passed_in == parameter.passed_in
                    && (n.name == parameter.name
                        || n.passed_in == "path" && renamed.is_some_and(|r| *r == n.name))
            });
            let Some(index) = same else {
                let at = Pair::same(&parameter.location);
                self.report(&rules::D09, &at, ValuePair::only_old(parameter.value));
                continue;
            };
            is_matched[index] = true;
            self.compare_parameter(parameter, &new[index]);
        }
        for (parameter, _) in new.iter().zip(is_matched).filter(|(_, m)| !m) {
            let at = Pair::same(&parameter.location);
            let has_default = parameter.value.pointer("/schema/default").is_some();
            let mut rule = *added_rule(is_required(parameter.value), has_default);
            if self.is_split_and_optional(docs.new, parameter) {
                rule = rule.with_severities(rule.wire, Severity::Minor);
            }
            self.report(&rule, &at, ValuePair::only_new(parameter.value));
        }
    }

    /// Returns the parameters of an operation: its own, and those of its path that it does not override.
    fn read_parameters(
        &self,
        document: &'a Value,
        operation: &Operation<'a>,
    ) -> Vec<Parameter<'a>> {
        let item_location = Place::root().child("paths").child(operation.path);
        let mut all: Vec<Parameter<'a>> = Vec::new();
        for (holder, location) in [
            (operation.value, &operation.location),
            (operation.item, &item_location),
        ] {
            let list = holder.get("parameters").and_then(Value::as_array);
            for (index, raw) in list.into_iter().flatten().enumerate() {
                let value = resolved(document, raw);
                let text = |member| value.get(member).and_then(Value::as_str);
                let (Some(passed_in), Some(name)) = (text("in"), text("name")) else {
                    continue;
                };
                if all
                    .iter()
                    .any(|p| p.passed_in == passed_in && p.name == name)
                {
                    continue;
                }
                let location = location
                    .child("parameters")
                    .item(index, &format!("{passed_in} {name}"));
                all.push(Parameter {
                    passed_in,
                    name,
                    location,
                    value,
                });
            }
        }
        all
    }

    /// Lists of parameters that cannot be parsed are compared as plain values.
    fn compare_invalid_parameters(&mut self, at: &LocationPair, operations: Pair<&Operation<'a>>) {
        let docs = self.docs;
        let invalid = |document: &Value, holder: &'a Value| {
            let list = holder.get("parameters")?;
            let is_valid = |raw: &Value| {
                let value = resolved(document, raw);
                value.get("in").is_some_and(Value::is_string)
                    && value.get("name").is_some_and(Value::is_string)
            };
            let is_list = list.as_array().is_some_and(|l| l.iter().all(is_valid));
            (!is_list).then_some(list)
        };
        for holder in [|o: &Operation<'a>| o.value, |o: &Operation<'a>| o.item] {
            let values = Pair {
                old: invalid(docs.old, holder(operations.old)),
                new: invalid(docs.new, holder(operations.new)),
            };
            self.compare_value(&rules::N01, &at.child("parameters"), values);
        }
    }

    fn compare_parameter(&mut self, old: &Parameter<'a>, new: &Parameter<'a>) {
        if identical(old.value, new.value) {
            return;
        }
        let at = Pair {
            old: old.location.clone(),
            new: new.location.clone(),
        };
        let style = if matches!(new.passed_in, "query" | "cookie") {
            "form"
        } else {
            "simple"
        };
        let has_default = new.value.pointer("/schema/default").is_some();
        self.compare_members(
            &at,
            ValuePair::both(old.value, new.value),
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
    fn is_split_and_optional(&self, document: &'a Value, parameter: &Parameter<'a>) -> bool {
        let schema = parameter.value.get("schema").map(|s| View::of(document, s));
        schema.is_some_and(|schema| {
            let required = schema.get("required").and_then(Value::as_array);
            parameter.passed_in == "query"
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

/// Returns whether a parameter, a body or a similar part is required.
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
