//! The table of the examples in the README.

use std::fs;

use astro_api_fake::Fake;
use astro_api_tests::root;

use super::{names, run_with_own_fake_in};

/// Returns the names and arguments of the commands in the table.
pub(super) fn commands() -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let (_, table) = text.split_once("| example | what it shows |").unwrap();
    let rows = table.lines().skip(2).take_while(|l| l.starts_with('|'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split(" | ").collect();
        let name = cells[0].split('`').nth(1).unwrap();
        let command = cells[2].split('`').nth(1).unwrap();
        let start = format!("cargo run -p astro-api --example {name}");
        let rest = command
            .strip_prefix(&start)
            .expect("the command is of the row");
        let rest = rest.strip_prefix(" --features deploy").unwrap_or(rest);
        let arguments = rest.strip_prefix(" -- ").unwrap_or(rest);
        (name.to_owned(), arguments.to_owned())
    })
    .collect()
}

/// Returns the arguments of the table's command for that program.
pub(super) fn arguments(name: &str) -> String {
    let mut all = commands().into_iter();
    all.find(|(listed_name, _)| listed_name == name).unwrap().1
}

#[test]
fn table_lists_exactly_the_examples() {
    let mut expected: Vec<String> = commands().into_iter().map(|(name, _)| name).collect();
    expected.sort();
    assert_eq!(expected, names());
}

#[test]
fn examples_document_the_command_of_the_table() {
    for (name, arguments) in commands().into_iter().filter(|(_, a)| !a.is_empty()) {
        let path = format!("astro-api/examples/{name}.rs");
        let source = fs::read_to_string(root().join(path)).unwrap();
        let shown = ["", " --features deploy"].iter().any(|features| {
            let command = format!("cargo run -p astro-api --example {name}{features}");
            source.contains(&format!("//! {command} -- {arguments}\n"))
        });
        assert!(shown, "{name} does not show its command with {arguments}");
    }
}

/// Each of them runs without a token.
#[tokio::test(flavor = "multi_thread")]
async fn commands_of_the_table_run_without_a_token() {
    let token = Fake::builder().start().await.unwrap().token();
    let claims = token.split('.').nth(1).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let dags = folder.path().join("astro-api/examples/dags");
    fs::create_dir_all(&dags).unwrap();
    fs::write(dags.join("count_terns.py"), "# a DAG").unwrap();
    for (name, arguments) in commands() {
        let run = run_with_own_fake_in(folder.path(), &name, &arguments);
        // It finds some, and says so by its exit code.
        let code = i32::from(name == "find_outdated_deployments");
        assert_eq!(run.code, Some(code), "{name}: {}", run.err);
        assert!(!run.out.is_empty(), "{name}");
        // A token of the same form differs in its claims only, and one program may print such a token.
        assert!(
            !run.out.contains(claims) && !run.err.contains(claims),
            "{name}"
        );
    }
}
