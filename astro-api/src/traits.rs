//! Traits that the signatures of this crate name, and that programs seldom use by name.

pub use crate::{
    log_search::SearchPage,
    pagination::Page,
    polling::HasStatus,
    request::convert::{IntoList, IntoMap, IntoOption, IntoValue},
    timer::Sleep,
};
