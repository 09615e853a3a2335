//! Compares one operation.

use serde_json::{Value, json};

use super::{
    comparison::{Comparison, Owner},
    equality::missing_from,
    pages,
    pair::{LocationPair, Pair, ValuePair},
    paths::Operation,
};
use crate::rules;

impl<'a> Comparison<'a> {
    pub(super) fn compare_operation(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        self.owner = Owner::Operation(new.title());
        let at = Pair {
            old: old.location.clone(),
            new: new.location.clone(),
        };
        if !old.is_at(new) {
            let [old, new] = [old, new].map(|o| json!(o.title()));
            self.report(&rules::D66, &at, ValuePair::both(&old, &new));
        }
        let values = ValuePair::both(old.value, new.value);
        self.compare_parameters(&at, Pair { old, new });
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
            "x-permission" => this.compare_value(&rules::S05, at, values),
            _ => this.unclassified(key, at, values),
        });
        let paginated = Pair {
            old: pages::is_paginated(self.docs.old, old),
            new: pages::is_paginated(self.docs.new, new),
        };
        match (paginated.old, paginated.new) {
            (true, false) => self.report(
                &rules::S04,
                &at,
                ValuePair::both(&json!(true), &json!(false)),
            ),
            (false, true) => self.report(
                &rules::S07,
                &at,
                ValuePair::both(&json!(false), &json!(true)),
            ),
            _ => {}
        }
        self.owner = Owner::Document;
    }

    /// An operation without its own value inherits that of the document.
    fn compare_own_security(&mut self, at: &LocationPair, values: ValuePair<'a>) {
        let docs = self.docs;
        let effective = Pair {
            old: values.old.or_else(|| docs.old.get("security")),
            new: values.new.or_else(|| docs.new.get("security")),
        };
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
