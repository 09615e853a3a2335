//! Validates the members of objects.

use serde_json::{Map, Value};

use super::{
    Member, ValuePath, ViolationKind,
    validator::{At, Direction, Validator},
};
use crate::Schema;

impl<'d> Validator<'d, '_> {
    pub(super) fn object(
        &mut self,
        schema: &Schema<'d>,
        object: &Map<String, Value>,
        path: &ValuePath<'_>,
    ) {
        self.visitor.object(schema, object, path);
        for (name, property) in schema.properties() {
            let member = Member {
                name,
                schema,
                object,
            };
            let at = At {
                path: &path.member(name),
                member: Some(&member),
            };
            let value = object.get(name);
            match value.filter(|value| !self.visitor.is_absent(&member, value)) {
                Some(value) => self.value(&property, value, at),
                None if member.is_required() && self.expects(&property) => {
                    self.report(at, None, property.location(), ViolationKind::Missing);
                }
                None => {}
            }
        }
        self.required_only(schema, object, path);
        for (name, value) in object.iter().filter(|(name, _)| !schema.declares(name)) {
            self.undeclared(schema, value, &path.member(name));
        }
    }

    /// Returns whether bodies in this direction have the property.
    fn expects(&self, property: &Schema<'_>) -> bool {
        !property.is(match self.direction {
            Direction::Request => "readOnly",
            Direction::Response => "writeOnly",
        })
    }

    /// Reports the missing members that are required but not declared.
    fn required_only(
        &mut self,
        schema: &Schema<'_>,
        object: &Map<String, Value>,
        path: &ValuePath<'_>,
    ) {
        for part in schema.parts() {
            let names = part.value.get("required").and_then(Value::as_array);
            for name in names.into_iter().flatten().filter_map(Value::as_str) {
                if object.contains_key(name) || schema.declares(name) {
                    continue;
                }
                let at = At {
                    path: &path.member(name),
                    member: Some(&Member {
                        name,
                        schema,
                        object,
                    }),
                };
                let location = part.location.child("required");
                self.report(at, None, &location, ViolationKind::Missing);
            }
        }
    }

    /// Validates an undeclared member. Without `additionalProperties`, OpenAPI allows any; here it is a violation,
    /// unless the schema declares no properties at all.
    fn undeclared(&mut self, schema: &Schema<'d>, value: &Value, path: &ValuePath<'_>) {
        let at = At { path, member: None };
        if let Some(additional) = schema.additional_properties() {
            return self.value(&additional, value, at);
        }
        if schema.is("additionalProperties") {
            return;
        }
        let last = |keyword| schema.parts().iter().rev().find_map(|p| p.child(keyword));
        if let Some(node) = last("properties").or_else(|| last("additionalProperties")) {
            self.report(at, Some(value), &node.location, ViolationKind::Undeclared);
        }
    }
}
