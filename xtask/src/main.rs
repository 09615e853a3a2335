//! The commands of this repository; `cargo xtask --help` lists them.

use std::{
    io::{self, Write},
    process::ExitCode,
};

fn main() -> ExitCode {
    // Colours are for terminals, and for those who did not set `NO_COLOR`.
    let mut out = anstream::AutoStream::auto(io::stdout()).lock();
    let exit = xtask::run_in_colours(&xtask::root(), std::env::args_os(), &mut out);
    // Nothing can be said about a broken output to that same output.
    let _ = out.flush();
    ExitCode::from(exit.code())
}
