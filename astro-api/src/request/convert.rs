//! Conversions of the arguments of setters.
//!
//! The traits are public because the signatures of setters name them. They cannot be implemented outside this crate.

use std::{
    borrow::Cow,
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use chrono::{DateTime, FixedOffset, Utc};

use crate::{Error, serde_helpers::open_enum::OpenEnum};

mod sealed {
    /// An argument that only this crate can create, which seals the methods of the traits.
    #[derive(Debug)]
    pub struct Internal;

    /// Marks the conversion of one value.
    #[derive(Debug)]
    pub enum One {}

    /// Marks the conversion of each item of an iterator.
    #[derive(Debug)]
    pub enum Each {}

    /// Marks the conversion of an `Option`.
    #[derive(Debug)]
    pub enum Maybe {}
}

pub(crate) use sealed::Internal;
use sealed::{Each, Maybe, One};

/// The reason why a value cannot be converted.
#[derive(Debug)]
pub enum Invalid {
    /// A sentence without its subject, the value: "does not fit into …".
    Value(&'static str),
    /// A whole sentence about a part of the value.
    Inside(String),
}

/// A value that can be passed where a `T` is expected.
///
/// Text for a `String` or an open enum, every integer type for an integer, and a builder for the type that it builds
/// or for a union with that type.
#[diagnostic::on_unimplemented(message = "`{Self}` cannot be passed as `{T}`")]
pub trait IntoValue<T> {
    #[doc(hidden)]
    fn into_value(self, _: Internal) -> Result<T, Invalid>;
}

/// A value, or an `Option` of one where `None` omits the member.
///
/// For a plain `None`, name the type: `None::<&str>`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be passed as `{T}` or as an `Option` of it"
)]
pub trait IntoOption<T, Form> {
    #[doc(hidden)]
    fn into_option(self, _: Internal) -> Result<Option<T>, Invalid>;
}

/// A list: anything iterable whose items convert, such as `["a"]`, `&names` or a `Vec`; one value; or an `Option` of
/// an iterable where `None` omits the list.
#[diagnostic::on_unimplemented(message = "`{Self}` cannot be passed as a list of `{T}`")]
pub trait IntoList<T, Form> {
    #[doc(hidden)]
    fn into_list(self, _: Internal) -> Result<Option<Vec<T>>, Invalid>;
}

impl<T> IntoValue<T> for T {
    fn into_value(self, _: Internal) -> Result<T, Invalid> {
        Ok(self)
    }
}

impl<T, V: IntoValue<T>> IntoOption<T, One> for V {
    fn into_option(self, _: Internal) -> Result<Option<T>, Invalid> {
        self.into_value(Internal).map(Some)
    }
}

impl<T, V: IntoValue<T>> IntoOption<T, Maybe> for Option<V> {
    fn into_option(self, _: Internal) -> Result<Option<T>, Invalid> {
        self.map(|value| value.into_value(Internal)).transpose()
    }
}

impl<T, V: IntoValue<T>> IntoList<T, One> for V {
    fn into_list(self, _: Internal) -> Result<Option<Vec<T>>, Invalid> {
        Ok(Some(vec![self.into_value(Internal)?]))
    }
}

impl<T, I> IntoList<T, Each> for I
where
    I: IntoIterator,
    I::Item: IntoValue<T>,
{
    fn into_list(self, _: Internal) -> Result<Option<Vec<T>>, Invalid> {
        let items = self.into_iter().map(|item| item.into_value(Internal));
        items.collect::<Result<_, _>>().map(Some)
    }
}

impl<T, I> IntoList<T, Maybe> for Option<I>
where
    I: IntoIterator,
    I::Item: IntoValue<T>,
{
    fn into_list(self, _: Internal) -> Result<Option<Vec<T>>, Invalid> {
        self.map_or(Ok(None), |items| {
            IntoList::<T, Each>::into_list(items, Internal)
        })
    }
}

/// Implements [`IntoValue`] for pairs of types by an expression.
macro_rules! into_value {
    ($([$($generics:tt)*] $from:ty => $to:ty, |$value:ident| $result:expr;)*) => {$(
        impl<$($generics)*> IntoValue<$to> for $from {
            fn into_value(self, _: Internal) -> Result<$to, Invalid> {
                let $value = self;
                $result
            }
        }
    )*};
}

into_value! {
    [] &str => String, |text| Ok(text.to_owned());
    [] &&str => String, |text| Ok((*text).to_owned());
    [] &String => String, |text| Ok(text.clone());
    [] Box<str> => String, |text| Ok(text.into());
    [] Arc<str> => String, |text| Ok(text.as_ref().to_owned());
    [] Cow<'_, str> => String, |text| Ok(text.into_owned());
    [] &[u8] => Vec<u8>, |bytes| Ok(bytes.to_vec());
    [T: OpenEnum] &str => T, |text| Ok(T::from_text(text));
    [T: OpenEnum] &&str => T, |text| Ok(T::from_text(text));
    [T: OpenEnum] String => T, |text| Ok(T::from_text(&text));
    [T: OpenEnum] &String => T, |text| Ok(T::from_text(text));
    [T: OpenEnum + Clone] &T => T, |value| Ok(value.clone());
    [] f32 => f64, |number| Ok(number.into());
    [] i32 => f64, |number| Ok(number.into());
    [] u32 => f64, |number| Ok(number.into());
    [] DateTime<FixedOffset> => DateTime<Utc>, |time| Ok(time.into());
    [] std::time::SystemTime => DateTime<Utc>, |time| Ok(time.into());
    [] &DateTime<Utc> => DateTime<Utc>, |time| Ok(*time);
}

/// Implements [`IntoValue`] for integers.
macro_rules! integers {
    ($to:ty, $reason:literal: $($from:ty)*) => {$(
        impl IntoValue<$to> for $from {
            fn into_value(self, _: Internal) -> Result<$to, Invalid> {
                <$to>::try_from(self).map_err(|_| Invalid::Value($reason))
            }
        }
    )*};
}

integers!(i64, "does not fit into a signed 64-bit integer": i8 i16 i32 i128 isize u8 u16 u32 u64 u128 usize);
integers!(i32, "does not fit into a signed 32-bit integer": i8 i16 i64 i128 isize u8 u16 u32 u64 u128 usize);

impl<T> IntoValue<Box<T>> for T {
    fn into_value(self, _: Internal) -> Result<Box<T>, Invalid> {
        Ok(Box::new(self))
    }
}

/// The entries of a map: a map, an array or a `Vec` of pairs, or an `Option` of a map.
#[diagnostic::on_unimplemented(message = "`{Self}` cannot be passed as a map of texts to `{T}`")]
pub trait IntoMap<T> {
    #[doc(hidden)]
    fn into_map(self, _: Internal) -> Result<Option<BTreeMap<String, T>>, Invalid>;
}

/// Implements [`IntoMap`] for types that are iterators of pairs.
macro_rules! into_map {
    ($([$($generics:tt)*] $from:ty;)*) => {$(
        impl<T, K: Into<String>, V: IntoValue<T>, $($generics)*> IntoMap<T> for $from {
            fn into_map(self, _: Internal) -> Result<Option<BTreeMap<String, T>>, Invalid> {
                let entries = self.into_iter();
                let entries = entries.map(|(key, value)| Ok((key.into(), value.into_value(Internal)?)));
                entries.collect::<Result<_, _>>().map(Some)
            }
        }
    )*};
}

into_map! {
    [] BTreeMap<K, V>;
    [S] HashMap<K, V, S>;
    [] Vec<(K, V)>;
    [const N: usize] [(K, V); N];
}

impl<T, M: IntoMap<T>> IntoMap<T> for Option<M> {
    fn into_map(self, _: Internal) -> Result<Option<BTreeMap<String, T>>, Invalid> {
        self.map_or(Ok(None), |entries| entries.into_map(Internal))
    }
}

/// The first value that a builder could not convert. The error is returned when the builder is used, so that calls
/// can be chained.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct FirstInvalid(Option<String>);

impl FirstInvalid {
    /// Converts a value.
    pub(crate) fn required<T>(&mut self, name: &str, value: impl IntoValue<T>) -> Option<T> {
        self.keep(name, value.into_value(Internal).map(Some))
    }

    /// Converts an optional value.
    pub(crate) fn optional<T, F>(&mut self, name: &str, value: impl IntoOption<T, F>) -> Option<T> {
        self.keep(name, value.into_option(Internal))
    }

    /// Converts the items of a list.
    pub(crate) fn list<T, F>(&mut self, name: &str, values: impl IntoList<T, F>) -> Option<Vec<T>> {
        self.keep(name, values.into_list(Internal))
    }

    /// Converts the entries of a map.
    pub(crate) fn map<T>(
        &mut self,
        name: &str,
        entries: impl IntoMap<T>,
    ) -> Option<BTreeMap<String, T>> {
        self.keep(name, entries.into_map(Internal))
    }

    /// Records a reason, unless there is one already.
    pub(crate) fn set(&mut self, reason: impl Into<String>) {
        self.0.get_or_insert_with(|| reason.into());
    }

    /// Returns an error if a value could not be converted.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match &self.0 {
            None => Ok(()),
            Some(reason) => Err(Error::invalid_request(reason)),
        }
    }

    fn keep<T>(&mut self, name: &str, result: Result<Option<T>, Invalid>) -> Option<T> {
        match result {
            Ok(value) => value,
            Err(Invalid::Value(reason)) => {
                self.set(format!("`{name}` {reason}"));
                None
            }
            Err(Invalid::Inside(reason)) => {
                self.set(reason);
                None
            }
        }
    }
}

/// Converts the result of a builder into that of a conversion.
pub(crate) fn built<T, U: From<T>>(result: Result<T, Error>) -> Result<U, Invalid> {
    result
        .map(U::from)
        .map_err(|e| Invalid::Inside(e.message().to_owned()))
}

/// Converts a builder into the type that it builds, and into the unions with that type.
macro_rules! buildable {
    ($builder:ty => $($built:ty),+) => {$(
        impl crate::request::convert::IntoValue<$built> for $builder {
            #[inline]
            fn into_value(
                self,
                _: crate::request::convert::Internal,
            ) -> ::std::result::Result<$built, crate::request::convert::Invalid> {
                crate::request::convert::built(self.build())
            }
        }
    )+};
}

/// Converts a variant into its union.
macro_rules! variant {
    ($variant:ty => $union:ty) => {
        impl crate::request::convert::IntoValue<$union> for $variant {
            #[inline]
            fn into_value(
                self,
                _: crate::request::convert::Internal,
            ) -> ::std::result::Result<$union, crate::request::convert::Invalid> {
                ::std::result::Result::Ok(::std::convert::Into::into(self))
            }
        }
    };
}

pub(crate) use {buildable, variant};
