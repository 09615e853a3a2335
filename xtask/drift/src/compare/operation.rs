//! Compares one operation.

use serde_json::{Value, json};

use super::{
    Comparison, Owner, Two, both, only_new, only_old, pages, paths::Operation, same::lacking,
};
use crate::rules;

impl<'a> Comparison<'a> {
    pub(super) fn operation(&mut self, old: &Operation<'a>, new: &Operation<'a>) {
        self.owner = Owner::Operation(new.title());
        let at = Two {
            old: old.place.clone(),
            new: new.place.clone(),
        };
        if !old.is_at(new) {
            let [old, new] = [old, new].map(|o| json!(o.title()));
            self.report(&rules::D66, &at, both(&old, &new));
        }
        let values = both(old.value, new.value);
        self.parameters(&at, Two { old, new });
        self.members(&at, values, |this, key, at, values| match key {
            "operationId" => this.leaf(&rules::D03, at, values),
            "summary" | "description" | "externalDocs" => this.leaf(&rules::S06, at, values),
            "tags" => this.set(&rules::D04, at, values),
            "deprecated" => this.leaf_or(&rules::D60, at, values, json!(false)),
            "security" => this.own_security(at, values),
            "servers" => this.leaf(&rules::S01, at, values),
            "parameters" => {}
            "requestBody" => this.request_body(at, values),
            "responses" => this.responses(at, values),
            "callbacks" => this.leaf(&rules::N02, at, values),
            "x-idempotent" => this.leaf_or(&rules::S11, at, values, json!(false)),
            "x-wait-timeout" => this.leaf(&rules::S12, at, values),
            "x-permission" => this.leaf(&rules::S05, at, values),
            _ => this.unclassified(key, at, values),
        });
        let walked = Two {
            old: pages::is_walked(self.docs.old, old),
            new: pages::is_walked(self.docs.new, new),
        };
        match (walked.old, walked.new) {
            (true, false) => self.report(&rules::S04, &at, both(&json!(true), &json!(false))),
            (false, true) => self.report(&rules::S07, &at, both(&json!(false), &json!(true))),
            _ => {}
        }
        self.owner = Owner::Document;
    }

    /// An operation without its own value inherits that of the document.
    fn own_security(&mut self, at: &super::At, values: super::Values<'a>) {
        let docs = self.docs;
        let effective = Two {
            old: values.old.or_else(|| docs.old.get("security")),
            new: values.new.or_else(|| docs.new.get("security")),
        };
        self.security(at, effective);
    }

    /// Compares lists whose order and repetitions have no meaning.
    pub(super) fn set(&mut self, rule: &rules::Rule, at: &super::At, values: super::Values<'_>) {
        let lists = values.map(|v| v.map_or(Some(&[][..]), |v| v.as_array().map(Vec::as_slice)));
        let (Some(old), Some(new)) = (lists.old, lists.new) else {
            return self.leaf(&rules::N01, at, values);
        };
        let named = |index: usize, value: &Value| {
            let name = value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned);
            Two {
                old: at.old.item(index, &name),
                new: at.new.item(index, &name),
            }
        };
        for (index, gone) in lacking(old, new) {
            self.report(rule, &named(index, gone), only_old(gone));
        }
        for (index, added) in lacking(new, old) {
            self.report(rule, &named(index, added), only_new(added));
        }
    }
}
