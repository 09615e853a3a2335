//! Paths in a JSON value.

use std::fmt;

/// The path of a value in the validated value, such as `nodePools[0].name`.
///
/// Each path refers to that of the containing value, so that creating one is cheap.
#[derive(Debug, Clone, Copy)]
pub struct ValuePath<'a> {
    parent: Option<&'a ValuePath<'a>>,
    step: Step<'a>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'a> {
    Name(&'a str),
    Index(usize),
}

impl<'a> ValuePath<'a> {
    /// Returns the path of the whole value; its text is `name`.
    pub fn root(name: &'a str) -> Self {
        Self {
            parent: None,
            step: Step::Name(name),
        }
    }

    /// Returns the path of a member.
    pub fn member(&'a self, name: &'a str) -> Self {
        Self {
            parent: Some(self),
            step: Step::Name(name),
        }
    }

    /// Returns the path of an item.
    pub fn index(&'a self, index: usize) -> Self {
        Self {
            parent: Some(self),
            step: Step::Index(index),
        }
    }

    /// Returns the last name, unless the path ends with an index.
    pub fn name(&self) -> Option<&'a str> {
        match self.step {
            Step::Name(name) => Some(name),
            Step::Index(_) => None,
        }
    }
}

/// Writes the path, without a leading dot if the root has no name.
impl fmt::Display for ValuePath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
            let is_unnamed = parent.parent.is_none() && parent.name() == Some("");
            if !is_unnamed && matches!(self.step, Step::Name(_)) {
                f.write_str(".")?;
            }
        }
        match self.step {
            Step::Name(name) => f.write_str(name),
            Step::Index(index) => write!(f, "[{index}]"),
        }
    }
}
