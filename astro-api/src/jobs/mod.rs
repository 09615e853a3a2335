//! What people use the API for, where that takes more than one call: hand-written methods of the client, the handles and
//! generated types.
//!
//! Their names are reserved in the generator, so that an operation of the same name gets another.

mod environment_variables;
mod find;
mod organization;
mod roles;

pub use roles::Roles;
