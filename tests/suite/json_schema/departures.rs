//! The intentional differences between the types and the document: each line of the comparison, with its reason.

/// Components without a type.
pub(super) const WITHOUT_TYPE: [(&str, &str); 2] = [
    (
        "Error",
        "failures are `astro_api::Error`, whatever their status and body",
    ),
    (
        "FieldValidationError",
        "a part of failures: `astro_api::FieldError`",
    ),
];

/// The document's facts about the location of a difference.
#[derive(Clone, Copy, Default)]
pub(super) struct LocationFacts {
    /// An optional property.
    pub(super) is_optional: bool,
    /// A number with a format.
    pub(super) has_size: bool,
    /// The discriminator of a union, in one of the union's variants.
    pub(super) is_discriminator: bool,
    /// A union.
    pub(super) is_union: bool,
    /// An object without properties.
    pub(super) is_free: bool,
}

/// Returns the reason for a difference; `None` if it is unintentional.
///
/// Each line of the comparison names a location, `Type.member`, and a fact that only one side has.
pub(super) fn reason(line: &str, location: LocationFacts) -> Option<&'static str> {
    let ends = |end: &str| line.ends_with(end);
    let by_type = line.starts_with("only the type: ");
    if by_type && ends(": type null") && location.is_optional {
        Some(
            "What is optional is an `Option`, which schemars takes for a value that may be null; when written, `None` is left out instead.",
        )
    } else if by_type && ends(": format int64") && !location.has_size {
        Some("A whole number of which the document says no size is an `i64`.")
    } else if by_type && ends(": format double") && !location.has_size {
        Some("A number of which the document says no size is an `f64`.")
    } else if by_type && ends(": further properties") && location.is_free {
        Some(
            "An object without properties may hold anything, which schemars says and the document means.",
        )
    } else if line.contains("ole: one of ") {
        Some(
            "All roles share a type, which is open for custom ones; each place lists its own, or none.",
        )
    } else if !by_type && location.is_discriminator {
        Some("The discriminator is written by the enum of the union, not by its variants.")
    } else if !by_type && ends(": type object") && location.is_union {
        Some("A union is an enum, and each of its variants an object.")
    } else {
        None
    }
}

/// Facts that differ for individual reasons.
pub(super) const DEPARTURES: [(&str, &[&str]); 0] = [];
