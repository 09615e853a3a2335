//! Jobs that take more than one call: hand-written methods of the client, the handles and generated types.
//!
//! The generator reserves their names, so that an operation of the same name gets another one.

mod environment_variables;
mod find;
mod organization;
mod roles;

pub use roles::Roles;
