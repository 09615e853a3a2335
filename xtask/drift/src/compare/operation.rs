//! Compares one operation.

use astro_api_openapi_model::Operation;
use serde_json::{Value, json};

use super::{
    comparison::{Comparison, Owner},
    equality::missing_from,
    pages::is_paginated,
    pair::{LocationPair, Pair, ValuePair},
    paths::is_same_path,
};
use crate::rules;

impl<'a> Comparison<'a> {
    pub(super) fn compare_operation(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        let operations = Pair { old, new };
        self.owner = Owner::Operation(new.title());
        let at = operations.map(|o| o.node.location.clone());
        if !is_same_path(old, new) {
            let [old, new] = [old, new].map(|o| json!(o.title()));
            self.report(&rules::D66, &at, ValuePair::both(&old, &new));
        }
        let values = ValuePair::both(old.node.value, new.node.value);
        let parameters = operations.map(Operation::parameters);
        self.compare_parameters(&at, operations, &parameters);
        self.compare_members(&at, values, |this, key, at, values| match key {
            "operationId" => this.compare_value(&rules::D03, at, values),
            "summary" | "description" | "externalDocs" => {
                this.compare_value(&rules::S06, at, values)
            }
            "tags" => this.compare_set(&rules::D04, at, values),
            "deprecated" => this.compare_value_or(&rules::D60, at, values, json!(false)),
            "security" => this.compare_own_security(at, values),
            "servers" => this.compare_value(&rules::S01, at, values),
            "parameters" => {}
            "requestBody" => this.compare_request_body(at, values),
            "responses" => this.compare_responses(at, values),
            "callbacks" => this.compare_value(&rules::N02, at, values),
            "x-idempotent" => this.compare_value_or(&rules::S11, at, values, json!(false)),
            "x-wait-timeout" => this.compare_value(&rules::S12, at, values),
            "x-rate-limit" => this.compare_value(&rules::S13, at, values),
            "x-permission" => this.compare_value(&rules::S05, at, values),
            _ => this.unclassified(key, at, values),
        });
        let paginated = Pair {
            old: is_paginated(self.docs.old, old, &parameters.old),
            new: is_paginated(self.docs.new, new, &parameters.new),
        };
        let rule = match (paginated.old, paginated.new) {
            (true, false) => Some(&rules::S04),
            (false, true) => Some(&rules::S07),
            _ => None,
        };
        if let Some(rule) = rule {
            let values = paginated.map(Value::Bool);
            self.report(rule, &at, values.map_ref(Some));
        }
        self.owner = Owner::Document;
    }

    /// An operation without its own value inherits that of the document.
    fn compare_own_security(&mut self, at: &LocationPair, values: ValuePair<'a>) {
        let effective = self
            .docs
            .zip(values)
            .map(|(document, own)| own.or_else(|| document.root().value.get("security")));
        self.compare_security(at, effective);
    }

    /// Compares lists whose order and repetitions have no meaning.
    pub(super) fn compare_set(
        &mut self,
        rule: &rules::Rule,
        at: &LocationPair,
        values: ValuePair<'_>,
    ) {
        let lists = values.map(|v| v.map_or(Some(&[][..]), |v| v.as_array().map(Vec::as_slice)));
        let (Some(old), Some(new)) = (lists.old, lists.new) else {
            return self.compare_value(&rules::N01, at, values);
        };
        let location = |index: usize, value: &Value| {
            let name = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            at.item(index, &name)
        };
        for (index, removed) in missing_from(old, new) {
            self.report(
                rule,
                &location(index, removed),
                ValuePair::only_old(removed),
            );
        }
        for (index, added) in missing_from(new, old) {
            self.report(rule, &location(index, added), ValuePair::only_new(added));
        }
    }
}
