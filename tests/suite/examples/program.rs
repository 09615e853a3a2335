//! Finds, builds and runs the programs.

use std::{
    env::consts::EXE_SUFFIX,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::LazyLock,
    time::SystemTime,
};

use astro_api_tests::root;

/// The programs' dependencies in this repository.
const SOURCES: [&str; 6] = [
    "astro-api/src",
    "astro-api/examples",
    "astro-api/Cargo.toml",
    "tests/fake/src",
    "tests/fake/Cargo.toml",
    "Cargo.lock",
];

/// The folder of the programs. `cargo test --workspace` builds them, except the one with `test = true`; running only
/// these tests may build none.
static PROGRAMS: LazyLock<PathBuf> = LazyLock::new(|| {
    let test = std::env::current_exe().unwrap();
    let profile = test
        .ancestors()
        .nth(2)
        .expect("target/<profile>/deps/suite");
    let folder = profile.join("examples");
    let newest = SOURCES.iter().map(|s| last_modified(&root().join(s))).max();
    let built = |name: &String| {
        let program = folder.join(format!("{name}{EXE_SUFFIX}"));
        fs::metadata(program).and_then(|m| m.modified()).ok()
    };
    let outdated: Vec<String> = names().into_iter().filter(|n| built(n) < newest).collect();
    if !outdated.is_empty() {
        build(profile, &outdated);
    }
    folder
});

/// Returns the names of the examples.
pub(super) fn names() -> Vec<String> {
    let files = fs::read_dir(root().join("astro-api/examples")).unwrap();
    let files = files.map(|f| f.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = files
        .filter_map(|file| file.strip_suffix(".rs").map(str::to_owned))
        .collect();
    names.sort();
    names
}

/// Returns the modification time of a file, or the latest one in a folder.
fn last_modified(path: &Path) -> SystemTime {
    if !path.is_dir() {
        return fs::metadata(path).unwrap().modified().unwrap();
    }
    let entries = fs::read_dir(path).unwrap();
    entries
        .map(|e| last_modified(&e.unwrap().path()))
        .max()
        .unwrap()
}

/// Builds with the features of `cargo test --workspace`, so that no dependency is built again.
fn build(profile: &Path, names: &[String]) {
    let profile_name = match profile.file_name().and_then(|n| n.to_str()) {
        Some("debug") | None => "dev",
        Some(other) => other,
    };
    let status = Command::new(env!("CARGO"))
        .args(["build", "--quiet", "--workspace"])
        .args(names.iter().flat_map(|name| ["--example", name]))
        .args(["--profile", profile_name, "--target-dir"])
        .arg(profile.parent().unwrap())
        .current_dir(root())
        .status()
        .unwrap();
    assert!(status.success(), "the examples do not build");
}

/// The output of a run.
pub(super) struct Run {
    pub(super) code: Option<i32>,
    pub(super) out: String,
    pub(super) err: String,
}

/// Runs a program in a folder with these arguments, separated by spaces, and only these environment variables.
///
/// No run may print any part of the token.
pub(super) fn run_in(
    folder: &Path,
    name: &str,
    arguments: &str,
    environment: &[(&str, &str)],
) -> Run {
    let mut command = command(name, arguments, environment);
    finish(command.current_dir(folder), environment)
}

/// Runs a program with a closed output pipe.
#[cfg(unix)]
pub(super) fn run_with_closed_stdout(
    name: &str,
    arguments: &str,
    environment: &[(&str, &str)],
) -> Run {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = command(name, arguments, environment);
    command.stdout(writer);
    finish(&mut command, environment)
}

fn command(name: &str, arguments: &str, environment: &[(&str, &str)]) -> Command {
    let mut command = Command::new(PROGRAMS.join(format!("{name}{EXE_SUFFIX}")));
    command
        .args(arguments.split_whitespace())
        .env_remove("ASTRO_API_TOKEN")
        .env_remove("ASTRO_API_HOST")
        .env_remove("ASTRO_DOMAIN")
        .env_remove("ASTRO_ORGANIZATION_ID")
        .envs(environment.iter().copied());
    command
}

fn finish(command: &mut Command, environment: &[(&str, &str)]) -> Run {
    let output = command.output().unwrap();
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
