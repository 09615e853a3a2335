//! Finding, building and running the program.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
    time::SystemTime,
};

use astro_api_tests::root;

/// What the program depends on in this repository.
const SOURCES: [&str; 6] = [
    "astro-api/src",
    "astro-api/examples",
    "astro-api/Cargo.toml",
    "tests/fake/src",
    "tests/fake/Cargo.toml",
    "Cargo.lock",
];

/// The program. `cargo test --workspace` has built it; a run of these tests alone may not have.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    let test = std::env::current_exe().unwrap();
    let profile = test
        .ancestors()
        .nth(2)
        .expect("target/<profile>/deps/suite");
    let program = profile.join("examples").join(format!(
        "list_organizations{}",
        std::env::consts::EXE_SUFFIX
    ));
    let newest = SOURCES.iter().map(|s| changed(&root().join(s))).max();
    if fs::metadata(&program).and_then(|m| m.modified()).ok() < newest {
        build(profile);
    }
    program
});

/// When a file, or the last one in a folder, was changed.
fn changed(path: &Path) -> SystemTime {
    if !path.is_dir() {
        return fs::metadata(path).unwrap().modified().unwrap();
    }
    let entries = fs::read_dir(path).unwrap();
    entries.map(|e| changed(&e.unwrap().path())).max().unwrap()
}

fn build(profile: &Path) {
    let name = match profile.file_name().and_then(|n| n.to_str()) {
        Some("debug") | None => "dev",
        Some(other) => other,
    };
    let status = Command::new(env!("CARGO"))
        .args([
            "build",
            "--package",
            "astro-api",
            "--example",
            "list_organizations",
        ])
        .args(["--profile", name, "--target-dir"])
        .arg(profile.parent().unwrap())
        .current_dir(root())
        .status()
        .unwrap();
    assert!(status.success(), "the example does not build");
}

/// What a run left behind.
pub(super) struct Run {
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) err: String,
}

/// Runs the program with these arguments, separated by spaces, and these variables; none of the caller's counts.
///
/// Whatever the run is about, it must not print any part of the token.
pub(super) fn run(arguments: &str, environment: &[(&str, &str)]) -> Run {
    let output = Command::new(&*PROGRAM)
        .args(arguments.split_whitespace())
        .env_remove("ASTRO_API_TOKEN")
        .env_remove("ASTRO_API_HOST")
        .env_remove("ASTRO_DOMAIN")
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    let run = Run {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    };
    let tokens = environment.iter().filter(|(n, _)| *n == "ASTRO_API_TOKEN");
    for part in tokens.flat_map(|(_, token)| token.split(['.', '\n'])) {
        assert!(!run.out.contains(part), "the token is in {}", run.out);
        assert!(!run.err.contains(part), "the token is in {}", run.err);
    }
    run
}
