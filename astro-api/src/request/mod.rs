//! One request as data, which an operation's builder passes to the client.

pub(crate) mod convert;
pub(crate) mod encode;
pub(crate) mod extra_members;
pub(crate) mod operation;
pub(crate) mod options;
pub(crate) mod update;

use std::{borrow::Cow, fmt, time::Duration};

use reqwest::{
    Url,
    header::{HeaderName, HeaderValue},
};
use serde::Serialize;
use serde_json::Value;

use operation::OperationRef;
use options::Options;

use crate::error::Error;

/// A request under construction.
#[derive(Clone)]
pub(crate) struct Request {
    pub(crate) operation: OperationRef,
    pub(crate) options: Options,
    path: Vec<(Cow<'static, str>, String)>,
    query: Vec<(Cow<'static, str>, String)>,
    /// Encoded query parameters whose values are joined.
    joined_query: Vec<String>,
    headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) content_type: HeaderValue,
}

/// Omits the body, which may contain secrets.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("operation", &self.operation)
            .field("options", &self.options)
            .field("path", &self.path)
            .field("query", &self.query)
            .field("joined_query", &self.joined_query)
            .field("body_size", &self.body.as_ref().map(Vec::len))
            .finish()
    }
}

impl Request {
    pub(crate) fn new(operation: OperationRef, options: Options) -> Self {
        Self {
            operation,
            options,
            path: Vec::new(),
            query: Vec::new(),
            joined_query: Vec::new(),
            headers: Vec::new(),
            body: None,
            content_type: HeaderValue::from_static("application/json"),
        }
    }

    /// Sets a path parameter.
    pub(crate) fn path<T: Serialize>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        match as_text(name, value)? {
            Some(text) => self.put_path(name, text),
            None => Err(Error::invalid_request(format!("`{name}` is required"))),
        }
    }

    /// Sets a path parameter to a text.
    ///
    /// A text that would change the path is rejected. Encoding it would not help, because servers and proxies decode
    /// the path before they route the request.
    pub(crate) fn put_path(
        &mut self,
        name: impl Into<Cow<'static, str>>,
        text: String,
    ) -> Result<(), Error> {
        let name = name.into();
        if let Some(reason) = leads_elsewhere(&text) {
            return Err(Error::invalid_request(format!(
                "`{name}` is {text:?}, which {reason}; pass an id that the API returned"
            )));
        }
        self.path.push((name, text));
        Ok(())
    }

    /// Adds a parameter to the query, if it is set.
    pub(crate) fn query<T: Serialize>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
    ) -> Result<(), Error> {
        if let Some(text) = value.map(|v| as_text(name, v)).transpose()?.flatten() {
            self.put_query(name, text);
        }
        Ok(())
    }

    /// Adds a text to the query.
    pub(crate) fn put_query(&mut self, name: impl Into<Cow<'static, str>>, text: String) {
        self.query.push((name.into(), text));
    }

    /// Adds a list to the query, with one parameter for each item.
    pub(crate) fn query_list<T: Serialize>(
        &mut self,
        name: &'static str,
        values: Option<&Vec<T>>,
    ) -> Result<(), Error> {
        values
            .into_iter()
            .flatten()
            .try_for_each(|v| self.query(name, Some(v)))
    }

    /// Adds a list to the query: the name once, and the items joined.
    pub(crate) fn query_joined<T: Serialize>(
        &mut self,
        name: &'static str,
        values: Option<&Vec<T>>,
        separator: &str,
    ) -> Result<(), Error> {
        let items = values.into_iter().flatten();
        let items: Vec<String> = items
            .filter_map(|v| as_text(name, v).transpose())
            .collect::<Result<_, _>>()?;
        if !items.is_empty() {
            self.joined_query
                .push(encode::joined(name, &items, separator)?);
        }
        Ok(())
    }

    /// Sets a parameter of the query, replacing an existing one.
    pub(crate) fn set_query(&mut self, name: &'static str, value: String) {
        self.remove_query(name);
        self.put_query(name, value);
    }

    /// Removes a parameter of the query.
    pub(crate) fn remove_query(&mut self, name: &str) {
        self.query.retain(|(n, _)| *n != name);
    }

    /// Returns the first value of a parameter of the query.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let (_, value) = self.query.iter().find(|(n, _)| *n == name)?;
        Some(value)
    }

    /// Limits the timeout of the call, which is `default` if the request has none.
    pub(crate) fn limit_timeout(&mut self, default: Duration, limit: Duration) {
        let timeout = self.options.timeout.unwrap_or(default);
        self.options.timeout = Some(timeout.min(limit));
    }

    /// Adds a header, if it is set.
    pub(crate) fn header<T: Serialize>(
        &mut self,
        name: &'static str,
        value: Option<&T>,
    ) -> Result<(), Error> {
        if let Some(text) = value.map(|v| as_text(name, v)).transpose()?.flatten() {
            let (Ok(key), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(text))
            else {
                return Err(Error::invalid_request(format!(
                    "`{name}` contains a character that is invalid in an HTTP header"
                )));
            };
            self.headers.push((key, value));
        }
        Ok(())
    }

    /// Sets the body.
    pub(crate) fn json<T: Serialize>(&mut self, body: &T) -> Result<(), Error> {
        let bytes = serde_json::to_vec(body).map_err(|e| {
            Error::invalid_request(format!("the body cannot be serialized as JSON: {e}"))
                .with_source(e)
        })?;
        self.body = Some(bytes);
        Ok(())
    }

    /// Sets a body that is sent as a form.
    pub(crate) fn form<T: Serialize>(&mut self, body: &T) -> Result<(), Error> {
        self.raw("application/x-www-form-urlencoded", encode::form(body)?)
    }

    /// Sets a body that is sent unchanged.
    pub(crate) fn raw(&mut self, media_type: &str, body: Vec<u8>) -> Result<(), Error> {
        self.content_type = encode::content_type(media_type, &body)?;
        self.body = Some(body);
        Ok(())
    }

    pub(crate) fn headers(&self) -> impl Iterator<Item = &(HeaderName, HeaderValue)> {
        self.headers.iter()
    }

    /// Returns the URL relative to a base URL.
    pub(crate) fn url(&self, base: &Url) -> Result<Url, Error> {
        let mut url = base.clone();
        {
            let mut segments = url
                .path_segments_mut()
                .map_err(|()| Error::configuration("the base URL cannot have a path"))?;
            segments.pop_if_empty();
            for segment in self.operation.path().split('/').skip(1) {
                segments.push(&self.filled(segment));
            }
        }
        if !self.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&self.query);
        }
        if !self.joined_query.is_empty() {
            let plain = url.query().into_iter().map(str::to_owned);
            let all: Vec<String> = plain.chain(self.joined_query.iter().cloned()).collect();
            url.set_query(Some(&all.join("&")));
        }
        Ok(url)
    }

    /// Returns an error if a parameter of the path is not set.
    pub(crate) fn require_whole_path(&self) -> Result<(), Error> {
        let path = self.operation.path();
        let open = path
            .split('/')
            .find(|segment| self.filled(segment).contains(['{', '}']));
        open.map_or(Ok(()), |segment| {
            Err(Error::invalid_request(format!(
                "`{segment}` in the path {path:?} has no value; set it with `.path_param(…)`"
            )))
        })
    }

    /// Returns a segment of the path with its parameters replaced.
    fn filled(&self, segment: &str) -> String {
        self.path
            .iter()
            .fold(segment.to_owned(), |filled, (name, value)| {
                filled.replace(&format!("{{{name}}}"), value)
            })
    }
}

/// Returns why a text would change the path, if it would.
pub(crate) fn leads_elsewhere(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        Some("is empty")
    } else if text.chars().all(|c| c == '.') {
        Some("would change the path")
    } else if text.contains(['/', '\\', '?', '#', '%', '{', '}'])
        || text.contains(char::is_control)
        || text.contains(char::is_whitespace)
    {
        Some("contains a character that is invalid in an id and would change the path")
    } else {
        None
    }
}

/// Converts a parameter to text through JSON, so that every type has the same form as in a body. A list is joined by
/// commas.
fn as_text<T: Serialize>(name: &str, value: &T) -> Result<Option<String>, Error> {
    match serde_json::to_value(value) {
        Ok(Value::Null) => Ok(None),
        Ok(Value::String(text)) => Ok(Some(text)),
        Ok(Value::Bool(value)) => Ok(Some(value.to_string())),
        Ok(Value::Number(value)) => Ok(Some(value.to_string())),
        Ok(Value::Array(items)) => {
            let items = items
                .iter()
                .filter_map(|item| as_text(name, item).transpose());
            let items: Vec<String> = items.collect::<Result<_, _>>()?;
            Ok((!items.is_empty()).then(|| items.join(",")))
        }
        Ok(Value::Object(_)) => Err(Error::invalid_request(format!(
            "`{name}` is not a single value"
        ))),
        Err(e) => {
            Err(Error::invalid_request(format!("`{name}` cannot be serialized")).with_source(e))
        }
    }
}
