//! The common part of the generated `from_…` functions: converts values of a resource into those of a request, with
//! the location in errors.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::{Error, validation::FieldPath};

/// Converts an optional member.
#[inline]
pub(crate) fn optional<A: ?Sized, B>(
    value: Option<&A>,
    place: FieldPath<'_>,
    convert: impl FnOnce(&A, FieldPath<'_>) -> Result<B, Error>,
) -> Result<Option<B>, Error> {
    value.map(|value| convert(value, place)).transpose()
}

/// Converts a required member.
#[inline]
pub(crate) fn required<A: ?Sized, B>(
    value: Option<&A>,
    place: FieldPath<'_>,
    convert: impl FnOnce(&A, FieldPath<'_>) -> Result<B, Error>,
) -> Result<B, Error> {
    match value {
        Some(value) => convert(value, place),
        None => Err(Error::invalid_request(format!(
            "the update requires `{place}`, but the resource has no value for it; set one on the resource first"
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
#[allow(dead_code, reason = "the generated code of other documents calls it")]
pub(crate) fn integer<B: TryFrom<i64>>(value: i64, place: FieldPath<'_>) -> Result<B, Error> {
    B::try_from(value)
        .map_err(|_| Error::invalid_request(format!("`{place}` of an update cannot be {value}")))
}

/// Formats a timestamp like the API.
#[inline]
pub(crate) fn time(value: &DateTime<Utc>) -> String {
    value.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

/// Creates the error for a resource of a kind without an update.
#[cold]
pub(crate) fn unknown_variant(place: FieldPath<'_>, value: &str) -> Error {
    Error::invalid_request(if value.is_empty() {
        format!(
            "the update depends on `{place}`, but the resource has no value for it; set one on the resource first"
        )
    } else {
        format!(
            "this version of the crate has no update for a resource whose `{place}` is `{value}`; update the crate"
        )
    })
}
