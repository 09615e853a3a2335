//! Compares the top level of the document.

use serde_json::{Value, json};

use super::{At, Comparison, Two, Values, is_extension, only_new, only_old, same::lacking};
use crate::{report::Place, rules};

impl<'a> Comparison<'a> {
    pub(super) fn document(&mut self) {
        let at = Two {
            old: Place::root(),
            new: Place::root(),
        };
        let values = self.docs.map(Some);
        self.members(&at, values, |this, key, at, values| match key {
            "openapi" => {
                let is_3_0 = |v: &Value| v.as_str().is_some_and(|v| v.starts_with("3.0."));
                let rule = if values.new.is_some_and(is_3_0) {
                    rules::D65
                } else {
                    rules::G01
                };
                this.leaf(&rule, at, values);
            }
            "info" => this.info(at, values),
            "servers" => this.servers(at, values),
            "security" => this.security(at, values),
            "tags" => this.tags(at, values),
            "externalDocs" => this.leaf(&rules::S06, at, values),
            "paths" => this.paths(at, values),
            "components" => this.components(at, values),
            _ => this.unclassified(key, at, values),
        });
    }

    /// Compares the URLs of the API. Descriptions of a server are for readers.
    fn servers(&mut self, at: &At, values: Values<'_>) {
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
        self.leaf_or(rule, at, values, default);
    }

    fn info(&mut self, at: &At, values: Values<'a>) {
        self.members(at, values, |this, key, at, values| match key {
            "version" => this.leaf(&rules::D64, at, values),
            "title" | "description" | "termsOfService" | "contact" | "license" => {
                this.leaf(&rules::S06, at, values);
            }
            _ => this.unclassified(key, at, values),
        });
    }

    /// Compares alternatives, in any order.
    pub(super) fn security(&mut self, at: &At, values: Values<'a>) {
        let lists = values.map(|v| v.map_or(Some(&[][..]), |v| v.as_array().map(Vec::as_slice)));
        // A missing list and an empty one are both unrestricted.
        let is_same = match (lists.old, lists.new) {
            (Some(old), Some(new)) => {
                lacking(old, new).next().is_none() && lacking(new, old).next().is_none()
            }
            _ => false,
        };
        if !is_same {
            self.report(&rules::D63, at, values);
        }
    }

    /// Compares the tags of the document by name.
    fn tags(&mut self, at: &At, values: Values<'a>) {
        let lists = values.map(|v| v.and_then(Value::as_array).map_or(&[][..], Vec::as_slice));
        let name = |tag: &'a Value| tag.get("name").and_then(Value::as_str);
        if values.old.is_some_and(|v| !v.is_array())
            || values.new.is_some_and(|v| !v.is_array())
            || lists.old.iter().chain(lists.new).any(|t| name(t).is_none())
        {
            self.leaf(&rules::N01, at, values);
            return;
        }
        let at = |index: usize, tag: &'a Value| {
            let name = name(tag).unwrap_or_default();
            Two {
                old: at.old.item(index, name),
                new: at.new.item(index, name),
            }
        };
        for (index, old) in lists.old.iter().enumerate() {
            if !lists.new.iter().any(|new| name(new) == name(old)) {
                self.report(&rules::D04, &at(index, old), only_old(old));
            }
        }
        for (index, new) in lists.new.iter().enumerate() {
            let known = lists.old.iter().find(|old| name(old) == name(new));
            let Some(old) = known else {
                self.report(&rules::D04, &at(index, new), only_new(new));
                continue;
            };
            let values = super::both(old, new);
            self.members(&at(index, new), values, |this, key, at, values| match key {
                "name" => {}
                "description" | "externalDocs" => this.leaf(&rules::S06, at, values),
                _ => this.unclassified(key, at, values),
            });
        }
    }

    fn components(&mut self, at: &At, values: Values<'a>) {
        self.members(at, values, |this, key, at, values| match key {
            // Each is compared where it is used; unused ones at the end.
            "schemas" | "responses" | "parameters" | "requestBodies" | "headers" | "examples"
            | "links" | "callbacks" => {
                if values.old.is_some_and(|v| !v.is_object())
                    || values.new.is_some_and(|v| !v.is_object())
                {
                    this.leaf(&rules::N01, at, values);
                }
            }
            "securitySchemes" => this.members(at, values, |this, _, at, values| {
                if values.old.is_none() || values.new.is_none() {
                    this.report(&rules::D63, at, values);
                    return;
                }
                this.members(at, values, |this, key, at, values| match key {
                    "description" => this.leaf(&rules::S06, at, values),
                    "type" | "name" | "in" | "scheme" | "bearerFormat" | "flows"
                    | "openIdConnectUrl" => this.leaf(&rules::D63, at, values),
                    _ => this.unclassified(key, at, values),
                });
            }),
            _ => this.unclassified(key, at, values),
        });
    }
}
