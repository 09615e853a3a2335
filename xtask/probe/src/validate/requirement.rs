//! The importance of a member for the client, which decides how severe a missing or `null` value is.

use astro_api_drift::report::Severity;
use astro_api_openapi_model::{TOTAL_COUNT, page_collection, validate::Member};
use serde_json::Value;

/// The importance of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Requirement {
    /// The client rejects a response without it: the response itself, an item of a list or a map, a resource's id, a
    /// page's total, or its collection unless the page is empty.
    Mandatory,
    /// A required member, which the client replaces by a zero value.
    Replaceable,
    /// A required list, which may be `null` if it is empty.
    List,
    /// A member that may be absent.
    Optional,
}

impl Requirement {
    /// Returns the importance of a member; without one, of another value.
    pub(super) fn of(member: Option<&Member<'_>>) -> Self {
        let Some(member) = member else {
            return Self::Mandatory;
        };
        let name = member.name;
        match page_collection(member.schema) {
            Some(_) if name == TOTAL_COUNT => return Self::Mandatory,
            Some(collection) if name == collection => {
                let number = |name| member.object.get(name).and_then(Value::as_i64).unwrap_or(0);
                let is_empty = member.object.contains_key(name)
                    && number(TOTAL_COUNT) <= number("offset").max(0);
                return if is_empty {
                    Self::List
                } else {
                    Self::Mandatory
                };
            }
            _ => {}
        }
        let is_list = || {
            let property = member.schema.property(name);
            property.is_some_and(|property| property.kind() == Some("array"))
        };
        match (member.is_required(), name) {
            (true, "id") => Self::Mandatory,
            (true, _) if is_list() => Self::List,
            (true, _) => Self::Replaceable,
            (false, _) => Self::Optional,
        }
    }

    /// Returns the severity of a missing value.
    pub(super) fn missing(self) -> Severity {
        match self {
            Self::Mandatory => Severity::Break,
            Self::Replaceable | Self::List => Severity::Risk,
            Self::Optional => Severity::None,
        }
    }

    /// Returns the severity of a `null` value.
    pub(super) fn null(self) -> Severity {
        match self {
            Self::Mandatory => Severity::Break,
            Self::Replaceable => Severity::Risk,
            Self::List | Self::Optional => Severity::None,
        }
    }
}
