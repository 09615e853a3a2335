//! One public item.

/// The effect of an item on a program that uses its owner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ItemKind {
    /// A program can use it.
    Plain,
    /// A program must comply with it: a member that must be set, or a type that cannot grow.
    Restriction,
    /// A warning, such as a deprecation.
    Warning,
}

/// Something that a program can name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicItem {
    /// The type or module that contains it; itself, if it is a type.
    pub(crate) owner: String,
    /// Its type or signature.
    pub(crate) signature: String,
    pub(crate) kind: ItemKind,
    /// Whether it is a field or a variant, which cannot be added to an exhaustive type.
    pub(crate) is_part: bool,
}
