//! Holds what the API answers strictly against its document; `cargo xtask probe` runs it.

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
};

fn main() -> ExitCode {
    // This package lies two folders below the root of the repository.
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    // Colours are for terminals, and for those who did not set `NO_COLOR`.
    let mut out = anstream::AutoStream::auto(io::stdout()).lock();
    let mut log = io::stderr().lock();
    let code = astro_api_probe::run(&root, std::env::args_os(), &mut out, &mut log);
    // Nothing can be said about a broken output to that same output.
    let _ = out.flush();
    ExitCode::from(code)
}
