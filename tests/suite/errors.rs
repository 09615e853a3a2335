//! Every failure: its error message, and the results of the error's accessors.

mod accessors;
mod canned_responses;
mod error_responses;
pub(crate) mod failures;
mod invalid_requests;
mod rules;

use std::error::Error as _;

use astro_api::Error;
use astro_api_tests::error_predicates;

use failures::Failure;

/// Returns the messages of an error's sources, outermost first.
fn sources(error: &Error) -> Vec<String> {
    let mut texts = Vec::new();
    let mut link = error.source();
    while let Some(source) = link {
        texts.push(source.to_string());
        link = source.source();
    }
    texts
}

/// Formats one entry of the table: all public data of an error. Empty values are omitted, and so is the message if it
/// is the whole display text.
fn render(name: &str, error: &Error) -> String {
    let mut out = format!("## {name}\n{error}\n");
    let mut row = |label: &str, text: String| {
        if !text.is_empty() {
            let text = text.replace('\n', "\n             | ");
            out.push_str(&format!("  {label:<10} {text}\n"));
        }
    };
    let status = error.status().map(|s| s.as_u16().to_string());
    let fields = error.field_errors().iter();
    row("kind", format!("{:?}", error.kind()));
    row("status", status.unwrap_or_default());
    row("is", error_predicates(error).join(", "));
    if error.status().is_some() {
        row("message", error.message().to_owned());
    }
    for field in fields {
        row("field", format!("{field:?}"));
    }
    row(
        "request id",
        error.request_id().unwrap_or_default().to_owned(),
    );
    row(
        "json path",
        error.json_path().unwrap_or_default().to_owned(),
    );
    row("body", shortened(error.body().unwrap_or_default()));
    for source in sources(error) {
        row("because", source);
    }
    out
}

/// Returns the start of a text that is too long for a table.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(160) {
        None => text.to_owned(),
        Some((end, _)) => format!("{} [{} bytes in all]", &text[..end], text.len()),
    }
}

/// Removes what differs between machines.
fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"127\.0\.0\.1:\d+", "[address]");
    settings.add_filter(r" \(os error \d+\)", " (os error)");
    settings.set_omit_expression(true);
    settings
}

#[test]
fn every_error_matches_the_table() {
    let error_table: Vec<String> = failures::all()
        .iter()
        .map(|Failure { name, error, .. }| render(name, error))
        .collect();
    settings().bind(|| insta::assert_snapshot!("table", error_table.join("\n")));
}

/// Formats an error as a program that returns it from `main` prints it.
#[test]
fn debug_of_errors_is_short() {
    let shown = [
        "400 with fieldErrors",
        "200 with a member of another type",
        "no response in time",
    ];
    let texts: Vec<String> = failures::all()
        .iter()
        .filter(|f| shown.contains(&f.name))
        .map(|f| format!("## {}\n{:?}\n\n{:#?}\n", f.name, f.error, f.error))
        .collect();
    assert_eq!(texts.len(), shown.len());
    settings().bind(|| insta::assert_snapshot!("debug", texts.join("\n")));
}
