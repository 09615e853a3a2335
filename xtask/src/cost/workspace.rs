//! Creates the workspace that is built for the measurements, in `cost/` below the target folder.
//!
//! It is separate from this repository, so that the default cargo profiles apply and only the dependencies of a user
//! are built: stock output and our crate side by side, each with an empty crate that has the same dependencies.

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

/// The dependencies of stock output, with the features of our crate where there is a choice.
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
    /// Writes the workspace, and fetches its dependencies.
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
        // Use the versions of this repository; cargo adds those that only stock output needs.
        copy(&root.join("Cargo.lock"), &this.folder.join("Cargo.lock"))?;
        cpu::of(&mut this.cargo(&["fetch"]))?;
        Ok(this)
    }

    /// Removes all build output.
    pub(super) fn clear(&self, profile: Profile) -> Result<(), String> {
        remove(&self.target().join(profile.folder()))
    }

    /// Measures the processor time of a package and its dependencies, starting from a clean build.
    pub(super) fn cold(&self, package: &str, profile: Profile) -> Result<f64, String> {
        let all = self.build(package, profile)?;
        Ok(all - self.build(package, profile)?)
    }

    /// Measures the processor time of a package alone, with its dependencies built: the median of several runs, minus
    /// the time of cargo itself.
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

    /// Builds a package, and returns the processor time, including that of cargo.
    pub(super) fn build(&self, package: &str, profile: Profile) -> Result<f64, String> {
        // Print progress to stderr rather than into the table: this takes minutes.
        eprintln!("building {package}, {}", profile.folder());
        let mut command = self.cargo(&["build", "--quiet", "--package", package]);
        cpu::of(command.args(profile.args()))
    }

    /// Returns the file of a program's release build.
    pub(super) fn program(&self, package: &str) -> PathBuf {
        let name = format!("{package}{}", std::env::consts::EXE_SUFFIX);
        self.target().join(Profile::Release.folder()).join(name)
    }

    /// Replaces the stock output in its crate.
    pub(super) fn stock(&self, code: &str) -> Result<(), String> {
        self.write("stock/src/lib.rs", code)
    }

    /// Replaces the generated code in our crate.
    pub(super) fn generated(&self, code: &BTreeMap<String, String>) -> Result<(), String> {
        remove(&self.folder.join("astro-api/src/generated"))?;
        code.iter().try_for_each(|(path, text)| {
            self.write(&format!("astro-api/src/generated/{path}"), text)
        })
    }

    /// Restores the checked-in generated code in our crate.
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
        // Users build the crate from a registry, where nothing is incremental; and a compiler wrapper may run the work
        // in a process that is not a child of cargo, or return a cached result.
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

/// Returns the features and dependencies of our crate, without the feature that needs the generator.
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

/// Removes a folder and its contents, if it exists.
fn remove(folder: &Path) -> Result<(), String> {
    match fs::remove_dir_all(folder) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => {
            Err(format!("cannot remove {}: {e}", folder.display()))
        }
        _ => Ok(()),
    }
}

/// Copies a file, or a folder with its contents.
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

/// Forces cargo to rebuild the crate of a file. A missing file is ignored.
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
