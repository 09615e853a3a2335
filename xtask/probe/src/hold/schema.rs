//! Validates a value against its schema.

use astro_api_drift::report::Severity;
use serde_json::{Map, Value, json};

use super::{Held, scalar, shown, slot::Slot};
use crate::{document::Node, rules};

/// Schema members that do not constrain a value, or that are validated.
const HELD: &[&str] = &[
    "$ref",
    "additionalProperties",
    "allOf",
    "anyOf",
    "default",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "items",
    "maxItems",
    "maxLength",
    "maximum",
    "minItems",
    "minLength",
    "minimum",
    "nullable",
    "oneOf",
    "properties",
    "readOnly",
    "required",
    "title",
    "type",
    "writeOnly",
];

impl<'d> Held<'d> {
    /// Validates a value against a schema.
    pub(super) fn value(&mut self, schema: Node<'d>, value: &Value, slot: Slot) {
        let place = schema.place.clone();
        let mut joined = self.document.joined(schema);
        self.note_what_is_not_held(&joined);
        if value.is_null() {
            let declares = ["type", "enum", "properties", "oneOf", "anyOf"];
            let is_free = !joined
                .iter()
                .any(|s| declares.iter().any(|d| s.value.get(d).is_some()));
            if !is_free && !joined.iter().any(|s| s.is("nullable")) {
                self.find(rules::NULL_NOT_ALLOWED, slot.null(), &place, None, None);
            }
            return;
        }
        let unions: Vec<_> = joined
            .iter()
            .filter(|s| variants(s).is_some())
            .cloned()
            .collect();
        for union in unions {
            match self.variant(&union, value) {
                Some(variant) => joined.extend(self.document.joined(variant)),
                // The other keywords cannot be checked.
                None => return,
            }
        }
        for schema in &joined {
            let Some(declared) = schema.text("type") else {
                continue;
            };
            let came = shown::type_of(value);
            if declared != came && (declared, came) != ("number", "integer") {
                let (old, new) = (json!(declared), json!(came));
                self.find(
                    rules::WRONG_TYPE,
                    Severity::Break,
                    &schema.place,
                    Some(old),
                    Some(new),
                );
                return;
            }
        }
        for schema in &joined {
            scalar::hold(self, schema, value);
        }
        match value {
            Value::Array(items) => {
                for schema in joined.iter().filter_map(|s| s.child("items")) {
                    for item in items {
                        self.value(schema.clone(), item, Slot::Vital);
                    }
                }
            }
            Value::Object(members) => self.object(&joined, members),
            _ => {}
        }
    }

    fn object(&mut self, joined: &[Node<'d>], members: &Map<String, Value>) {
        for schema in joined {
            let required = schema.value.get("required").and_then(Value::as_array);
            for name in required.into_iter().flatten().filter_map(Value::as_str) {
                let declared = schema.child("properties").and_then(|all| all.child(name));
                let is_sent_only = declared.as_ref().is_some_and(|d| d.is("writeOnly"));
                if members.contains_key(name) || is_sent_only {
                    continue;
                }
                let wire = Slot::of_member(name, joined, members).missing();
                // The place of `required`, not of the property, which may be in another schema.
                let place = declared.map_or_else(|| schema.place.child("required"), |d| d.place);
                self.find(
                    rules::REQUIRED_MEMBER_MISSING,
                    wire,
                    &place,
                    Some(json!("required")),
                    None,
                );
            }
        }
        for (name, value) in members {
            let declared = |s: &Node<'d>| s.child("properties")?.child(name);
            let declared: Vec<_> = joined.iter().filter_map(declared).collect();
            if !declared.is_empty() {
                let slot = Slot::of_member(name, joined, members);
                for schema in declared {
                    self.value(schema, value, slot);
                }
                continue;
            }
            self.undeclared(joined, name, value);
        }
    }

    /// Validates a member that no schema names. OpenAPI allows it unless a schema forbids it; here it is drift, unless
    /// the object is free-form.
    fn undeclared(&mut self, joined: &[Node<'d>], name: &str, value: &Value) {
        let others: Vec<_> = joined
            .iter()
            .filter_map(|s| s.child("additionalProperties"))
            .collect();
        let mut is_allowed = false;
        for schema in &others {
            match schema.value {
                Value::Bool(allowed) => is_allowed |= allowed,
                _ => {
                    is_allowed = true;
                    self.value(schema.clone(), value, Slot::Vital);
                }
            }
        }
        let named = joined.iter().rfind(|s| s.value.get("properties").is_some());
        let place = match (named, others.last()) {
            _ if is_allowed => return,
            (Some(schema), _) => schema.place.child("properties"),
            (None, Some(forbidden)) => forbidden.place.clone(),
            (None, None) => return,
        };
        let name = json!(shown::member(name));
        self.find(
            rules::UNKNOWN_MEMBER,
            Severity::None,
            &place,
            None,
            Some(name),
        );
    }

    /// Returns the union variant of a value; `None` if its discriminator is unknown, which is reported.
    fn variant(&mut self, union: &Node<'d>, value: &Value) -> Option<Node<'d>> {
        let (tag, variants) = (union.child("discriminator"), variants(union)?);
        let Some(tag) = tag else {
            return self.best(variants, value);
        };
        let property = tag.text("propertyName")?;
        let Some(Value::String(text)) = value.get(property) else {
            // Missing, or of another type: validating any variant reports that.
            return variants.into_iter().next();
        };
        let mapped = tag.child("mapping").and_then(|m| m.text(text));
        let by_name = format!("#/components/schemas/{text}");
        let to = mapped.map_or(by_name, |to| match to.contains('#') {
            true => to.to_owned(),
            false => format!("#/components/schemas/{to}"),
        });
        let variant = self.document.referred(&to);
        if variant.is_none() {
            let shown = json!(shown::enum_value(&json!(text)));
            // The client has no variant for unknown tags.
            self.find(
                rules::UNKNOWN_ENUM_VALUE,
                Severity::Break,
                &tag.place,
                None,
                Some(shown),
            );
        }
        variant
    }

    /// Returns the variant with the fewest findings.
    fn best(&self, variants: Vec<Node<'d>>, value: &Value) -> Option<Node<'d>> {
        let slips = |variant: &Node<'d>| {
            let mut trial = Held {
                document: self.document,
                operation: String::new(),
                forgiven: self.forgiven,
                findings: Vec::new(),
                not_held: Default::default(),
            };
            trial.value(variant.clone(), value, Slot::Vital);
            trial.findings.len()
        };
        variants.into_iter().min_by_key(slips)
    }

    fn note_what_is_not_held(&mut self, joined: &[Node<'d>]) {
        for schema in joined {
            let members = schema.value.as_object().into_iter().flatten();
            let names = members.map(|(name, _)| name.as_str());
            let unknown = names.filter(|name| !HELD.contains(name) && !name.starts_with("x-"));
            self.not_held
                .extend(unknown.map(|name| format!("`{name}`")));
        }
    }
}

fn variants<'d>(schema: &Node<'d>) -> Option<Vec<Node<'d>>> {
    let union = ["oneOf", "anyOf"]
        .iter()
        .find_map(|name| schema.child(name))?;
    Some(union.items())
}
