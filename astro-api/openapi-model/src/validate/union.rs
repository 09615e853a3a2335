//! Selects the variants of unions.

use serde_json::Value;

use super::{
    Member, ValuePath, Violation, ViolationKind, Visitor,
    validator::{At, Validator},
};
use crate::Schema;

impl<'d> Validator<'d, '_> {
    /// Adds the selected variant of each union to the schema. Reports an unknown discriminator, and returns `None`.
    pub(super) fn with_variants(
        &mut self,
        schema: &Schema<'d>,
        value: &Value,
        at: At<'_>,
        active: &[&'d Value],
    ) -> Option<Schema<'d>> {
        let mut joined = schema.clone();
        // A variant can be a union as well.
        let mut index = 0;
        while let Some(union) = joined.nth_union(index) {
            index += 1;
            let keyword = union.parts()[0].value;
            if active.iter().any(|active| std::ptr::eq(*active, keyword)) {
                continue;
            }
            let variant = match union.discriminator() {
                Some(name) => self.tagged(&union, name, value, at)?,
                None => {
                    let mut active = active.to_vec();
                    active.push(keyword);
                    self.best(&union, value, &active)?
                }
            };
            self.report_unchecked(&variant);
            joined = joined.and(&variant);
        }
        Some(joined)
    }

    /// Returns the variant that the discriminator selects. Without a value of it, that is the first variant that does
    /// not require it.
    fn tagged(
        &mut self,
        union: &Schema<'d>,
        name: &str,
        value: &Value,
        at: At<'_>,
    ) -> Option<Schema<'d>> {
        let variants = union.variants();
        let Value::Object(object) = value else {
            // Validating any variant reports the wrong type.
            return variants.into_iter().next();
        };
        let tag = object.get(name);
        if let Some(variant) = tag.and_then(Value::as_str).and_then(|t| union.variant(t)) {
            return Some(variant);
        }
        if !tag.is_some_and(Value::is_string)
            && let Some(untagged) = variants.iter().find(|v| !v.requires(name))
        {
            return Some(untagged.clone());
        }
        let path = at.path.member(name);
        if let Some(tag) = tag.filter(|tag| !tag.is_null()) {
            let values = union.tagged_variants();
            let values: Vec<&str> = values.iter().map(|(value, _)| *value).collect();
            let location = union.parts()[0].location.child("discriminator");
            let kind = ViolationKind::Variant { values: &values };
            let at = At {
                path: &path,
                member: None,
            };
            self.report(at, Some(tag), &location, kind);
        } else if let Some(first) = variants.first() {
            let property = first.property(name);
            let location = property.as_ref().map_or(first.location(), Schema::location);
            let member = Member {
                name,
                schema: first,
                object,
            };
            let at = At {
                path: &path,
                member: Some(&member),
            };
            self.report(at, None, location, ViolationKind::Missing);
        }
        None
    }

    /// Returns the variant with the fewest violations.
    fn best(&self, union: &Schema<'d>, value: &Value, active: &[&'d Value]) -> Option<Schema<'d>> {
        let violations = |variant: &Schema<'d>| {
            let mut counter = Counter {
                visitor: &*self.visitor,
                count: 0,
            };
            let mut trial = Validator {
                direction: self.direction,
                visitor: &mut counter,
                active_unions: active.to_vec(),
            };
            let path = &ValuePath::root("");
            trial.value(variant, value, At { path, member: None });
            counter.count
        };
        union.variants().into_iter().min_by_key(violations)
    }
}

/// Counts violations, and decides as another visitor does.
struct Counter<'v> {
    visitor: &'v dyn Visitor,
    count: usize,
}

impl Visitor for Counter<'_> {
    fn violation(&mut self, _: Violation<'_>) {
        self.count += 1;
    }

    fn is_absent(&self, member: &Member<'_>, value: &Value) -> bool {
        self.visitor.is_absent(member, value)
    }

    fn has_format(&self, format: &str, text: &str) -> Option<bool> {
        self.visitor.has_format(format, text)
    }
}
