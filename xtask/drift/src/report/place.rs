//! Where something is: for a reader, and for a fingerprint.

/// A place in a document, which keeps two ways to it: by position, as a JSON pointer wants it, and by name, which stays
/// the same when something is put before it.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pointer: String,
    name: String,
}

impl Place {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// One step deeper, into a member.
    pub fn child(&self, step: &str) -> Self {
        self.item(step, step)
    }

    /// One step deeper, where the pointer says `step`, often a number, and what stands there is called `name`.
    pub fn item(&self, step: impl ToString, name: &str) -> Self {
        let append = |to: &str, step: &str| {
            let step = step.replace('~', "~0").replace('/', "~1");
            format!("{to}/{step}")
        };
        Self {
            pointer: append(&self.pointer, &step.to_string()),
            name: append(&self.name, name),
        }
    }

    /// The JSON pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)).
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The way by names.
    pub fn name(&self) -> &str {
        &self.name
    }
}
