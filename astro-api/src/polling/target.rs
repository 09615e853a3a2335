//! The target of a wait.

use std::fmt;

/// The prefix of the states of a deletion. A resource to delete may have failed before in another way.
const DELETION: &str = "DELET";

/// The suffixes of terminal states.
const TERMINAL: [&str; 2] = ["FAILED", "DENIED"];

/// The target of a wait.
pub(super) enum Goal<S> {
    /// One of these states.
    States(Vec<S>),
    /// The resource no longer exists.
    Gone,
}

impl<S: PartialEq + AsRef<str>> Goal<S> {
    pub(super) fn is_reached(&self, state: &S) -> bool {
        matches!(self, Self::States(goals) if goals.contains(state))
    }

    /// Whether the state is terminal, by its name.
    pub(super) fn is_out_of_reach(&self, state: &str) -> bool {
        let is_about = matches!(self, Self::States(_)) || state.starts_with(DELETION);
        is_about && TERMINAL.iter().any(|end| state.ends_with(end))
    }
}

/// For error messages.
impl<S: AsRef<str>> fmt::Display for Goal<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("the deletion"),
            Self::States(goals) => {
                let goals: Vec<&str> = goals.iter().map(AsRef::as_ref).collect();
                f.write_str(&goals.join(" or "))
            }
        }
    }
}
