//! Compares whether a property is required, by the type of its generated member.

use std::cell::OnceCell;

use astro_api_openapi_model::Document;
use serde_json::json;

use super::{
    comparison::Comparison,
    direction::Direction,
    kind::SchemaKind,
    pair::{LocationPair, Pair, ValuePair},
    parameters::added_rule,
    usage::{ComponentUsage, Directions},
    view::View,
};
use crate::{
    report::Severity,
    rules::{self, Rule},
};

/// The presence of a property, by its schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Presence {
    pub(super) is_required: bool,
    pub(super) is_nullable: bool,
    shape: Shape,
}

/// The kinds of types, by how an absent value is represented.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    /// An inline list, map or free-form object, which can be empty.
    Collection,
    /// Any value, which includes `null`.
    Any,
    Other,
}

/// The type of a member: `T`, `Option<T>` or `Option<Option<T>>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum MemberType {
    Bare,
    Optional,
    /// Must be set, possibly to `null`.
    RequiredNullable,
    /// Distinguishes `null` from absence.
    OptionalNullable,
}

impl Presence {
    pub(super) fn new(is_required: bool, is_nullable: bool, view: &View<'_>) -> Self {
        let shape = match SchemaKind::of(view) {
            SchemaKind::Array | SchemaKind::Map | SchemaKind::FreeObject
                if view.component.is_none() =>
            {
                Shape::Collection
            }
            SchemaKind::Any if view.component.is_none() => Shape::Any,
            _ => Shape::Other,
        };
        Self {
            is_required,
            is_nullable,
            shape,
        }
    }

    fn member(self, directions: Directions) -> MemberType {
        let is_nullable = self.is_nullable;
        if is_nullable && directions.in_requests && !directions.in_responses {
            return match self.is_required {
                true => MemberType::RequiredNullable,
                false => MemberType::OptionalNullable,
            };
        }
        let is_bare = match self.shape {
            Shape::Any => self.is_required,
            // An optional list in a request differs from an empty one.
            Shape::Collection => !is_nullable && (self.is_required || !directions.in_requests),
            Shape::Other => !is_nullable && self.is_required,
        };
        if is_bare {
            MemberType::Bare
        } else {
            MemberType::Optional
        }
    }
}

impl<'a> Comparison<'a> {
    /// Compares whether a property is required, and whether it is nullable.
    pub(super) fn compare_presence(
        &mut self,
        direction: Direction,
        at: &LocationPair,
        owners: &Pair<View<'a>>,
        presences: Pair<Presence>,
        property: Property,
    ) {
        let required = presences.map(|p| p.is_required);
        let nullable = presences.map(|p| p.is_nullable);
        if required.old == required.new && nullable.old == nullable.new {
            return;
        }
        let directions = self.directions(direction, owners);
        let members = Pair {
            old: presences.old.member(directions.old),
            new: presences.new.member(directions.new),
        };
        // Hand-written code reads a page.
        let source = match members.old == members.new || property.is_of_page {
            true => Severity::None,
            false => Severity::Break,
        };
        let rules = match direction {
            Direction::Request | Direction::Parameter | Direction::PathParameter => {
                let for_required = match required.new {
                    true => added_rule(true, property.has_default),
                    false => &rules::D15,
                };
                let for_nullable = match nullable.new {
                    true => &rules::D15,
                    false => &rules::D14,
                };
                [for_required, for_nullable]
            }
            Direction::Response => {
                [response_rule(members, presences, property.has_no_zero_value); 2]
            }
            Direction::ErrorResponse | Direction::Unparsed => {
                [direction.choose(&rules::D53, &rules::D53); 2]
            }
        };
        let is_list = [presences.old.shape, presences.new.shape] == [Shape::Collection; 2];
        let wire = |rule: &Rule| match direction {
            _ if !property.is_transmitted => Severity::None,
            // The reader of a list treats absent, `null` and empty the same.
            Direction::Response if is_list && rule.id == rules::D32.id => Severity::None,
            _ => rule.wire,
        };
        for (rule, name, values) in [
            (rules[0], "required", required),
            (rules[1], "nullable", nullable),
        ] {
            if values.old != values.new {
                let [old, new] = [values.old, values.new].map(|v| json!({ name: v }));
                let judged = rule.with_severities(wire(rule), source.min(rule.source));
                self.report(&judged, at, ValuePair::both(&old, &new));
            }
        }
    }

    /// Returns the rule for a property added to requests.
    pub(super) fn added_property(
        &self,
        direction: Direction,
        owners: &Pair<View<'a>>,
        is_required: bool,
        view: &View<'a>,
    ) -> Rule {
        let rule = added_rule(is_required, view.get("default").is_some());
        let wire = match view.is_true("readOnly") {
            true => Severity::None,
            false => rule.wire,
        };
        // A builder demands required members, but in types that are also read, nullable ones are an `Option`.
        let presence = Presence::new(is_required, view.is_true("nullable"), view);
        let member = presence.member(self.directions(direction, owners).new);
        let source = match member {
            MemberType::Optional => Severity::Minor,
            _ => rule.source,
        };
        rule.with_severities(wire, source)
    }

    /// Returns the directions in which the type with a property is used, in both documents.
    pub(super) fn directions(
        &self,
        direction: Direction,
        owners: &Pair<View<'a>>,
    ) -> Pair<Directions> {
        let directions =
            |document: Document<'_>, usage: &OnceCell<ComponentUsage>, owner: &View<'a>| {
                match owner.location.component() {
                    Some(name) => {
                        let usage = usage.get_or_init(|| ComponentUsage::of(document));
                        Directions {
                            in_requests: usage.in_requests.contains(&name),
                            in_responses: usage.in_responses.contains(&name),
                        }
                    }
                    // An inline schema of an operation is used in one direction.
                    None => Directions {
                        in_requests: direction.is_request(),
                        in_responses: !direction.is_request(),
                    },
                }
            };
        Pair {
            old: directions(self.docs.old, self.usage.old, &owners.old),
            new: directions(self.docs.new, self.usage.new, &owners.new),
        }
    }
}

/// Other facts about a property.
#[derive(Debug, Clone, Copy)]
pub(super) struct Property {
    pub(super) has_no_zero_value: bool,
    /// Whether it is the list or the total of a page.
    pub(super) is_of_page: bool,
    pub(super) has_default: bool,
    /// Whether it is used in this direction: read-only members are not sent.
    pub(super) is_transmitted: bool,
}

fn response_rule(
    members: Pair<MemberType>,
    presences: Pair<Presence>,
    has_no_zero_value: bool,
) -> &'static Rule {
    let may_be_absent = presences.map(|p| !p.is_required || p.is_nullable);
    if has_no_zero_value && may_be_absent.new && !may_be_absent.old {
        return &rules::D54;
    }
    match (members.old, members.new) {
        (old, new) if old == new => &rules::D53,
        (MemberType::Bare, _) => &rules::D32,
        _ => &rules::D33,
    }
}
