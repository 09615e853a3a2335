//! The state of a validation.

use serde_json::Value;

use super::{Member, ValuePath, Violation, ViolationKind, Visitor};
use crate::Location;

/// The direction of a body. It decides whether a required member must be there: a `readOnly` one is only in responses,
/// and a `writeOnly` one only in requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The body is sent.
    Request,
    /// The body is received.
    Response,
}

pub(super) struct Validator<'d, 'v> {
    pub(super) direction: Direction,
    pub(super) visitor: &'v mut dyn Visitor,
    /// The unions for whose variants the next value is tried. They are not entered again, so that recursion ends.
    pub(super) active_unions: Vec<&'d Value>,
}

/// The position of a value.
#[derive(Clone, Copy)]
pub(super) struct At<'a> {
    pub(super) path: &'a ValuePath<'a>,
    /// The member whose value it is.
    pub(super) member: Option<&'a Member<'a>>,
}

impl Validator<'_, '_> {
    /// Reports a violation of the keyword at a location.
    pub(super) fn report(
        &mut self,
        at: At<'_>,
        value: Option<&Value>,
        location: &Location,
        kind: ViolationKind<'_>,
    ) {
        self.visitor.violation(Violation {
            location,
            path: at.path,
            value,
            member: at.member,
            kind,
        });
    }
}
