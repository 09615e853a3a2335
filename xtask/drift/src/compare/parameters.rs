//! Compares the parameters of an operation.

use serde_json::{Value, json};

use super::{
    At, Comparison, Direction, Two, Values, both, only_new, only_old,
    paths::{Operation, placeholders},
    same::settled,
    types::Kind,
    view::{View, resolved},
};
use crate::{
    report::{Place, Severity},
    rules::{self, Rule},
};

/// A parameter of one document.
#[derive(Debug, Clone)]
struct Parameter<'a> {
    location: &'a str,
    name: &'a str,
    place: Place,
    value: &'a Value,
}

impl<'a> Comparison<'a> {
    pub(super) fn parameters(&mut self, at: &At, operations: Two<&Operation<'a>>) {
        let docs = self.docs;
        let old = self.read_parameters(docs.old, operations.old);
        let new = self.read_parameters(docs.new, operations.new);
        self.strange_parameters(at, operations);
        // In a different path, positions are not comparable.
        let is_same_path = operations.old.is_at(operations.new);
        let positions = operations.map(|o| match is_same_path {
            true => placeholders(o.path),
            false => Vec::new(),
        });
        let mut is_matched = vec![false; new.len()];
        for one in &old {
            // Path parameters are matched by position.
            let position = positions.old.iter().position(|p| *p == one.name);
            let renamed = position.and_then(|p| positions.new.get(p));
            let same = new.iter().position(|n| {
                n.location == one.location
                    && (n.name == one.name
                        || n.location == "path" && renamed.is_some_and(|r| *r == n.name))
            });
            let Some(index) = same else {
                let at = Two {
                    old: one.place.clone(),
                    new: one.place.clone(),
                };
                self.report(&rules::D09, &at, only_old(one.value));
                continue;
            };
            is_matched[index] = true;
            self.parameter(one, &new[index]);
        }
        for (one, _) in new.iter().zip(is_matched).filter(|(_, m)| !m) {
            let at = Two {
                old: one.place.clone(),
                new: one.place.clone(),
            };
            let has_default = one.value.pointer("/schema/default").is_some();
            let mut rule = *added(is_required(one.value), has_default);
            if self.has_only_optional_parts(docs.new, one) {
                rule = rule.judged(rule.wire, Severity::Minor);
            }
            self.report(&rule, &at, only_new(one.value));
        }
    }

    /// Returns the parameters of an operation: its own, and those of its path that it does not override.
    fn read_parameters(
        &self,
        document: &'a Value,
        operation: &Operation<'a>,
    ) -> Vec<Parameter<'a>> {
        let above = operation.place.clone();
        let item_place = Place::root().child("paths").child(operation.path);
        let mut all: Vec<Parameter<'a>> = Vec::new();
        for (holder, place) in [(operation.value, above), (operation.item, item_place)] {
            let list = holder.get("parameters").and_then(Value::as_array);
            for (index, raw) in list.into_iter().flatten().enumerate() {
                let value = resolved(document, raw);
                let text = |member| value.get(member).and_then(Value::as_str);
                let (Some(location), Some(name)) = (text("in"), text("name")) else {
                    continue;
                };
                if all.iter().any(|p| p.location == location && p.name == name) {
                    continue;
                }
                let place = place
                    .child("parameters")
                    .item(index, &format!("{location} {name}"));
                all.push(Parameter {
                    location,
                    name,
                    place,
                    value,
                });
            }
        }
        all
    }

    /// Lists of parameters that cannot be parsed are compared as plain values.
    fn strange_parameters(&mut self, at: &At, operations: Two<&Operation<'a>>) {
        let docs = self.docs;
        let strange = |document: &Value, holder: &'a Value| {
            let list = holder.get("parameters")?;
            let is_fine = |raw: &Value| {
                let value = resolved(document, raw);
                value.get("in").is_some_and(Value::is_string)
                    && value.get("name").is_some_and(Value::is_string)
            };
            let is_list = list.as_array().is_some_and(|l| l.iter().all(is_fine));
            (!is_list).then_some(list)
        };
        for holder in [|o: &Operation<'a>| o.value, |o: &Operation<'a>| o.item] {
            let values = Two {
                old: strange(docs.old, holder(operations.old)),
                new: strange(docs.new, holder(operations.new)),
            };
            self.leaf(&rules::N01, &at.child("parameters"), values);
        }
    }

    fn parameter(&mut self, old: &Parameter<'a>, new: &Parameter<'a>) {
        if settled(old.value, new.value) {
            return;
        }
        let at = Two {
            old: old.place.clone(),
            new: new.place.clone(),
        };
        let style = if matches!(new.location, "query" | "cookie") {
            "form"
        } else {
            "simple"
        };
        let has_default = new.value.pointer("/schema/default").is_some();
        self.members(
            &at,
            both(old.value, new.value),
            |this, key, at, values| match key {
                "in" => {}
                "name" => this.leaf(&rules::D22, at, values),
                "required"
                    if this.has_only_optional_parts(this.docs.old, old)
                        && this.has_only_optional_parts(this.docs.new, new) =>
                {
                    this.leaf_or(&rules::N02, at, values, json!(false));
                }
                "required" => this.requiredness(at, values, has_default),
                "description" | "example" | "examples" => this.leaf(&rules::S06, at, values),
                "deprecated" => this.leaf_or(&rules::D60, at, values, json!(false)),
                "style" => this.leaf_or(&rules::D23, at, values, json!(style)),
                "explode" => this.leaf_or(&rules::D23, at, values, json!(style == "form")),
                // The client percent-encodes reserved characters, and sends empty values like others.
                "allowReserved" | "allowEmptyValue" => {
                    this.leaf_or(&rules::N02, at, values, json!(false));
                }
                "schema" => this.schema(Direction::Parameter, at, values),
                "content" => this.content(Direction::Request, at, values),
                _ => this.unclassified(key, at, values),
            },
        );
    }

    /// Returns whether a parameter is an object whose properties are separate optional parameters.
    fn has_only_optional_parts(&self, document: &'a Value, parameter: &Parameter<'a>) -> bool {
        let schema = parameter.value.get("schema").map(|s| View::of(document, s));
        schema.is_some_and(|schema| {
            let required = schema.get("required").and_then(Value::as_array);
            parameter.location == "query"
                && Kind::of(&schema) == Kind::Object
                && required.is_none_or(Vec::is_empty)
        })
    }

    /// Compares `required` of a part of a request.
    pub(super) fn requiredness(&mut self, at: &At, values: Values<'a>, has_default: bool) {
        let rule = match values.new {
            Some(Value::Bool(true)) => added(true, has_default),
            _ => &rules::D15,
        };
        self.leaf_or(rule, at, values, json!(false));
    }
}

/// Returns whether a parameter, a body or a similar part is required.
pub(super) fn is_required(value: &Value) -> bool {
    value.get("required") == Some(&Value::Bool(true))
}

/// Returns the rule for an added part of a request.
pub(super) fn added(is_required: bool, has_default: bool) -> &'static Rule {
    match (is_required, has_default) {
        (true, false) => &rules::D06,
        (true, true) => &rules::D07,
        (false, _) => &rules::D08,
    }
}
