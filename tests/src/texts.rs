//! The texts and predicates of an error.

use std::error::Error as StdError;

use astro_api::Error;

/// Returns every text of an error and its causes.
pub fn error_texts(error: &Error) -> Vec<String> {
    let mut texts = vec![
        error.to_string(),
        format!("{error:?}"),
        format!("{error:#?}"),
        error.message().to_owned(),
        format!("{:?}", error.operation()),
        format!("{:?}", error.body()),
        format!("{:?}", error.request_id()),
        format!("{:?}", error.json_path()),
        format!("{:?}", error.field_errors()),
    ];
    let mut link = error.source();
    while let Some(source) = link {
        texts.push(format!("{source}"));
        texts.push(format!("{source:?}"));
        texts.push(format!("{source:#?}"));
        link = source.source();
    }
    texts
}

/// Returns the predicates of an error that are true.
pub fn error_predicates(error: &Error) -> Vec<&'static str> {
    [
        ("connection", error.is_connection()),
        ("decode", error.is_decode()),
        ("forbidden", error.is_forbidden()),
        ("invalid_request", error.is_invalid_request()),
        ("not_found", error.is_not_found()),
        ("rate_limited", error.is_rate_limited()),
        ("retryable", error.is_retryable()),
        ("timeout", error.is_timeout()),
        ("unauthorized", error.is_unauthorized()),
    ]
    .into_iter()
    .filter_map(|(name, is_true)| is_true.then_some(name))
    .collect()
}
