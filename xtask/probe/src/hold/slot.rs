//! The position of a value in a response, as far as it decides how the client handles an invalid value there.

use astro_api_drift::report::Severity;
use serde_json::{Map, Value};

use crate::document::Node;

/// The member with the total of a page.
const TOTAL: &str = "totalCount";

/// The position of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// Essential to the client: the response itself, an item of a list or a map, a resource's id, a page's total, or
    /// its collection while the total promises rows.
    Vital,
    /// A required member, which has a zero value.
    Required,
    /// A list that may be `null`, which means empty.
    List,
    /// A member that may be absent.
    Optional,
}

impl Slot {
    /// Returns the position of a member of an object.
    pub(super) fn of_member(name: &str, objects: &[Node<'_>], whole: &Map<String, Value>) -> Self {
        let is_required = objects.iter().any(|o| o.lists("required", name));
        let is_page = objects.iter().find_map(collection);
        match is_page {
            Some(_) if name == TOTAL => return Self::Vital,
            Some(collection) if name == collection => {
                let number = |name| whole.get(name).and_then(Value::as_i64).unwrap_or(0);
                let is_empty = whole.contains_key(name) && number(TOTAL) <= number("offset").max(0);
                return if is_empty { Self::List } else { Self::Vital };
            }
            _ => {}
        }
        let is_list = || {
            let mut members = objects
                .iter()
                .filter_map(|o| o.map("properties")?.get(name)?.get("type"));
            members.any(|kind| kind == "array")
        };
        match (is_required, name) {
            (true, "id") => Self::Vital,
            (true, _) if is_list() => Self::List,
            (true, _) => Self::Required,
            (false, _) => Self::Optional,
        }
    }

    /// Returns the effect of a missing value.
    pub(super) fn missing(self) -> Severity {
        match self {
            Self::Vital => Severity::Break,
            Self::Required | Self::List => Severity::Risk,
            Self::Optional => Severity::None,
        }
    }

    /// Returns the effect of a `null` value.
    pub(super) fn null(self) -> Severity {
        match self {
            Self::Vital => Severity::Break,
            Self::Required => Severity::Risk,
            Self::List | Self::Optional => Severity::None,
        }
    }
}

/// Returns the name of a page's list. A page is an object with a total and a single list, or a single required one.
fn collection<'d>(object: &Node<'d>) -> Option<&'d str> {
    let properties = object.map("properties")?;
    let is = |value: &Value, kind: &str| value.get("type").is_some_and(|t| t == kind);
    if !is(properties.get(TOTAL)?, "integer") {
        return None;
    }
    let lists = || properties.iter().filter(|(_, p)| is(p, "array"));
    let required = || lists().filter(|(name, _)| object.lists("required", name));
    let (name, _) = match (lists().count(), required().count()) {
        (1, _) => lists().next()?,
        (_, 1) => required().next()?,
        _ => return None,
    };
    Some(name)
}
