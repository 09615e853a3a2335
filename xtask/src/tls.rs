//! `cargo xtask tls`: checks that each TLS feature builds, and behaves correctly without root certificates.

use std::{fs, io::Write, path::Path, process::Command};

use crate::{Exit, package::succeeds, target, while_doing};

/// The features of the program in `tests/tls`, in the combinations that users have.
const CHOICES: &[&str] = &[
    "",
    "rustls",
    "ring",
    "bundled",
    "native-tls",
    "rustls,native-tls",
    "rustls,neighbours",
];

pub(crate) fn run(root: &Path, out: &mut dyn Write) -> Result<Exit, String> {
    let folder = root.join("tests/tls");
    // Use the versions of all other tests.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))
        .map_err(while_doing("copy Cargo.lock"))?;
    let place = target(root).join("tls");
    let mut wrong = Vec::new();
    for features in CHOICES {
        let name = if features.is_empty() {
            "none"
        } else {
            features
        };
        writeln!(out, "-- {name}").map_err(while_doing("print"))?;
        out.flush().map_err(while_doing("print"))?;
        let mut build = Command::new("cargo");
        build
            .args(["build", "--quiet", "--features", features])
            .current_dir(&folder)
            .env("CARGO_TARGET_DIR", &place);
        // Not with `cargo run`, which sets these variables itself.
        let mut program = Command::new(place.join("debug/astro-api-tls"));
        program
            .env("SSL_CERT_FILE", "/nonexistent")
            .env("SSL_CERT_DIR", "/nonexistent");
        if !succeeds(&mut build)? || !succeeds(&mut program)? {
            wrong.push(name);
        }
    }
    if wrong.is_empty() {
        writeln!(out, "Each TLS feature works.").map_err(while_doing("print"))?;
        return Ok(Exit::Success);
    }
    let wrong = wrong.join("; ");
    writeln!(
        out,
        "Wrong result with the features {wrong}; fix astro-api/src/transport/tls.rs, then run `cargo xtask tls` again"
    )
    .map_err(while_doing("print"))?;
    Ok(Exit::Findings)
}
