//! Traits in the signatures of this crate. Programs seldom need their names.

pub use crate::{
    log_search::SearchPage,
    pagination::Page,
    polling::HasStatus,
    request::convert::{IntoList, IntoMap, IntoOption, IntoValue},
    timer::Sleep,
};
