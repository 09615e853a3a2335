//! Validates live API responses strictly against the document; run by `cargo xtask probe`.

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

fn main() -> ExitCode {
    // This package is two folders below the root of the repository.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    // Use colours only on a terminal, and only if `NO_COLOR` is not set.
    let mut out = anstream::AutoStream::auto(io::stdout()).lock();
    let mut log = io::stderr().lock();
    let code = astro_api_probe::run(&root, std::env::args_os(), &mut out, &mut log);
    // Ignore the error: a broken output cannot display it.
    let _ = out.flush();
    ExitCode::from(code)
}
