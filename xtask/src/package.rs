//! `cargo xtask package`: checks that the packages work outside of this repository.

use std::{fs, io::Write, path::Path, process::Command};

use clap::Args;

use crate::{Exit, target, while_doing};

/// The published packages, dependencies first.
pub(crate) const PACKAGES: [&str; 4] = [
    "astro-api-openapi-model",
    "astro-api-codegen",
    "astro-api-fake",
    "astro-api",
];

/// A user's program that uses both the generated and the hand-written code.
const PROGRAM: &str = r#"fn main() {
    let _ = astro_api_fake::Fake::builder();
    let client = astro_api::Client::builder().token("a.b.c").build().unwrap();
    let request = client.list_organizations().product(astro_api::types::Product::Hosted);
    println!("{request:?}");
}
"#;

/// What to check.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Also fail if the manifest lacks the public address of the repository, which a release needs
    #[arg(long)]
    release: bool,
}

pub(crate) fn run(root: &Path, options: &Options, out: &mut dyn Write) -> Result<Exit, String> {
    if options.release && !has_repository(root)? {
        writeln!(
            out,
            "Cargo.toml has no `workspace.package.repository`, so nothing may be published. Set it to the public address of the repository."
        )
        .map_err(while_doing("print"))?;
        return Ok(Exit::Findings);
    }
    let target = target(root);
    let place = std::env::temp_dir().join(format!("astro-api-package-{}", std::process::id()));
    let result = check(root, &target, &place, out);
    // Keep the folder on failure only, for inspection.
    if matches!(result, Ok(Exit::Success)) {
        fs::remove_dir_all(&place).map_err(while_doing(format!("remove {}", place.display())))?;
    }
    result
}

fn check(root: &Path, target: &Path, place: &Path, out: &mut dyn Write) -> Result<Exit, String> {
    if !unpack(root, target, place)? {
        return Ok(Exit::Findings);
    }
    let user = place.join("user");
    fs::create_dir_all(user.join("src"))
        .map_err(while_doing(format!("make {}", user.display())))?;
    let version = env!("CARGO_PKG_VERSION");
    let mut patches = String::new();
    for name in PACKAGES {
        patches.push_str(&format!("{name} = {{ path = \"../{name}-{version}\" }}\n"));
    }
    // Build outside of this repository, so that only the contents of the packages are available.
    let manifest = format!(
        "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[features]\ncodegen = [\"astro-api/codegen\"]\n\n[dependencies]\nastro-api = \"{version}\"\nastro-api-fake = \"{version}\"\n\n[patch.crates-io]\n{patches}\n[workspace]\n"
    );
    fs::write(user.join("Cargo.toml"), manifest)
        .and_then(|()| fs::write(user.join("src/main.rs"), PROGRAM))
        .and_then(|()| fs::copy(root.join("Cargo.lock"), user.join("Cargo.lock")).map(drop))
        .map_err(while_doing(format!("write to {}", user.display())))?;
    for features in ["", "codegen"] {
        let mut build = cargo(&user, target);
        build.args(["check", "--quiet", "--features", features]);
        if !succeeds(&mut build)? {
            writeln!(
                out,
                "the packages do not build with the features [{features}]; see {}",
                user.display()
            )
            .map_err(while_doing("print"))?;
            return Ok(Exit::Findings);
        }
    }
    writeln!(
        out,
        "the packages build with and without the feature codegen"
    )
    .map_err(while_doing("print"))?;
    Ok(Exit::Success)
}

/// Returns whether the workspace manifest has the public URL of the repository.
fn has_repository(root: &Path) -> Result<bool, String> {
    let text =
        fs::read_to_string(root.join("Cargo.toml")).map_err(while_doing("read Cargo.toml"))?;
    let manifest: toml::Table = text.parse().map_err(while_doing("read Cargo.toml"))?;
    let repository = (manifest.get("workspace"))
        .and_then(|w| w.get("package")?.get("repository")?.as_str())
        .unwrap_or_default();
    Ok(repository.starts_with("https://"))
}

/// Packs the packages, and unpacks them in a folder; returns whether that succeeded.
pub(crate) fn unpack(root: &Path, target: &Path, place: &Path) -> Result<bool, String> {
    let mut package = cargo(root, target);
    package.args(["package", "--no-verify", "--allow-dirty", "--quiet"]);
    for name in PACKAGES {
        package.args(["--package", name]);
    }
    if !succeeds(&mut package)? {
        return Ok(false);
    }
    fs::create_dir_all(place).map_err(while_doing(format!("make {}", place.display())))?;
    for name in PACKAGES {
        let archive = format!("{name}-{}.crate", env!("CARGO_PKG_VERSION"));
        let mut unpack = Command::new("tar");
        unpack
            .arg("-xzf")
            .arg(target.join("package").join(archive))
            .arg("-C")
            .arg(place);
        if !succeeds(&mut unpack)? {
            return Ok(false);
        }
    }
    Ok(true)
}

pub(crate) fn cargo(folder: &Path, target: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(folder).env("CARGO_TARGET_DIR", target);
    command
}

/// Runs a command until it exits.
pub(crate) fn succeeds(command: &mut Command) -> Result<bool, String> {
    let status = command
        .status()
        .map_err(while_doing(format!("run {command:?}")))?;
    Ok(status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_released_without_the_address_of_the_repository() {
        let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
        let manifest = folder.path().join("Cargo.toml");
        for (text, expected) in [
            ("[workspace.package]\nrepository = \"\"\n", Ok(false)),
            ("[workspace.package]\nversion = \"0.1.0\"\n", Ok(false)),
            (
                "[workspace.package]\nrepository = \"https://example.org/astro-api\"\n",
                Ok(true),
            ),
        ] {
            fs::write(&manifest, text).unwrap_or_else(|e| panic!("{e}"));
            assert_eq!(has_repository(folder.path()), expected, "{text}");
        }
    }
}
