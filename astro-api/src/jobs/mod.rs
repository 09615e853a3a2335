//! What people do with the API beyond one call: hand-written methods of generated types.

mod environment_variables;
