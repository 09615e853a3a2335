//! `cargo cost`, as far as it needs no build, and the table that it printed in `COSTS.md`.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::fs;

use clap::{CommandFactory, Parser};

use super::{Options, measure, root};

/// Returns the cells of the rows in the table below that heading.
fn table(text: &str, first: &str) -> Vec<Vec<String>> {
    let rows = text.lines().skip_while(|l| !l.starts_with(first));
    rows.skip(2)
        .take_while(|l| l.starts_with('|'))
        .map(|l| {
            let cells = l.trim_matches('|').split('|');
            cells.map(|cell| cell.trim().to_owned()).collect()
        })
        .collect()
}

const TOTALS: &str = "| what | compared with |";

fn number(cell: &str) -> f64 {
    let digits: String = cell
        .chars()
        .filter(|c| c.is_ascii_digit() || *c == '.')
        .collect();
    digits
        .parse()
        .unwrap_or_else(|_| panic!("`{cell}` is no number"))
}

fn costs_file() -> String {
    fs::read_to_string(root().unwrap().join("astro-api/benches/COSTS.md")).unwrap()
}

/// Returns the output of a command line, without `cargo`.
fn run(line: &str) -> String {
    let words = line.strip_prefix("cargo ").unwrap().split(' ');
    measure(root().unwrap(), &Options::try_parse_from(words).unwrap()).unwrap()
}

/// The command line at the top of the file is valid.
#[test]
fn file_names_the_command() {
    Options::command().debug_assert();
    let text = costs_file();
    let (_, command) = text.split_once('`').unwrap();
    let (command, _) = command.split_once('`').unwrap();
    let words = command.strip_prefix("cargo ").unwrap().split(' ');
    assert!(!Options::try_parse_from(words).unwrap().without_builds);
}

#[test]
fn file_contains_the_table_of_the_command() {
    let text = run("cargo cost --without-builds");
    let printed = table(&text, TOTALS);
    let shown = table(&costs_file(), TOTALS);
    let labels =
        |rows: &[Vec<String>]| -> Vec<_> { rows.iter().map(|row| row[..2].to_vec()).collect() };
    assert_eq!(labels(&printed), labels(&shown));
    for printed in &printed {
        let is_counted = printed[2] != "not measured";
        assert_eq!(is_counted, printed[0].ends_with("generated code"));
        // A new count is within the budget; the file has the figures of the last measurement.
        assert!(!is_counted || number(&printed[4]) <= 55.0, "{printed:?}");
    }
}

#[test]
fn shares_match_the_figures() {
    let rows = table(&costs_file(), TOTALS);
    assert_eq!(rows.len(), 7);
    for row in rows {
        let share = 100.0 * number(&row[3]) / number(&row[2]);
        // Both figures are rounded to a tenth of a second or a megabyte.
        let tolerance = share * (0.05 / number(&row[2]) + 0.05 / number(&row[3])) + 0.5;
        assert!(
            (share - number(&row[4])).abs() <= tolerance,
            "{row:?}: {share}"
        );
    }
}

/// The cost of the generated code for users: at most half of that of stock output, and a tenth of that of the
/// dependencies, which are needed anyway.
#[test]
fn figures_are_within_the_budget() {
    let rows = table(&costs_file(), TOTALS);
    let debug: Vec<f64> = rows
        .iter()
        .filter(|row| row[0] == "CPU time, debug build")
        .map(|row| number(&row[4]))
        .collect();
    let [stock, dependencies] = debug[..] else {
        panic!("{rows:?}");
    };
    assert!(stock <= 50.0 && dependencies <= 10.0, "{debug:?}");
}
