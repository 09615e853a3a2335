//! Compares whether a property is required, by the type of its generated member.

use std::cell::OnceCell;

use serde_json::{Value, json};

use super::{
    At, Comparison, Direction, Two, both, parameters::added, types::Kind, uses::Uses, view::View,
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
    form: Form,
}

/// The kinds of types, by how they are optional.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// An inline list, map or free-form object, which can be empty.
    Collection,
    /// Any value, which includes `null`.
    Any,
    Other,
}

/// The type of a member: `T`, `Option<T>` or `Option<Option<T>>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Member {
    Bare,
    Optional,
    /// Must be set, possibly to `null`.
    RequiredNullable,
    /// Distinguishes `null` from absence.
    OptionalNullable,
}

/// The directions in which a type is used, which determine its members.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Travels {
    pub(super) in_requests: bool,
    in_responses: bool,
}

impl Presence {
    pub(super) fn new(is_required: bool, is_nullable: bool, view: &View<'_>) -> Self {
        let form = match Kind::of(view) {
            Kind::Array | Kind::Map | Kind::FreeObject if view.component.is_none() => {
                Form::Collection
            }
            Kind::Any if view.component.is_none() => Form::Any,
            _ => Form::Other,
        };
        Self {
            is_required,
            is_nullable,
            form,
        }
    }

    fn member(self, travels: Travels) -> Member {
        let is_nullable = self.is_nullable;
        if is_nullable && travels.in_requests && !travels.in_responses {
            return match self.is_required {
                true => Member::RequiredNullable,
                false => Member::OptionalNullable,
            };
        }
        let is_bare = match self.form {
            Form::Any => self.is_required,
            // An optional list in a request differs from an empty one.
            Form::Collection => !is_nullable && (self.is_required || !travels.in_requests),
            Form::Other => !is_nullable && self.is_required,
        };
        if is_bare {
            Member::Bare
        } else {
            Member::Optional
        }
    }
}

impl<'a> Comparison<'a> {
    /// Compares whether a property is required, and whether it is nullable.
    pub(super) fn presence(
        &mut self,
        direction: Direction,
        at: &At,
        owners: &Two<View<'a>>,
        presences: Two<Presence>,
        property: Property,
    ) {
        let required = presences.map(|p| p.is_required);
        let nullable = presences.map(|p| p.is_nullable);
        if required.old == required.new && nullable.old == nullable.new {
            return;
        }
        let travels = self.travels(direction, owners);
        let members = Two {
            old: presences.old.member(travels.old),
            new: presences.new.member(travels.new),
        };
        // Hand-written code reads a page.
        let source = match members.old == members.new || property.is_of_page {
            true => Severity::None,
            false => Severity::Break,
        };
        let rules = match direction {
            Direction::Request | Direction::Parameter => {
                let for_required = match required.new {
                    true => added(true, property.has_default),
                    false => &rules::D15,
                };
                let for_nullable = match nullable.new {
                    true => &rules::D15,
                    false => &rules::D14,
                };
                [for_required, for_nullable]
            }
            Direction::Response => [response_rule(members, presences, property.has_no_zero); 2],
            Direction::Failure | Direction::Unread => {
                [direction.choose(&rules::D53, &rules::D53); 2]
            }
        };
        let is_list = [presences.old.form, presences.new.form] == [Form::Collection; 2];
        let wire = |rule: &Rule| match direction {
            _ if !property.travels => Severity::None,
            // The reader of a list treats absent, `null` and empty alike.
            Direction::Response if is_list && rule.id == rules::D32.id => Severity::None,
            _ => rule.wire,
        };
        for (rule, name, values) in [
            (rules[0], "required", required),
            (rules[1], "nullable", nullable),
        ] {
            if values.old != values.new {
                let [old, new] = [values.old, values.new].map(|v| json!({ name: v }));
                let judged = rule.judged(wire(rule), source.min(rule.source));
                self.report(&judged, at, both(&old, &new));
            }
        }
    }

    /// Returns the rule for a property added to requests.
    pub(super) fn added_property(
        &self,
        direction: Direction,
        owners: &Two<View<'a>>,
        is_required: bool,
        view: &View<'a>,
    ) -> Rule {
        let rule = added(is_required, view.get("default").is_some());
        let wire = match view.says("readOnly") {
            true => Severity::None,
            false => rule.wire,
        };
        // A builder demands required members, but in types that are also read, nullable ones are an `Option`.
        let presence = Presence::new(is_required, view.says("nullable"), view);
        let member = presence.member(self.travels(direction, owners).new);
        let source = match member {
            Member::Optional => Severity::Minor,
            _ => rule.source,
        };
        rule.judged(wire, source)
    }

    /// Returns the directions in which the type with a property is used, in both documents.
    pub(super) fn travels(&self, direction: Direction, owners: &Two<View<'a>>) -> Two<Travels> {
        let travels = |document: &Value, used: &OnceCell<Uses>, owner: &View<'a>| {
            let pointer = owner.place.pointer();
            let name = pointer.strip_prefix("/components/schemas/");
            let name = name.and_then(|rest| rest.split('/').next());
            match name {
                Some(name) => {
                    let used = used.get_or_init(|| Uses::of(document));
                    let name = name.replace("~1", "/").replace("~0", "~");
                    Travels {
                        in_requests: used.in_requests.contains(&name),
                        in_responses: used.in_responses.contains(&name),
                    }
                }
                // An inline schema of an operation is used in one direction.
                None => Travels {
                    in_requests: direction.is_request(),
                    in_responses: !direction.is_request(),
                },
            }
        };
        Two {
            old: travels(self.docs.old, self.used.old, &owners.old),
            new: travels(self.docs.new, self.used.new, &owners.new),
        }
    }
}

/// Other facts about a property.
#[derive(Debug, Clone, Copy)]
pub(super) struct Property {
    pub(super) has_no_zero: bool,
    /// Whether it is the list or the total of a page.
    pub(super) is_of_page: bool,
    pub(super) has_default: bool,
    /// Whether it is used in this direction: read-only members are not sent.
    pub(super) travels: bool,
}

fn response_rule(
    members: Two<Member>,
    presences: Two<Presence>,
    has_no_zero: bool,
) -> &'static Rule {
    let may_lack = presences.map(|p| !p.is_required || p.is_nullable);
    if has_no_zero && may_lack.new && !may_lack.old {
        return &rules::D54;
    }
    match (members.old, members.new) {
        (old, new) if old == new => &rules::D53,
        (Member::Bare, _) => &rules::D32,
        _ => &rules::D33,
    }
}
