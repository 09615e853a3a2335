//! Validation of documented bounds before a request is sent.

use std::fmt;

use crate::Error;

/// The location of a value in a request: `workerQueues[2].name`.
#[derive(Clone, Copy)]
pub(crate) enum FieldPath<'a> {
    /// A parameter, or a member of the body.
    Top(&'a str),
    /// The whole body.
    Body,
    Member(&'a FieldPath<'a>, &'a str),
    Item(&'a FieldPath<'a>, usize),
}

impl<'a> FieldPath<'a> {
    /// Returns the path of the member of that name.
    pub(crate) fn member(&'a self, name: &'a str) -> FieldPath<'a> {
        match self {
            Self::Body => FieldPath::Top(name),
            other => FieldPath::Member(other, name),
        }
    }
}

impl fmt::Display for FieldPath<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Top(name) => f.write_str(name),
            Self::Body => f.write_str("body"),
            Self::Member(owner, name) => write!(f, "{owner}.{name}"),
            Self::Item(owner, index) => write!(f, "{owner}[{index}]"),
        }
    }
}

/// A type that contains bounded values.
pub(crate) trait Validate {
    /// Validates all bounds inside.
    fn validate(&self, place: FieldPath<'_>) -> Result<(), Error>;
}

impl<T: Validate> Validate for Option<T> {
    fn validate(&self, place: FieldPath<'_>) -> Result<(), Error> {
        self.as_ref().map_or(Ok(()), |value| value.validate(place))
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn validate(&self, place: FieldPath<'_>) -> Result<(), Error> {
        self.iter()
            .enumerate()
            .try_for_each(|(index, value)| value.validate(FieldPath::Item(&place, index)))
    }
}

impl<T: Validate> Validate for Box<T> {
    fn validate(&self, place: FieldPath<'_>) -> Result<(), Error> {
        (**self).validate(place)
    }
}

/// Validates the bounds of a number.
pub(crate) fn check_range(
    place: FieldPath<'_>,
    value: impl Into<Option<i64>>,
    minimum: Option<i64>,
    maximum: Option<i64>,
) -> Result<(), Error> {
    let Some(value) = value.into() else {
        return Ok(());
    };
    check_bounds(
        format_args!("`{place}` is {value}"),
        value,
        minimum,
        maximum,
    )
}

/// Validates the length of a text in characters.
pub(crate) fn check_length(
    place: FieldPath<'_>,
    value: Option<&str>,
    minimum: Option<usize>,
    maximum: Option<usize>,
) -> Result<(), Error> {
    let Some(value) = value else {
        return Ok(());
    };
    // The beginning of the value helps to find the mistake.
    let shown: String = value.chars().take(80).collect();
    let size = value.chars().count();
    check_bounds(
        format_args!("`{place}` is {shown:?}, {size} characters"),
        size,
        minimum,
        maximum,
    )
}

/// Validates the length of a list.
pub(crate) fn check_items<T>(
    place: FieldPath<'_>,
    value: Option<&Vec<T>>,
    minimum: Option<usize>,
    maximum: Option<usize>,
) -> Result<(), Error> {
    let Some(size) = value.map(Vec::len) else {
        return Ok(());
    };
    check_bounds(
        format_args!("`{place}` has {size} items"),
        size,
        minimum,
        maximum,
    )
}

/// Returns an error if a value is not within its bounds.
fn check_bounds<T: PartialOrd + fmt::Display>(
    what: fmt::Arguments<'_>,
    value: T,
    minimum: Option<T>,
    maximum: Option<T>,
) -> Result<(), Error> {
    match (minimum, maximum) {
        (Some(bound), _) if value < bound => Err(violation(what, "at least", &bound)),
        (_, Some(bound)) if value > bound => Err(violation(what, "at most", &bound)),
        _ => Ok(()),
    }
}

#[cold]
fn violation(what: fmt::Arguments<'_>, limit: &str, bound: &dyn fmt::Display) -> Error {
    Error::invalid_request(format!("{what}; the API accepts {limit} {bound}"))
}
