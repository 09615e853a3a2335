//! What the document says of operations, parameters, schemas and properties alike.

/// The documentation of an item.
#[derive(Debug, Clone, Default)]
pub(crate) struct Docs {
    pub(crate) summary: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) default: Option<String>,
    pub(crate) deprecated: bool,
    /// Further words by which rustdoc's search finds it.
    pub(crate) aliases: Vec<String>,
}

/// The declared limits of a value. Limits of fractions are left out.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) minimum: Option<i64>,
    pub(crate) maximum: Option<i64>,
    pub(crate) min_length: Option<usize>,
    pub(crate) max_length: Option<usize>,
    pub(crate) min_items: Option<usize>,
    pub(crate) max_items: Option<usize>,
}

impl Bounds {
    pub(crate) fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
