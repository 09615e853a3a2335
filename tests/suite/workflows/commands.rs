//! Every `cargo xtask …` in a workflow or a document is a valid command line.

use std::{collections::BTreeSet, ffi::OsString, fs};

use astro_api_tests::root;

use super::{jobs, parsed, scripts, texts};

/// Returns the command lines in a shell script, without redirections and the like.
fn in_script(script: &str) -> Vec<String> {
    let script = script.replace("\\\n", " ");
    let lines = script
        .lines()
        .map(str::trim)
        .filter(|line| !line.starts_with('#'));
    lines
        .flat_map(|line| {
            line.split("cargo xtask")
                .skip(1)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .map(|rest| {
            let end = rest
                .find(['|', ';', '&', '>', '`', '\'', ')'])
                .unwrap_or(rest.len());
            // A number right before `>` is a file descriptor.
            rest[..end]
                .trim_end_matches(" 2")
                .replace('"', "")
                .trim()
                .to_owned()
        })
        .collect()
}

/// Returns the command lines in the code spans and blocks of a Markdown text.
fn in_markdown(text: &str) -> Vec<String> {
    let blocks = text.split("```").skip(1).step_by(2);
    let commands = blocks.flat_map(in_script);
    let prose = text.split("```").step_by(2).collect::<String>();
    let spans = prose
        .split('`')
        .skip(1)
        .step_by(2)
        .map(|span| span.replace('\n', " "));
    commands
        .chain(spans.flat_map(|span| in_script(&span)))
        .collect()
}

/// Returns whether the command line is valid. The probe parses its own arguments.
fn check(place: &str, line: &str) {
    let args = ["cargo xtask"].into_iter().chain(line.split_whitespace());
    if let Err(message) = xtask::check(args.map(OsString::from)) {
        panic!("{place}: `cargo xtask {line}`: {message}");
    }
    if let Some(options) = line.strip_prefix("probe") {
        let program = fs::read_to_string(root().join("xtask/probe/src/command.rs")).unwrap();
        for option in options
            .split_whitespace()
            .filter_map(|o| o.strip_prefix("--"))
        {
            let field = format!("\n    {}: ", option.replace('-', "_"));
            assert!(
                option == "help" || program.contains(&field),
                "{place}: the probe does not take --{option}"
            );
        }
    }
}

#[test]
fn commands_of_workflows_exist() {
    let mut seen = BTreeSet::new();
    for name in texts().keys() {
        for (_, job) in jobs(&parsed(name)) {
            for line in scripts(job).flat_map(in_script) {
                check(name, &line);
                seen.extend(line.split_whitespace().next().map(str::to_owned));
            }
        }
    }
    assert_eq!(seen.iter().collect::<Vec<_>>(), ["drift", "sync"]);
}

#[test]
fn commands_of_documents_exist() {
    let mut seen = BTreeSet::new();
    for name in [
        "README.md",
        ".github/CONTRIBUTING.md",
        "CHANGELOG.md",
        "xtask/README.md",
        "astro-api/benches/COSTS.md",
        "xtask/drift/RULES.md",
    ] {
        let text = fs::read_to_string(root().join(name)).unwrap();
        for line in in_markdown(&text)
            .into_iter()
            .filter(|line| !line.is_empty())
        {
            check(name, &line);
            seen.extend(line.split_whitespace().next().map(str::to_owned));
        }
    }
    let (_, help) = crate::drift::xtask(&root(), "--help");
    for name in ["ci", "compose", "drift", "generate", "probe", "sync"] {
        assert!(
            seen.contains(name),
            "no document mentions `cargo xtask {name}`"
        );
        assert!(help.contains(&format!("\n  {name} ")), "{help}");
    }
}

/// The search finds the commands, and the check detects an invalid one.
#[test]
fn wrong_commands_are_found() {
    assert_eq!(
        in_script(
            "if cargo xtask drift --all \\\n  --against \"$x\" 2>&1 | tee y; then cargo xtask ci; fi"
        ),
        ["drift --all    --against $x", "ci"]
    );
    assert_eq!(
        in_markdown(
            "a `cargo xtask ci`\n```sh\ncargo xtask generate\n```\n`cargo\nxtask compose --check`."
        ),
        ["generate", "ci", "compose --check"]
    );
    for wrong in [
        "snyc",
        "sync --form x",
        "drift --format mardown",
        "drift --fail-on",
        "generate FILE",
    ] {
        let args = ["cargo xtask"].into_iter().chain(wrong.split_whitespace());
        assert!(xtask::check(args.map(OsString::from)).is_err(), "{wrong}");
    }
}
