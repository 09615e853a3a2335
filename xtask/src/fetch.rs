//! Documents from somewhere else: from a file, or by HTTP.

use std::{
    fs,
    process::{Command, Stdio},
};

use crate::while_doing;

/// The package of the program that downloads. Few commands need it, and compiling it takes long.
const PACKAGE: &str = "astro-api-fetch";

/// Whether a source is an address and no file.
pub(crate) fn is_url(source: &str) -> bool {
    source.starts_with("https://") || source.starts_with("http://")
}

/// The text behind an address, or in a file.
pub(crate) fn text(source: &str) -> Result<String, String> {
    if !is_url(source) {
        return fs::read_to_string(source).map_err(while_doing(format!("read {source}")));
    }
    download(source).map_err(|e| {
        format!("cannot fetch {source}: {e}; check the address and the network, or save the document and name the file")
    })
}

fn download(url: &str) -> Result<String, String> {
    // What cargo has to say goes to the terminal, and the reason of a failure to the program's output.
    let output = Command::new("cargo")
        .args(["run", "--quiet", "--package", PACKAGE, "--manifest-path"])
        .arg(crate::root().join("Cargo.toml"))
        .args(["--", url])
        .stderr(Stdio::inherit())
        .output()
        .map_err(while_doing("run cargo"))?;
    let text = String::from_utf8(output.stdout).map_err(|_| "it is not UTF-8 text".to_owned())?;
    match output.status.success() {
        true => Ok(text),
        false if text.is_empty() => Err(format!("cargo could not build {PACKAGE}, see above")),
        false => Err(text),
    }
}
