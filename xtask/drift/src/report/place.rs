//! A place in a document, for readers and for fingerprints.

use std::rc::Rc;

/// A place in a document, with two paths to it: by position, as a JSON pointer, and by name, which stays the same when
/// an item is inserted before it.
///
/// Each step refers to the one above: places are created for everything that is compared, and only few are written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Place(Option<Rc<Step>>);

#[derive(Debug, PartialEq, Eq)]
struct Step {
    above: Place,
    step: Box<str>,
    /// The name, if it differs from the step.
    name: Option<Box<str>>,
}

impl Place {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The place that a JSON pointer leads to, with or without a leading `#`.
    pub fn at(pointer: &str) -> Self {
        let steps = pointer.trim_start_matches('#').split('/').skip(1);
        steps.fold(Self::root(), |place, step| {
            place.child(&step.replace("~1", "/").replace("~0", "~"))
        })
    }

    /// One step deeper, into a member.
    pub fn child(&self, step: &str) -> Self {
        Self(Some(Rc::new(Step {
            above: self.clone(),
            step: step.into(),
            name: None,
        })))
    }

    /// One step deeper, into an item of a list that is called `name`.
    pub fn item(&self, index: usize, name: &str) -> Self {
        Self(Some(Rc::new(Step {
            above: self.clone(),
            step: index.to_string().into(),
            name: Some(name.into()),
        })))
    }

    /// The JSON pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)).
    pub fn pointer(&self) -> String {
        self.written(&|step| &step.step)
    }

    /// The path by names.
    pub fn name(&self) -> String {
        self.written(&|step| step.name.as_ref().unwrap_or(&step.step))
    }

    fn written(&self, word: &dyn Fn(&Step) -> &str) -> String {
        let Some(step) = &self.0 else {
            return String::new();
        };
        let mut out = step.above.written(word);
        out.push('/');
        out.push_str(&word(step).replace('~', "~0").replace('/', "~1"));
        out
    }
}
