//! Which parameters are arguments of the method, and in which order.

use crate::model::{Location, Operation, Parameter};

/// The required parameters: those of the path in the order of the path, then the others in the order of the document.
/// What a scope holds is not among them.
pub(in crate::refine) fn of(operation: &Operation) -> Vec<&Parameter> {
    let scoped = |p: &&Parameter| {
        let scope = operation.scope.as_ref();
        !scope.is_some_and(|s| p.is_in_path() && s.parameters.iter().any(|s| s.wire == p.wire))
    };
    let required = operation.parameters.iter().filter(|p| p.required);
    let mut arguments: Vec<&Parameter> = required.filter(scoped).collect();
    arguments.sort_by_key(|p| match p.location {
        Location::Path => operation.path.find(&format!("{{{}}}", p.wire)),
        Location::Query | Location::Header => Some(usize::MAX),
    });
    arguments
}
