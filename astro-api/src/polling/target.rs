//! The target of a wait.

use std::fmt;

/// The prefix of the states of a deletion. A resource to delete may have another failed state before.
const DELETION: &str = "DELET";

/// The suffixes of terminal states.
const TERMINAL: [&str; 2] = ["FAILED", "DENIED"];

/// The target of a wait.
pub(super) enum Target<S> {
    /// One of these states.
    States(Vec<S>),
    /// A 404, as after a deletion.
    Gone,
}

impl<S: PartialEq + AsRef<str>> Target<S> {
    pub(super) fn is_reached(&self, state: &S) -> bool {
        matches!(self, Self::States(targets) if targets.contains(state))
    }

    /// Returns whether the state is terminal, by its name.
    pub(super) fn is_terminal(&self, state: &str) -> bool {
        let is_about = matches!(self, Self::States(_)) || state.starts_with(DELETION);
        is_about && TERMINAL.iter().any(|end| state.ends_with(end))
    }
}

/// Used in error messages.
impl<S: AsRef<str>> fmt::Display for Target<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("the deletion"),
            Self::States(targets) => {
                let targets: Vec<&str> = targets.iter().map(AsRef::as_ref).collect();
                f.write_str(&targets.join(" or "))
            }
        }
    }
}
