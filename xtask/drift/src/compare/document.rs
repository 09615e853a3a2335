//! Compares the top level of the document.

use astro_api_openapi_model::{Location, is_extension};
use serde_json::{Value, json};

use super::{
    comparison::Comparison,
    equality::missing_from,
    pair::{LocationPair, Pair, ValuePair},
};
use crate::rules;

impl<'a> Comparison<'a> {
    pub(super) fn compare_document(&mut self) {
        let at = Pair::same(&Location::root());
        let values = self.docs.map(|document| Some(document.root().value));
        self.compare_members(&at, values, |this, key, at, values| match key {
            "openapi" => {
                let is_3_0 = |v: &Value| v.as_str().is_some_and(|v| v.starts_with("3.0."));
                let rule = if values.new.is_some_and(is_3_0) {
                    rules::D65
                } else {
                    rules::G01
                };
                this.compare_value(&rule, at, values);
            }
            "info" => this.compare_info(at, values),
            "servers" => this.compare_servers(at, values),
            "security" => this.compare_security(at, values),
            "tags" => this.compare_tags(at, values),
            "externalDocs" => this.compare_value(&rules::S06, at, values),
            "paths" => this.compare_paths(at, values),
            "components" => this.compare_components(at, values),
            _ => this.unclassified(key, at, values),
        });
    }

    /// Compares the URLs of the API. Descriptions of a server are for readers.
    fn compare_servers(&mut self, at: &LocationPair, values: ValuePair<'_>) {
        let default = json!([{ "url": "/" }]);
        let undescribed = values.map(|servers| {
            let mut servers = servers.unwrap_or(&default).clone();
            for server in servers.as_array_mut().into_iter().flatten() {
                if let Some(server) = server.as_object_mut() {
                    server.retain(|key, _| key != "description" && !is_extension(key));
                }
            }
            servers
        });
        let rule = match undescribed.old == undescribed.new {
            true => &rules::S06,
            false => &rules::S01,
        };
        self.compare_value_or(rule, at, values, default);
    }

    fn compare_info(&mut self, at: &LocationPair, values: ValuePair<'a>) {
        self.compare_members(at, values, |this, key, at, values| match key {
            "version" => this.compare_value(&rules::D64, at, values),
            "title" | "description" | "termsOfService" | "contact" | "license" => {
                this.compare_value(&rules::S06, at, values);
            }
            _ => this.unclassified(key, at, values),
        });
    }

    /// Compares alternatives, in any order.
    pub(super) fn compare_security(&mut self, at: &LocationPair, values: ValuePair<'a>) {
        let lists = values.map(|v| v.map_or(Some(&[][..]), |v| v.as_array().map(Vec::as_slice)));
        // A missing list and an empty one are both unrestricted.
        let is_same = match (lists.old, lists.new) {
            (Some(old), Some(new)) => {
                missing_from(old, new).next().is_none() && missing_from(new, old).next().is_none()
            }
            _ => false,
        };
        if !is_same {
            self.report(&rules::D63, at, values);
        }
    }

    /// Compares the tags of the document by name.
    fn compare_tags(&mut self, at: &LocationPair, values: ValuePair<'a>) {
        let lists = values.map(|v| v.and_then(Value::as_array).map_or(&[][..], Vec::as_slice));
        let name = |tag: &'a Value| tag.get("name").and_then(Value::as_str);
        if values.any(|v| v.is_some_and(|v| !v.is_array()))
            || lists.old.iter().chain(lists.new).any(|t| name(t).is_none())
        {
            self.compare_value(&rules::N01, at, values);
            return;
        }
        let at = |index, tag| at.item(index, name(tag).unwrap_or_default());
        for (index, old) in lists.old.iter().enumerate() {
            if !lists.new.iter().any(|new| name(new) == name(old)) {
                self.report(&rules::D04, &at(index, old), ValuePair::only_old(old));
            }
        }
        for (index, new) in lists.new.iter().enumerate() {
            let known = lists.old.iter().find(|old| name(old) == name(new));
            let Some(old) = known else {
                self.report(&rules::D04, &at(index, new), ValuePair::only_new(new));
                continue;
            };
            let values = ValuePair::both(old, new);
            self.compare_members(&at(index, new), values, |this, key, at, values| match key {
                "name" => {}
                "description" | "externalDocs" => this.compare_value(&rules::S06, at, values),
                _ => this.unclassified(key, at, values),
            });
        }
    }

    fn compare_components(&mut self, at: &LocationPair, values: ValuePair<'a>) {
        self.compare_members(at, values, |this, key, at, values| match key {
            // Each is compared where it is used; unused ones at the end.
            "schemas" | "responses" | "parameters" | "requestBodies" | "headers" | "examples"
            | "links" | "callbacks" => {
                if values.any(|v| v.is_some_and(|v| !v.is_object())) {
                    this.compare_value(&rules::N01, at, values);
                }
            }
            "securitySchemes" => this.compare_members(at, values, |this, _, at, values| {
                if values.any(Option::is_none) {
                    this.report(&rules::D63, at, values);
                    return;
                }
                this.compare_members(at, values, |this, key, at, values| match key {
                    "description" => this.compare_value(&rules::S06, at, values),
                    "type" | "name" | "in" | "scheme" | "bearerFormat" | "flows"
                    | "openIdConnectUrl" => this.compare_value(&rules::D63, at, values),
                    _ => this.unclassified(key, at, values),
                });
            }),
            _ => this.unclassified(key, at, values),
        });
    }
}
