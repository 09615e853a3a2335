//! Locations in a document.

use std::{fmt, sync::Arc};

/// A location in a document, with two paths to it: by position, as a JSON pointer, and by name, which stays the same when
/// an item is inserted before it.
///
/// Each step refers to its parent, so that creating a location is cheap: readers create one for each value that they
/// visit, and print few.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Location(Option<Arc<Step>>);

#[derive(Debug, PartialEq, Eq)]
struct Step {
    parent: Location,
    step: Box<str>,
    /// The name, if it differs from the step.
    name: Option<Box<str>>,
}

impl Location {
    /// Returns the location of the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Returns the location of a JSON pointer, with or without a leading `#`.
    pub fn at(pointer: &str) -> Self {
        let steps = pointer.trim_start_matches('#').split('/').skip(1);
        steps.fold(Self::root(), |location, step| {
            location.child(&step.replace("~1", "/").replace("~0", "~"))
        })
    }

    /// Returns the location to which the unescaped steps lead from the root.
    pub fn from_steps<const N: usize>(steps: [&str; N]) -> Self {
        steps.iter().fold(Self::root(), |l, step| l.child(step))
    }

    /// Returns the location of a member.
    pub fn child(&self, step: &str) -> Self {
        Self(Some(Arc::new(Step {
            parent: self.clone(),
            step: step.into(),
            name: None,
        })))
    }

    /// Returns the location of an item of a list.
    pub fn index(&self, index: usize) -> Self {
        self.child(&index.to_string())
    }

    /// Returns the location of an item of a list that has a name.
    pub fn item(&self, index: usize, name: &str) -> Self {
        Self(Some(Arc::new(Step {
            parent: self.clone(),
            step: index.to_string().into(),
            name: Some(name.into()),
        })))
    }

    /// Returns the JSON pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)).
    pub fn pointer(&self) -> String {
        self.path(&|step| &step.step)
    }

    /// Returns the path by names.
    pub fn name(&self) -> String {
        self.path(&|step| step.name.as_ref().unwrap_or(&step.step))
    }

    /// Returns the name of the component schema that contains the location.
    pub fn component(&self) -> Option<String> {
        let pointer = self.pointer();
        let rest = pointer.strip_prefix("/components/schemas/")?;
        let name = rest.split('/').next()?;
        Some(name.replace("~1", "/").replace("~0", "~"))
    }

    fn path(&self, word: &dyn Fn(&Step) -> &str) -> String {
        let Some(step) = &self.0 else {
            return String::new();
        };
        let mut path = step.parent.path(word);
        path.push('/');
        path.push_str(&word(step).replace('~', "~0").replace('/', "~1"));
        path
    }
}

/// Writes the JSON pointer.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.pointer())
    }
}

#[cfg(test)]
mod tests {
    use super::Location;

    #[test]
    fn pointer_escapes_and_unescapes_steps() {
        let location = Location::from_steps(["paths", "/a~b/{id}", "get"]);
        assert_eq!(location.pointer(), "/paths/~1a~0b~1{id}/get");
        assert_eq!(Location::at("#/paths/~1a~0b~1{id}/get"), location);
        assert_eq!(Location::root().pointer(), "");
    }

    #[test]
    fn name_replaces_the_index() {
        let location = Location::root().child("parameters").item(3, "query limit");
        assert_eq!(location.pointer(), "/parameters/3");
        assert_eq!(location.name(), "/parameters/query limit");
    }

    #[test]
    fn component_is_the_unescaped_name() {
        let location = Location::at("/components/schemas/a~1b/properties/c");
        assert_eq!(location.component().as_deref(), Some("a/b"));
        assert_eq!(Location::at("/paths/~1a").component(), None);
    }
}
