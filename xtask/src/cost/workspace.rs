//! The workspace that is built to be measured, in `cost/` below the target folder.
//!
//! It is apart from this repository, so that the usual profiles of cargo hold, and nothing but the dependencies of a
//! user: stock output and our crate side by side, each with a crate that has the same dependencies and no code.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use toml::{Table, Value};

use super::cpu::{self, Profile};
use crate::{generate, package, target, while_doing};

const MANIFEST: &str = r#"[workspace]
resolver = "3"
members = ["astro-api", "our-dependencies", "stock", "stock-dependencies", "with-astro-api", "by-hand"]

[profile.release]
strip = true
"#;

/// What stock output needs. Features are those of our crate where there is a choice.
const STOCK: &str = r#"[dependencies]
chrono = { version = "0.4", default-features = false, features = ["serde", "std"] }
progenitor-client = { version = "=0.15.1", default-features = false }
reqwest = { version = "0.13", default-features = false, features = ["json", "query", "rustls-no-provider", "stream"] }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }
serde = { version = "1", default-features = false, features = ["derive", "std"] }
serde_json = { version = "1", default-features = false, features = ["std"] }
"#;

const WITH_ASTRO_API: &str = r#"[dependencies]
astro-api = { path = "../astro-api" }
tokio = { version = "1", default-features = false, features = ["rt"] }
"#;

const BY_HAND: &str = r#"[dependencies]
reqwest = { version = "0.13", default-features = false, features = ["json", "query", "rustls-no-provider"] }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }
serde = { version = "1", default-features = false, features = ["derive", "std"] }
tokio = { version = "1", default-features = false, features = ["rt"] }
"#;

pub(super) struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    /// Writes the workspace, and has cargo fetch what it needs.
    pub(super) fn make(root: &Path, stock: &str) -> Result<Self, String> {
        let folder = target(root).join("cost");
        let this = Self { folder };
        let ours = dependencies(root)?;
        this.write("Cargo.toml", MANIFEST)?;
        this.member("our-dependencies", &ours, "lib.rs", "")?;
        this.member("stock-dependencies", STOCK, "lib.rs", "")?;
        this.member("stock", STOCK, "lib.rs", stock)?;
        this.member(
            "with-astro-api",
            WITH_ASTRO_API,
            "main.rs",
            include_str!("programs/with_astro_api.rs"),
        )?;
        this.member(
            "by-hand",
            BY_HAND,
            "main.rs",
            include_str!("programs/by_hand.rs"),
        )?;
        let crate_folder = this.folder.join("astro-api");
        remove(&crate_folder)?;
        this.write("astro-api/Cargo.toml", &manifest("astro-api", &ours))?;
        copy(
            &root.join("astro-api/build.rs"),
            &crate_folder.join("build.rs"),
        )?;
        copy(&root.join("astro-api/src"), &crate_folder.join("src"))?;
        // The versions of this repository; cargo adds what only stock output needs.
        copy(&root.join("Cargo.lock"), &this.folder.join("Cargo.lock"))?;
        cpu::of(&mut this.cargo(&["fetch"]))?;
        Ok(this)
    }

    /// Forgets all that was built.
    pub(super) fn clear(&self, profile: Profile) -> Result<(), String> {
        remove(&self.target().join(profile.folder()))
    }

    /// The processor time of a package and its dependencies, of which none is built yet.
    pub(super) fn cold(&self, package: &str, profile: Profile) -> Result<f64, String> {
        let all = self.build(package, profile)?;
        Ok(all - self.build(package, profile)?)
    }

    /// The processor time of a package alone, its dependencies being built: the median of some runs, without what
    /// cargo itself takes.
    pub(super) fn alone(&self, package: &str, profile: Profile, runs: u32) -> Result<f64, String> {
        let mut times = Vec::new();
        for _ in 0..runs {
            for file in ["build.rs", "src/lib.rs"] {
                touch(&self.folder.join(package).join(file))?;
            }
            times.push(self.cold(package, profile)?);
        }
        Ok(cpu::median(times))
    }

    /// Builds a package, and returns the processor time of that, with that of cargo.
    pub(super) fn build(&self, package: &str, profile: Profile) -> Result<f64, String> {
        // Beside the table, because it takes minutes.
        eprintln!("building {package}, {}", profile.folder());
        let mut command = self.cargo(&["build", "--quiet", "--package", package]);
        cpu::of(command.args(profile.args()))
    }

    /// The file that the release build of a program made.
    pub(super) fn program(&self, package: &str) -> PathBuf {
        let name = format!("{package}{}", std::env::consts::EXE_SUFFIX);
        self.target().join(Profile::Release.folder()).join(name)
    }

    /// Gives the other crate other stock output.
    pub(super) fn stock(&self, code: &str) -> Result<(), String> {
        self.write("stock/src/lib.rs", code)
    }

    /// Gives our crate other generated code.
    pub(super) fn generated(&self, code: &BTreeMap<String, String>) -> Result<(), String> {
        remove(&self.folder.join("astro-api/src/generated"))?;
        code.iter().try_for_each(|(path, text)| {
            self.write(&format!("astro-api/src/generated/{path}"), text)
        })
    }

    /// Gives our crate the generated code that is checked in.
    pub(super) fn checked_in(&self, root: &Path) -> Result<(), String> {
        let folder = self.folder.join("astro-api/src/generated");
        remove(&folder)?;
        copy(&root.join(generate::OUT), &folder)
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    fn cargo(&self, args: &[&str]) -> Command {
        let mut command = package::cargo(&self.folder, &self.target());
        command.args(args);
        // A user builds the crate from a registry, where nothing is incremental; and a wrapper may hand the work to a
        // process that is no child of cargo, or take the result from a cache.
        command.env("CARGO_INCREMENTAL", "0");
        for wrapper in ["RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] {
            command.env(wrapper, "");
        }
        command
    }

    fn member(&self, name: &str, sections: &str, file: &str, code: &str) -> Result<(), String> {
        self.write(&format!("{name}/Cargo.toml"), &manifest(name, sections))?;
        self.write(&format!("{name}/src/{file}"), code)
    }

    fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let path = self.folder.join(path);
        let parent = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(parent)
            .and_then(|()| fs::write(&path, text))
            .map_err(while_doing(format!("write {}", path.display())))
    }
}

fn manifest(name: &str, sections: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n{sections}"
    )
}

/// The features and dependencies of our crate, without the feature that needs the generator.
fn dependencies(root: &Path) -> Result<String, String> {
    const PATH: &str = "astro-api/Cargo.toml";
    let text = fs::read_to_string(root.join(PATH)).map_err(while_doing(format!("read {PATH}")))?;
    let mut manifest: Table = text.parse().map_err(while_doing(format!("read {PATH}")))?;
    manifest.retain(|section, _| matches!(section, "features" | "dependencies"));
    if let Some(features) = manifest.get_mut("features").and_then(Value::as_table_mut) {
        features.remove("codegen");
    }
    toml::to_string(&manifest).map_err(while_doing(format!("write {PATH} anew")))
}

/// Removes a folder with all that is in it, if there is one.
fn remove(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => {
            Err(format!("cannot remove {}: {e}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Copies a file, or a folder with all that is in it.
fn copy(from: &Path, to: &Path) -> Result<(), String> {
    fn work(from: &Path, to: &Path) -> io::Result<()> {
        if !from.is_dir() {
            return fs::copy(from, to).map(drop);
        }
        fs::create_dir_all(to)?;
        for entry in fs::read_dir(from)? {
            let name = entry?.file_name();
            work(&from.join(&name), &to.join(&name))?;
        }
        Ok(())
    }
    work(from, to).map_err(while_doing(format!("copy {}", from.display())))
}

/// Makes cargo build what a file belongs to again. A file that is not there is fine.
fn touch(path: &Path) -> Result<(), String> {
    let touched = File::options()
        .append(true)
        .open(path)
        .and_then(|file| file.set_modified(SystemTime::now()));
    match touched {
        Err(e) if e.kind() != io::ErrorKind::NotFound => {
            Err(format!("cannot touch {}: {e}", path.display()))
        }
        _ => Ok(()),
    }
}
