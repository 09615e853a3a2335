//! The scripts in `.ci`, with a stub of cargo.

use std::{collections::BTreeSet, fs};

use astro_api_tests::root;

use super::script::Runner;

/// A runner with a stub of cargo.
fn runner(cargo: &str) -> Runner {
    let runner = Runner::new();
    runner.program("cargo", cargo);
    runner
}

/// Commits all files of the working folder.
fn commit(runner: &Runner) {
    runner.git("a@b.example", &["init", "--quiet"]);
    runner.git("a@b.example", &["add", "--all"]);
    runner.git("a@b.example", &["commit", "--quiet", "--message", "one"]);
}

#[test]
fn nothing_is_released_without_the_address_of_the_repository() {
    for (address, expected) in [
        ("repository = \"\"\n", 1),
        ("", 1),
        // It continues, and needs the packages.
        ("repository = \"https://example.org/astro-api\"\n", 7),
    ] {
        let runner = runner("exit 7");
        runner.write(
            "work/Cargo.toml",
            &format!("[workspace.package]\nversion = \"0.1.0\"\n{address}"),
        );
        runner.script("unpack", &["."]);
        let (code, text) = runner.script("package", &["--release"]);
        assert_eq!(code, expected, "{text}");
        assert_eq!(text.contains("workspace.package.repository"), code == 1);
        // Only a release needs it.
        assert_eq!(runner.script("package", &[]).0, 7);
    }
}

#[test]
fn every_published_package_is_packed() {
    let mut published = BTreeSet::new();
    for (path, text) in crate::drift::files_below(&root().join("astro-api"))
        .into_iter()
        .chain(crate::drift::files_below(&root().join("tests/fake")))
    {
        if path.ends_with("Cargo.toml") && text.contains("\nrepository.workspace = true\n") {
            let (_, name) = text.split_once("\nname = \"").unwrap();
            published.insert(name.split('"').next().unwrap().to_owned());
        }
    }
    assert!(published.contains("astro-api"), "{published:?}");
    let script = crate::documents::file(".ci/unpack");
    let (_, packages) = script.split_once("\npackages=(").unwrap();
    let (packages, _) = packages.split_once(')').unwrap();
    let packages: BTreeSet<String> = packages.split(' ').map(str::to_owned).collect();
    assert_eq!(packages, published);
    let manual = crate::documents::file("xtask/README.md");
    for name in &published {
        assert!(manual.contains(&format!(" -p {name}")), "{name}");
    }
}

#[test]
fn each_feature_is_built_alone() {
    let runner = runner(r#"case "$*" in *"--features deploy --"*) exit 1 ;; esac"#);
    let manifest = fs::read_to_string(root().join("astro-api/Cargo.toml")).unwrap();
    runner.write("work/astro-api/Cargo.toml", &manifest);
    let (code, text) = runner.script("features", &[]);
    assert_eq!(code, 1, "{text}");
    assert!(
        text.ends_with("The build fails with the features: deploy\n"),
        "{text}"
    );
    let calls = runner.calls("cargo");
    let (_, features) = manifest.split_once("\n[features]\n").unwrap();
    let (features, _) = features.split_once("\n\n").unwrap();
    let names: Vec<&str> = features
        .lines()
        .filter_map(|line| line.split_once(" = "))
        .map(|(name, _)| name)
        .filter(|name| *name != "default")
        .collect();
    assert!(names.len() > 6, "{names:?}");
    for choice in names
        .iter()
        .map(|name| (*name).to_owned())
        .chain([String::new(), names.join(" ")])
    {
        let part = format!("--no-default-features --features {choice} -- -D warnings");
        assert!(calls.iter().any(|call| call.ends_with(&part)), "{part}");
    }
    assert_eq!(calls.len(), names.len() + 2);
}

#[test]
fn examples_of_a_revision_are_built_with_its_dependencies_and_the_packages_of_now() {
    let runner = runner("");
    runner.write("work/Cargo.lock", "");
    runner.write("work/astro-api/examples/one.rs", "// then");
    let manifest = r#"[package]
name = "astro-api"

[dependencies]
bytes = "1"

[build-dependencies]
astro-api-codegen = "0.1"

[dev-dependencies]
tokio = { version = "1", features = ["macros"] }
astro-api-fake = { version = "0.1.0", path = "../tests/fake" }

[[example]]
name = "one"
required-features = ["deploy"]
"#;
    runner.write("work/astro-api/Cargo.toml", manifest);
    commit(&runner);
    runner.write("work/astro-api/examples/one.rs", "// now");
    runner.write("work/astro-api/Cargo.toml", "");
    let (code, text) = runner.script("compat", &["HEAD"]);
    assert_eq!(
        (code, text.as_str()),
        (0, "The examples of HEAD compile.\n")
    );
    assert_eq!(runner.read("work/target/compat/examples/one.rs"), "// then");
    let root = runner.path("work").canonicalize().unwrap();
    let own = root.display();
    let expected = format!(
        r#"[package]
name = "compat"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
bytes = "1"


[dev-dependencies]
tokio = {{ version = "1", features = ["macros"] }}

astro-api = {{ path = "{own}/astro-api", features = ["deploy"] }}
astro-api-fake = {{ path = "{own}/tests/fake" }}
"#
    );
    assert_eq!(runner.read("work/target/compat/Cargo.toml"), expected);
}

#[test]
fn broken_examples_and_unknown_revisions_fail() {
    let runner = runner("exit 101");
    runner.write("work/Cargo.lock", "");
    runner.write("work/astro-api/examples/one.rs", "");
    runner.write(
        "work/astro-api/Cargo.toml",
        "[dependencies]\nbytes = \"1\"\n[dev-dependencies]\ntokio = \"1\"\n",
    );
    commit(&runner);
    let (code, text) = runner.script("compat", &[]);
    assert_eq!(code, 0, "{text}");
    assert!(text.starts_with("No tag starts with `v`"), "{text}");
    runner.git("a@b.example", &["tag", "v0.1.0"]);
    let (code, text) = runner.script("compat", &[]);
    assert_eq!(code, 1, "{text}");
    assert!(
        text.starts_with("The examples of v0.1.0 do not compile"),
        "{text}"
    );
    assert_ne!(runner.script("compat", &["v9"]).0, 0);
}

/// Every script that a workflow, a document or `cargo xtask ci` names exists, and every script is named.
#[test]
fn scripts_are_those_that_are_named() {
    let mut named = BTreeSet::new();
    for path in [
        ".ci/minimal",
        ".ci/package",
        ".github/CONTRIBUTING.md",
        ".github/workflows/ci.yml",
        "xtask/README.md",
        "xtask/src/ci/steps.rs",
    ] {
        let text = crate::documents::file(path);
        let words = text.split(".ci/").skip(1);
        named.extend(words.map(|word| {
            let end = word.find(|c: char| !c.is_ascii_lowercase());
            word[..end.unwrap_or(word.len())].to_owned()
        }));
    }
    named.remove("");
    let entries = fs::read_dir(root().join(".ci")).unwrap();
    let present = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    assert_eq!(named, present.collect());
}
