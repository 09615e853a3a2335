//! The commands of this repository; `cargo xtask --help` lists them.

use std::{
    io::{self, Write},
    process::ExitCode,
};

fn main() -> ExitCode {
    // Use colours only on a terminal, and only if `NO_COLOR` is not set.
    let mut out = anstream::AutoStream::auto(io::stdout()).lock();
    let exit = xtask::run_in_colours(&xtask::root(), std::env::args_os(), &mut out);
    // Ignore the error: a broken output cannot display it.
    let _ = out.flush();
    ExitCode::from(exit.code())
}
