//! What the generated `from_…` functions of updates share: a value of a resource becomes the one of a request, or an
//! error that names its place.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::{Error, validation::FieldPath};

/// Converts a member that the request can leave out.
#[inline]
pub(crate) fn optional<A: ?Sized, B>(
    value: Option<&A>,
    place: FieldPath<'_>,
    convert: impl FnOnce(&A, FieldPath<'_>) -> Result<B, Error>,
) -> Result<Option<B>, Error> {
    value.map(|value| convert(value, place)).transpose()
}

/// Converts a member that the request requires.
#[inline]
pub(crate) fn required<A: ?Sized, B>(
    value: Option<&A>,
    place: FieldPath<'_>,
    convert: impl FnOnce(&A, FieldPath<'_>) -> Result<B, Error>,
) -> Result<B, Error> {
    match value {
        Some(value) => convert(value, place),
        None => Err(Error::invalid_request(format!(
            "the update requires `{place}`, and the resource as it was read has no value for it; set one on the resource first"
        ))),
    }
}

/// Converts the items of a list.
#[inline]
pub(crate) fn list<A, B>(
    values: &[A],
    place: FieldPath<'_>,
    convert: impl Fn(&A, FieldPath<'_>) -> Result<B, Error>,
) -> Result<Vec<B>, Error> {
    let items = values.iter().enumerate();
    items
        .map(|(index, value)| convert(value, FieldPath::Item(&place, index)))
        .collect()
}

/// Converts an integer.
#[inline]
pub(crate) fn integer<B: TryFrom<i64>>(value: i64, place: FieldPath<'_>) -> Result<B, Error> {
    B::try_from(value)
        .map_err(|_| Error::invalid_request(format!("`{place}` of an update cannot be {value}")))
}

/// Writes a time as the API writes it.
#[inline]
pub(crate) fn time(value: &DateTime<Utc>) -> String {
    value.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// The resource is of no kind that this version of the crate can update.
#[cold]
pub(crate) fn unknown_variant(place: FieldPath<'_>, value: &str) -> Error {
    Error::invalid_request(if value.is_empty() {
        format!(
            "the update depends on `{place}`, and the resource as it was read has no value for it; set one on the resource first"
        )
    } else {
        format!(
            "the crate has no update for a resource whose `{place}` is `{value}`; use a newer version"
        )
    })
}
