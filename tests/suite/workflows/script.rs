//! Runs a script of a workflow as GitHub does, with stubs that only record their arguments.

use std::{fs, os::unix::fs::PermissionsExt, path::PathBuf, process::Command};

use tempfile::TempDir;

use super::{jobs, parsed, steps};

/// The environment of a script.
pub(super) struct Runner {
    folder: TempDir,
    env: Vec<(String, String)>,
}

impl Runner {
    /// An empty working folder, and the name of a GitHub repository.
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        for below in ["work", "bin", "temp"] {
            fs::create_dir(folder.path().join(below)).unwrap();
        }
        let mut this = Self {
            folder,
            env: Vec::new(),
        };
        for (name, file) in [
            ("GITHUB_OUTPUT", "output"),
            ("GITHUB_STEP_SUMMARY", "summary"),
            ("CALLS", "calls"),
            ("RUNNER_TEMP", "temp"),
        ] {
            let path = this.path(file).display().to_string();
            this.set(name, &path);
        }
        this.set("GITHUB_REPOSITORY", "birds/astro-api");
        this.set("GITHUB_SERVER_URL", "https://github.example");
        this.set("GITHUB_RUN_ID", "42");
        this
    }

    pub(super) fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// Returns the content of a file, or an empty string if it does not exist.
    pub(super) fn read(&self, below: &str) -> String {
        fs::read_to_string(self.path(below)).unwrap_or_default()
    }

    pub(super) fn write(&self, below: &str, text: &str) {
        fs::create_dir_all(self.path(below).parent().unwrap()).unwrap();
        fs::write(self.path(below), text).unwrap();
    }

    /// Sets a variable, as the workflow does from GitHub's context.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        self.env.retain(|(known, _)| known != name);
        self.env.push((name.to_owned(), value.to_owned()));
    }

    /// Adds a stub that takes precedence over the installed program. It records its arguments in `calls`.
    pub(super) fn program(&self, name: &str, script: &str) {
        let path = self.path("bin").join(name);
        let note = format!("#!/usr/bin/env bash\necho \"{name} $*\" >> \"$CALLS\"\n{script}\n");
        fs::write(&path, note).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Adds a stub of the GitHub CLI that returns `known` for every list, and stores what it would send in `sent`.
    pub(super) fn github(&self, known: &str) {
        let script = r#"
for argument in "$@"; do
  case "$argument" in body=@*) cp "${argument#body=@}" "$CALLS.sent" ;; esac
  if [ "$last" = --body-file ]; then cp "$argument" "$CALLS.sent"; fi
  last="$argument"
done
case "$*" in *" list "* | *--paginate*) echo "KNOWN" ;; esac"#;
        self.program("gh", &script.replace("KNOWN", known));
    }

    /// Returns what was sent to GitHub.
    pub(super) fn sent(&self) -> String {
        self.read("calls.sent")
    }

    /// Returns the calls of that stub, and clears them.
    pub(super) fn calls(&self, program: &str) -> Vec<String> {
        let calls = self.read("calls");
        let _ = fs::remove_file(self.path("calls"));
        let prefix = format!("{program} ");
        calls
            .lines()
            .filter_map(|l| l.strip_prefix(&prefix).map(str::to_owned))
            .collect()
    }

    /// Runs a program in the folder, which must succeed.
    pub(super) fn run(&self, program: &str, args: &[&str]) -> String {
        let output = Command::new(program)
            .args(args)
            .current_dir(self.path("work"))
            .output()
            .unwrap();
        assert!(output.status.success(), "{program} {args:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Runs Git as that person.
    pub(super) fn git(&self, email: &str, args: &[&str]) -> String {
        let [name, email] = ["user.name=a".to_owned(), format!("user.email={email}")];
        self.run("git", &[&["-c", &name, "-c", &email], args].concat())
    }

    /// Runs the step with that name, and returns its exit code.
    pub(super) fn step(&self, workflow: &str, job: &str, name: &str) -> i32 {
        let workflow = parsed(workflow);
        let (_, job) = jobs(&workflow)
            .into_iter()
            .find(|(n, _)| *n == job)
            .unwrap();
        let step = steps(job)
            .iter()
            .find(|s| s["name"].as_str() == Some(name))
            .unwrap();
        self.write("script.sh", step["run"].as_str().unwrap());
        let literal = step["env"].as_mapping().into_iter().flatten();
        let literal = literal
            .map(|(name, value)| (name.as_str().unwrap(), value.as_str().unwrap()))
            .filter(|(_, value)| !value.contains("${{"));
        let mut command = Command::new("bash");
        command
            .args(["--noprofile", "--norc", "-eo", "pipefail"])
            .arg(self.path("script.sh"))
            .envs(literal);
        self.output(&mut command).0
    }

    /// Runs a script of `.ci` in a repository that contains nothing else, and returns its exit code and output.
    pub(super) fn script(&self, name: &str, args: &[&str]) -> (i32, String) {
        let path = format!(".ci/{name}");
        self.write(&format!("work/{path}"), &crate::documents::file(&path));
        self.output(Command::new("bash").arg(path).args(args))
    }

    /// Runs a command with the stubs, and returns its exit code and output.
    fn output(&self, command: &mut Command) -> (i32, String) {
        let path = std::env::var("PATH").unwrap();
        let output = command
            .current_dir(self.path("work"))
            .env("PATH", format!("{}:{path}", self.path("bin").display()))
            .env_remove("CARGO_TARGET_DIR")
            .envs(self.env.iter().map(|(name, value)| (name, value)))
            .output()
            .unwrap();
        let code = output.status.code().unwrap_or_else(|| panic!("{output:?}"));
        (code, String::from_utf8(output.stdout).unwrap())
    }
}
