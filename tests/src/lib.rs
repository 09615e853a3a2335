//! What the tests share. The tests themselves are in `suite`.

use std::path::PathBuf;

/// The folder of the repository.
pub fn root() -> PathBuf {
    let mut path = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    path.pop();
    path
}
