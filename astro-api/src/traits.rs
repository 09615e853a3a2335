//! Traits that the signatures of this crate name, and that programs seldom use by name.

pub use crate::{
    convert::{IntoList, IntoMap, IntoOption, IntoValue},
    paging::Page,
    searching::SearchPage,
    timer::Sleep,
    wait::HasStatus,
};
