//! `cargo xtask package`: does the crate work for somebody who has nothing but its package?

use std::{fs, io::Write, path::Path, process::Command};

use crate::{Exit, target, while_doing};

/// The packages that users get, those that others need first.
pub(crate) const PACKAGES: [&str; 2] = ["astro-api-codegen", "astro-api"];

/// A program of a user, which leans on the generated and the hand-written half.
const PROGRAM: &str = r#"fn main() {
    let client = astro_api::Client::builder().token("a.b.c").build().unwrap();
    let request = client.list_organizations().product(astro_api::types::Product::Hosted);
    println!("{request:?}");
}
"#;

pub(crate) fn run(root: &Path, out: &mut dyn Write) -> Result<Exit, String> {
    let target = target(root);
    let place = std::env::temp_dir().join(format!("astro-api-package-{}", std::process::id()));
    let result = check(root, &target, &place, out);
    // Left behind only when something is to be looked at.
    if matches!(result, Ok(Exit::Fine)) {
        fs::remove_dir_all(&place).map_err(while_doing(format!("remove {}", place.display())))?;
    }
    result
}

fn check(root: &Path, target: &Path, place: &Path, out: &mut dyn Write) -> Result<Exit, String> {
    if !unpack(root, target, place)? {
        return Ok(Exit::Found);
    }
    let user = place.join("user");
    fs::create_dir_all(user.join("src"))
        .map_err(while_doing(format!("make {}", user.display())))?;
    let version = env!("CARGO_PKG_VERSION");
    let mut patches = String::new();
    for name in PACKAGES {
        patches.push_str(&format!("{name} = {{ path = \"../{name}-{version}\" }}\n"));
    }
    // Outside of this repository, so that nothing is found that the packages do not hold.
    let manifest = format!(
        "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[features]\ncodegen = [\"astro-api/codegen\"]\n\n[dependencies]\nastro-api = \"{version}\"\n\n[patch.crates-io]\n{patches}\n[workspace]\n"
    );
    fs::write(user.join("Cargo.toml"), manifest)
        .and_then(|()| fs::write(user.join("src/main.rs"), PROGRAM))
        .and_then(|()| fs::copy(root.join("Cargo.lock"), user.join("Cargo.lock")).map(drop))
        .map_err(while_doing(format!("write to {}", user.display())))?;
    for features in ["", "codegen"] {
        let mut build = cargo(&user, target);
        build.args(["run", "--quiet", "--features", features]);
        if !succeeds(&mut build)? {
            writeln!(
                out,
                "the packaged crate does not work with the features [{features}]; see {}",
                user.display()
            )
            .map_err(while_doing("print"))?;
            return Ok(Exit::Found);
        }
    }
    writeln!(
        out,
        "the packaged crate works, with and without the feature codegen"
    )
    .map_err(while_doing("print"))?;
    Ok(Exit::Fine)
}

/// Packs the packages, and unpacks them in a folder; says whether that worked.
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

/// Runs a command to its end.
pub(crate) fn succeeds(command: &mut Command) -> Result<bool, String> {
    let status = command
        .status()
        .map_err(while_doing(format!("run {command:?}")))?;
    Ok(status.success())
}
