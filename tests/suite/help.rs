//! The help texts of the commands.

use astro_api_tests::root;
use xtask::Exit;

use crate::drift::xtask;

fn check_snapshot(name: &str, line: &str, expected: Exit) {
    let (exit, text) = xtask(&root(), line);
    let command = ["$ cargo xtask", line].join(" ");
    assert_eq!(exit, expected, "{text}");
    insta::with_settings!({ omit_expression => true, prepend_module_to_snapshot => false, snapshot_path => "snapshots/help" }, {
        insta::assert_snapshot!(name, format!("{}\n{text}", command.trim_end()));
    });
}

#[test]
fn list_of_commands_matches() {
    check_snapshot("all", "--help", Exit::Success);
}

#[test]
fn help_of_each_command_matches() {
    let (_, all) = xtask(&root(), "--help");
    let (_, commands) = all.split_once("Commands:\n").unwrap();
    let (commands, _) = commands.split_once("\n\n").unwrap();
    let names: Vec<&str> = commands
        .lines()
        .filter_map(|l| l.split_whitespace().next())
        .collect();
    assert!(names.len() > 5 && names.contains(&"generate"), "{all}");
    for name in names {
        // The probe is a separate program, which prints to the terminal.
        if !["help", "probe"].contains(&name) {
            check_snapshot(name, &format!("{name} --help"), Exit::Success);
        }
    }
}

#[test]
fn unknown_option_is_reported() {
    check_snapshot("wrong_option", "generate --chek", Exit::Error);
}

#[test]
fn unknown_command_is_reported() {
    check_snapshot("wrong_command", "generat", Exit::Error);
}

#[test]
fn missing_command_prints_the_help() {
    check_snapshot("no_command", "", Exit::Error);
}
