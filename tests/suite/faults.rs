//! The results of each fault of a network, a proxy or the API.
//!
//! The rows are in the submodules, one kind of fault each, with the expected results. The observed results are written
//! to `tests/faults.md`.

mod body;
mod connection;
mod creating;
mod deleting;
mod gzip;
mod http;
mod observe;
mod retry_after;
mod row;
mod status;
mod table;
mod updating;

use std::{collections::BTreeSet, sync::LazyLock};

use tokio::runtime::Runtime;

use observe::Observed;
use row::Row;

/// The placeholder for the address of a second server in responses.
const ELSEWHERE: &str = "{elsewhere}";

fn rows() -> Vec<Row> {
    [
        connection::rows(),
        http::rows(),
        body::rows(),
        gzip::rows(),
        status::rows(),
        retry_after::rows(),
        updating::rows(),
        creating::rows(),
        deleting::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Returns the results of all faults, produced once for all tests.
fn observed() -> &'static [Observed] {
    static ALL: LazyLock<Vec<Observed>> =
        LazyLock::new(|| Runtime::new().unwrap().block_on(observe::all(rows())));
    &ALL
}

#[test]
fn every_fault_has_the_expected_result() {
    let wrong: Vec<String> = observed()
        .iter()
        .flat_map(|seen| {
            let line = (seen.expected != seen.line)
                .then(|| format!("expected {}\n     saw {}", seen.expected, seen.line));
            line.into_iter().chain(
                seen.problems
                    .iter()
                    .map(|p| format!("{}: {p}", seen.expected)),
            )
        })
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn faults_are_unique() {
    let all = rows();
    let names: BTreeSet<_> = all.iter().map(|r| (r.fault, r.call.name())).collect();
    assert_eq!(names.len(), all.len());
    assert!(names.len() > 100, "{} are left", names.len());
}

#[test]
fn table_matches_the_observed_results() {
    table::check(observed().iter().map(|seen| seen.line.as_str()));
}
