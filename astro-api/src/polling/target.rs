//! What is waited for.

use std::fmt;

/// How the states that tell of a deletion begin. What is to be deleted may well have failed before in another way.
const DELETION: &str = "DELET";

/// How the texts of states end that nothing leads out of by itself.
const TERMINAL: [&str; 2] = ["FAILED", "DENIED"];

/// What is waited for.
pub(super) enum Goal<S> {
    /// One of these states.
    States(Vec<S>),
    /// That it is not found any more.
    Gone,
}

impl<S: PartialEq + AsRef<str>> Goal<S> {
    pub(super) fn is_reached(&self, state: &S) -> bool {
        matches!(self, Self::States(goals) if goals.contains(state))
    }

    /// Whether the state is one that does not lead there, by its name.
    pub(super) fn is_out_of_reach(&self, state: &str) -> bool {
        let is_about = matches!(self, Self::States(_)) || state.starts_with(DELETION);
        is_about && TERMINAL.iter().any(|end| state.ends_with(end))
    }
}

/// In words, as a part of a sentence.
impl<S: AsRef<str>> fmt::Display for Goal<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => f.write_str("its end"),
            Self::States(goals) => {
                let goals: Vec<&str> = goals.iter().map(AsRef::as_ref).collect();
                f.write_str(&goals.join(" or "))
            }
        }
    }
}
