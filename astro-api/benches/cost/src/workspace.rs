//! Creates the workspace that is built for the measurements, in `cost/` below the target folder.
//!
//! It is separate from this repository, so that the default cargo profiles apply and only the dependencies of a user
//! are built: stock output and our crate side by side, each with an empty crate that has the same dependencies.

use std::{
    io,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use anyhow::{Context, Result};
use fs_err as fs;
use toml::{Table, Value};
use walkdir::WalkDir;

use crate::cpu::{self, Profile};

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

/// With the TLS provider of the program that is written by hand: the default one adds 2.1 MB.
const WITH_ASTRO_API: &str = r#"[dependencies]
astro-api = { path = "../astro-api", default-features = false, features = ["rustls-no-provider"] }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }
tokio = { version = "1", default-features = false, features = ["rt"] }
"#;

const BY_HAND: &str = r#"[dependencies]
reqwest = { version = "0.13", default-features = false, features = ["json", "query", "rustls-no-provider"] }
rustls = { version = "0.23", default-features = false, features = ["ring", "std", "tls12"] }
serde = { version = "1", default-features = false, features = ["derive", "std"] }
tokio = { version = "1", default-features = false, features = ["rt"] }
"#;

pub(crate) struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    /// Writes the workspace, and fetches its dependencies.
    pub(crate) fn create(root: &Path, stock: &str) -> Result<Self> {
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
        let folder = std::path::absolute(target)?.join("cost");
        let this = Self { folder };
        this.write("Cargo.toml", MANIFEST)?;
        let by_hand = include_str!("programs/by_hand.rs");
        let with_astro_api = include_str!("programs/with_astro_api.rs");
        let ours = dependencies(root)?;
        this.member("our-dependencies", &ours, "lib.rs", "")?;
        this.member("stock-dependencies", STOCK, "lib.rs", "")?;
        this.member("stock", STOCK, "lib.rs", stock)?;
        this.member("with-astro-api", WITH_ASTRO_API, "main.rs", with_astro_api)?;
        this.member("by-hand", BY_HAND, "main.rs", by_hand)?;
        let (from, to) = (root.join("astro-api"), this.folder.join("astro-api"));
        remove(&to)?;
        this.write("astro-api/Cargo.toml", &manifest("astro-api", &ours))?;
        fs::copy(from.join("build.rs"), to.join("build.rs"))?;
        copy(&from.join("src"), &to.join("src"))?;
        // Use the versions of this repository; cargo adds those that only stock output needs.
        fs::copy(root.join("Cargo.lock"), this.folder.join("Cargo.lock"))?;
        cpu::time(&mut this.cargo(&["fetch"]))?;
        Ok(this)
    }

    /// Removes all build output.
    pub(crate) fn clear(&self, profile: Profile) -> Result<()> {
        Ok(remove(&self.target().join(profile.folder()))?)
    }

    /// Measures the CPU time of a package and its dependencies that are not built yet, without that of cargo itself.
    pub(crate) fn cold(&self, package: &str, profile: Profile) -> Result<f64> {
        let all = self.build(package, profile)?;
        Ok(all - self.build(package, profile)?)
    }

    /// Measures the CPU time of a package alone, with its dependencies built: the median of several runs.
    pub(crate) fn alone(&self, package: &str, profile: Profile, runs: u32) -> Result<f64> {
        let mut times = Vec::new();
        for _ in 0..runs {
            // Makes cargo build the package again.
            for file in ["build.rs", "src/lib.rs"] {
                let path = self.folder.join(package).join(file);
                if path.exists() {
                    let file = fs::File::options().append(true).open(path)?;
                    file.file().set_modified(SystemTime::now())?;
                }
            }
            times.push(self.cold(package, profile)?);
        }
        Ok(cpu::median(times))
    }

    /// Builds a package, and returns the CPU time, including that of cargo.
    pub(crate) fn build(&self, package: &str, profile: Profile) -> Result<f64> {
        // Print progress to stderr rather than into the table: this takes minutes.
        eprintln!("building {package}, {}", profile.folder());
        let args = ["build", "--quiet", "--profile", profile.name()];
        cpu::time(self.cargo(&args).args(["--package", package]))
    }

    /// Returns the size of a program's release build in bytes.
    pub(crate) fn program_size(&self, package: &str) -> Result<u64> {
        self.build(package, Profile::Release)?;
        let name = format!("{package}{}", std::env::consts::EXE_SUFFIX);
        let path = self.target().join(Profile::Release.folder()).join(name);
        Ok(fs::metadata(path)?.len())
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    fn cargo(&self, args: &[&str]) -> Command {
        let mut command = Command::new("cargo");
        command.current_dir(&self.folder).args(args);
        command.env("CARGO_TARGET_DIR", self.target());
        // Users build the crate from a registry, where nothing is incremental; and a compiler wrapper may run the work
        // in a process that is not a child of cargo, or return a cached result.
        command.env("CARGO_INCREMENTAL", "0");
        for wrapper in ["RUSTC_WRAPPER", "RUSTC_WORKSPACE_WRAPPER"] {
            command.env(wrapper, "");
        }
        command
    }

    fn member(&self, name: &str, sections: &str, file: &str, code: &str) -> Result<()> {
        self.write(&format!("{name}/Cargo.toml"), &manifest(name, sections))?;
        self.write(&format!("{name}/src/{file}"), code)
    }

    fn write(&self, path: &str, text: &str) -> Result<()> {
        let path = self.folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
        Ok(fs::write(path, text)?)
    }
}

fn manifest(name: &str, sections: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n{sections}"
    )
}

/// Returns the features and dependencies of our crate, without the feature that needs the generator.
fn dependencies(root: &Path) -> Result<String> {
    let path = root.join("astro-api/Cargo.toml");
    let text = fs::read_to_string(&path)?;
    let mut manifest: Table = text.parse().with_context(|| path.display().to_string())?;
    manifest.retain(|section, _| matches!(section, "features" | "dependencies"));
    if let Some(features) = manifest.get_mut("features").and_then(Value::as_table_mut) {
        features.remove("codegen");
    }
    Ok(toml::to_string(&manifest)?)
}

/// Removes a folder and its contents, if it exists.
fn remove(folder: &Path) -> io::Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(())
}

/// Copies a folder.
fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in WalkDir::new(from) {
        let entry = entry?;
        let to = to.join(entry.path().strip_prefix(from)?);
        if entry.file_type().is_dir() {
            fs::create_dir_all(to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}
