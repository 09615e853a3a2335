//! What can be had of an error.

use std::error::Error as StdError;

use astro_api::Error;

/// Everything that can be had of an error as text, with all that lies beneath it.
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
