//! Prints the document behind an address, or why there is none and exits with 2.

use std::{
    io::{self, Write},
    process::ExitCode,
};

fn main() -> ExitCode {
    let fetched = match std::env::args().nth(1) {
        Some(url) => astro_api_fetch::download(&url),
        None => Err("no address is given".to_owned()),
    };
    let (text, code) = match fetched {
        Ok(text) => (text, ExitCode::SUCCESS),
        Err(reason) => (reason, ExitCode::from(2)),
    };
    match io::stdout().write_all(text.as_bytes()) {
        Ok(()) => code,
        // Whoever reads it is gone.
        Err(_) => ExitCode::from(2),
    }
}
