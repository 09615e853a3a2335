//! Compares schemas.

use astro_api_openapi_model::Document;
use serde_json::{Value, json};

use super::{
    comparison::Comparison,
    direction::{Direction, NullableIn},
    equality::identical,
    kind::SchemaKind,
    limits::LIMITS,
    pair::{LocationPair, Pair, ValuePair, sorted_once},
    view::View,
};
use crate::rules;

impl<'a> Comparison<'a> {
    pub(super) fn compare_schema(
        &mut self,
        direction: Direction,
        at: &LocationPair,
        values: ValuePair<'a>,
    ) {
        self.compare_schema_in(direction, NullableIn::Schema, at, values);
    }

    pub(super) fn compare_schema_in(
        &mut self,
        direction: Direction,
        nullable_in: NullableIn,
        at: &LocationPair,
        values: ValuePair<'a>,
    ) {
        let (Some(old), Some(new)) = (values.old, values.new) else {
            // A missing schema accepts any value.
            let is_any = |document: Document<'a>, schema: Option<&'a Value>| {
                schema.is_none_or(|s| SchemaKind::of(&View::of(document, s)) == SchemaKind::Any)
            };
            let schemas = self.docs.zip(values);
            if schemas.all(|(document, schema)| is_any(*document, *schema)) {
                let is_component = schemas.any(|(document, schema)| {
                    schema.is_some_and(|s| View::of(*document, s).component.is_some())
                });
                let rule = match is_component {
                    true => direction.choose(&rules::D72, &rules::D72),
                    false => &rules::N02,
                };
                return self.compare_value(rule, at, values);
            }
            let rule = match values.old {
                None => direction.choose(&rules::D10, &rules::D38),
                Some(_) => direction.choose(&rules::D24, &rules::D37),
            };
            return self.compare_value(rule, at, values);
        };
        if identical(old, new) {
            return;
        }
        if !old.is_object() || !new.is_object() {
            return self.compare_value(direction.choose(&rules::D10, &rules::D37), at, values);
        }
        let views = Pair {
            old: View::at(self.docs.old, old, &at.old),
            new: View::at(self.docs.new, new, &at.new),
        };
        self.compare_type_names(direction, at, values, &views);
        if views.all(|v| v.component.is_some()) {
            for key in sorted_once(views.old.siblings().chain(views.new.siblings())) {
                let values = match key {
                    "nullable" => views.map_ref(|v| v.local(key)),
                    _ => views.map_ref(|v| v.get(key)),
                };
                self.compare_member(direction, nullable_in, key, &at.child(key), values, &views);
            }
            self.queue(
                direction,
                NullableIn::Component,
                views.map_ref(View::without_siblings),
            );
        } else if views.any(|v| v.component.is_some()) {
            let nullable_in = match views.all(|v| v.is_reference) {
                true => NullableIn::Component,
                false => nullable_in,
            };
            self.queue(direction, nullable_in, views);
        } else {
            self.compare_bodies(direction, nullable_in, &views);
        }
    }

    /// Compares two schemas of any kind.
    pub(super) fn compare_bodies(
        &mut self,
        direction: Direction,
        nullable_in: NullableIn,
        views: &Pair<View<'a>>,
    ) {
        let at = views.map_ref(|v| v.location.clone());
        let kinds = views.map_ref(SchemaKind::of);
        if self.compare_merged(direction, nullable_in, &at, &kinds, views) {
            return;
        }
        if let Some(rule) = self.type_changed(direction, &kinds, views)
            && !self.has_only_tags(views)
        {
            let [old, new] = [&kinds.old, &kinds.new].map(|k| json!(k.name()));
            return self.report(&rule, &at, ValuePair::both(&old, &new));
        }
        self.compare_object(direction, &at, views);
        for key in sorted_once(views.old.keys().chain(views.new.keys())) {
            let values = views.map_ref(|v| v.get(key));
            self.compare_member(direction, nullable_in, key, &at.child(key), values, views);
        }
    }

    /// Compares one member of two schemas of the same kind.
    fn compare_member(
        &mut self,
        direction: Direction,
        nullable_in: NullableIn,
        key: &str,
        at: &LocationPair,
        values: ValuePair<'a>,
        views: &Pair<View<'a>>,
    ) {
        match key {
            // Compared together with the other one.
            "properties" | "required" | "additionalProperties" => {}
            // A dangling reference.
            "$ref" => self.compare_value(direction.choose(&rules::D10, &rules::D37), at, values),
            "format" => self.compare_value(direction.choose(&rules::D29, &rules::D50), at, values),
            "enum" => self.compare_enumeration(direction, at, values, views),
            // The generator reads it if there is no `enum`.
            "x-extensible-enum" => {
                let has_enum = |view: &View<'a>| view.keys().any(|key| key == "enum");
                if !has_enum(&views.old) && !has_enum(&views.new) {
                    self.compare_enumeration(direction, at, values, views);
                }
            }
            "nullable" => self.compare_nullable(direction, nullable_in, at, values),
            "items" => self.compare_schema(direction, at, values),
            "oneOf" | "anyOf" => self.compare_union(direction, key, at, values, views),
            "allOf" => self.compare_all_of(direction, at, values),
            "discriminator" => self.compare_discriminator(direction, at, values, views),
            "default" => self.compare_value(direction.choose(&rules::D19, &rules::D55), at, values),
            "title" | "description" | "example" | "externalDocs" => {
                self.compare_value(&rules::S06, at, values);
            }
            "deprecated" => self.compare_value_or(&rules::D60, at, values, json!(false)),
            "readOnly" | "writeOnly" => {
                let rule = direction.choose(&rules::D71, &rules::N02);
                self.compare_value_or(rule, at, values, json!(false));
            }
            // The generator reads it for properties only.
            "x-secret" if nullable_in == NullableIn::Property => {
                self.compare_value(&rules::S08, at, values)
            }
            // Of two schemas of the same kind, one states explicitly what the other implies.
            "type" | "xml" => self.compare_value(&rules::N02, at, values),
            limit if LIMITS.contains(&limit) => self.compare_limit(direction, limit, at, values),
            _ => self.unclassified(key, at, values),
        }
    }

    fn compare_nullable(
        &mut self,
        direction: Direction,
        nullable_in: NullableIn,
        at: &LocationPair,
        values: ValuePair<'a>,
    ) {
        let is_nullable = values.map(|v| v == Some(&Value::Bool(true)));
        let rule = match (nullable_in, direction) {
            (NullableIn::Property, _) => return,
            (NullableIn::Component, Direction::Response) if is_nullable.new => &rules::D52,
            (NullableIn::Component, _) => direction.choose(&rules::D53, &rules::D53),
            (NullableIn::Schema, _) if is_nullable.new => {
                direction.choose(&rules::D15, &rules::D37)
            }
            (NullableIn::Schema, _) => direction.choose(&rules::D14, &rules::D33),
        };
        self.compare_value_or(rule, at, values, json!(false));
    }
}
