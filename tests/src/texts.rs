//! The texts of an error.

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
