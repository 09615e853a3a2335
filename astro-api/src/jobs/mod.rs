//! What people use the API for, where that takes more than one call. They are methods of the client and the handles.
//!
//! Their names are reserved in the generator, so that an operation of the same name gets another.

mod find;
mod organization;
mod roles;

pub use roles::Roles;
