//! `cargo xtask minimal`: checks that the crate builds with the lowest versions of its dependencies that it allows.
//!
//! Only direct dependencies are lowered: we do not control the requirements of theirs. This needs an unstable option of
//! cargo, which `RUSTC_BOOTSTRAP` enables on stable.

use std::{fs, io::Write, path::Path};

use crate::{
    Exit,
    package::{PACKAGES, cargo, succeeds, unpack},
    target, while_doing,
};

pub(crate) fn run(root: &Path, out: &mut dyn Write) -> Result<Exit, String> {
    let target = target(root);
    let place = std::env::temp_dir().join(format!("astro-api-minimal-{}", std::process::id()));
    let result = check(root, &target, &place, out);
    fs::remove_dir_all(&place).map_err(while_doing(format!("remove {}", place.display())))?;
    result
}

fn check(root: &Path, target: &Path, place: &Path, out: &mut dyn Write) -> Result<Exit, String> {
    if !unpack(root, target, place)? {
        return Ok(Exit::Findings);
    }
    let mut workspace = "[workspace]\nresolver = \"3\"\nmembers = [".to_owned();
    let mut patches = "]\n[patch.crates-io]\n".to_owned();
    for name in PACKAGES {
        let folder = format!("{name}-{}", env!("CARGO_PKG_VERSION"));
        workspace.push_str(&format!("\"{folder}\", "));
        patches.push_str(&format!("{name} = {{ path = \"{folder}\" }}\n"));
        let manifest = place.join(&folder).join("Cargo.toml");
        let text = fs::read_to_string(&manifest)
            .map_err(while_doing(format!("read {}", manifest.display())))?;
        fs::write(&manifest, without_development(&text))
            .map_err(while_doing(format!("write {}", manifest.display())))?;
    }
    let manifest = place.join("Cargo.toml");
    fs::write(&manifest, workspace + &patches)
        .map_err(while_doing(format!("write {}", manifest.display())))?;
    let mut lock = cargo(place, target);
    lock.args(["generate-lockfile", "-Z", "direct-minimal-versions"])
        .env("RUSTC_BOOTSTRAP", "1");
    let mut build = cargo(place, &target.join("minimal"));
    build.args(["check", "--quiet", "--workspace", "--lib", "--features"]);
    build.arg("astro-api/schemars,astro-api/codegen,astro-api/webpki-roots");
    if succeeds(&mut lock)? && succeeds(&mut build)? {
        return Ok(Exit::Success);
    }
    writeln!(
        out,
        "The build fails with the lowest allowed versions; increase the minimum version of the dependency above"
    )
    .map_err(while_doing("print"))?;
    Ok(Exit::Findings)
}

/// Returns a manifest without the parts that users do not get: the lowest versions of those dependencies do not matter.
fn without_development(manifest: &str) -> String {
    let mut kept = String::new();
    let mut keeps = true;
    for line in manifest.lines() {
        if line.starts_with('[') {
            keeps = !["[dev-dependencies", "[[bench", "[[example", "[[test"]
                .iter()
                .any(|section| line.starts_with(section));
        }
        if keeps {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}
