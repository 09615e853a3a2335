//! Builds the examples of an earlier version in a separate package that depends on this version.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use toml::{Table, Value};

use super::base::Base;
use crate::while_doing;

/// The folder of the examples.
const FOLDER: &str = "astro-api/examples";

/// The packages of this repository that an example may use, with their folders.
const OWN: [(&str, &str); 2] = [("astro-api", "astro-api"), ("astro-api-fake", "tests/fake")];

/// Checks that the examples of the base compile against the current crate.
pub(super) fn compile(root: &Path, base: &Base, target: &Path) -> Result<bool, String> {
    let place = target.join("compat");
    // Remove the files of an earlier base.
    if place.exists() {
        fs::remove_dir_all(&place).map_err(while_doing(format!("remove {}", place.display())))?;
    }
    for file in base.files(root, FOLDER)? {
        let below = file.strip_prefix("astro-api/").unwrap_or(&file);
        write(&place.join(below), &base.file(root, &file)?)?;
    }
    let root = std::path::absolute(root).map_err(while_doing("find the repository"))?;
    let manifest = manifest(&base.file(&root, "astro-api/Cargo.toml")?, &root)?;
    write(&place.join("Cargo.toml"), &manifest)?;
    write(&place.join("src/lib.rs"), "")?;
    // Use the same dependency versions as here, which are built already.
    let lock = root.join("Cargo.lock");
    fs::copy(&lock, place.join("Cargo.lock")).map_err(while_doing("copy Cargo.lock"))?;
    let status = Command::new("cargo")
        .args(["check", "--examples", "--quiet"])
        .env("CARGO_TARGET_DIR", target)
        .current_dir(&place)
        .status()
        .map_err(while_doing("run cargo"))?;
    Ok(status.success())
}

/// Returns the manifest of the package: the dependencies that the examples had then, with the current packages of this
/// repository.
fn manifest(then: &str, root: &Path) -> Result<String, String> {
    let mut then: Table = then
        .parse()
        .map_err(while_doing("read the manifest of the base"))?;
    let mut dependencies = match then.remove("dev-dependencies") {
        Some(Value::Table(dependencies)) => dependencies,
        _ => Table::new(),
    };
    for (name, folder) in OWN {
        let mut own = Table::new();
        let path = root.join(folder).display().to_string();
        own.insert("path".to_owned(), path.into());
        dependencies.insert(name.to_owned(), own.into());
    }
    let package = [
        ("name", Value::from("compat")),
        ("version", "0.0.0".into()),
        ("edition", "2024".into()),
        ("publish", false.into()),
    ];
    let package: Table = package
        .map(|(key, value)| (key.to_owned(), value))
        .into_iter()
        .collect();
    let whole = [
        ("package", package),
        ("dependencies", dependencies),
        // Keep it out of the surrounding workspace.
        ("workspace", Table::new()),
    ];
    let whole: Table = whole
        .map(|(key, value)| (key.to_owned(), value.into()))
        .into_iter()
        .collect();
    Ok(whole.to_string())
}

fn write(path: &Path, text: &str) -> Result<(), String> {
    let folder = path.parent().map_or_else(PathBuf::new, Path::to_owned);
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, text))
        .map_err(while_doing(format!("write {}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_has_the_dependencies_of_then_and_the_packages_of_now() {
        let then = r#"
            [dependencies]
            bytes = "1"
            [dev-dependencies]
            tokio = { version = "1", features = ["macros"] }
            astro-api-fake = { path = "../tests/fake" }
        "#;
        let made: Table = manifest(then, Path::new("/here")).unwrap().parse().unwrap();
        let dependencies = made["dependencies"].as_table().unwrap();
        let names: Vec<&str> = dependencies.keys().map(String::as_str).collect();
        assert_eq!(names, ["astro-api", "astro-api-fake", "tokio"]);
        assert_eq!(
            dependencies["tokio"]["features"][0].as_str(),
            Some("macros")
        );
        let fake = Path::new(dependencies["astro-api-fake"]["path"].as_str().unwrap());
        assert_eq!(fake, Path::new("/here").join("tests/fake"));
        assert!(made["workspace"].is_table());
    }

    #[test]
    fn a_manifest_that_is_none_is_an_error() {
        let error = manifest("[", Path::new("/here")).unwrap_err();
        assert!(
            error.starts_with("cannot read the manifest of the base: "),
            "{error}"
        );
    }
}
