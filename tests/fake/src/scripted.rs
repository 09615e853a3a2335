//! Canned responses to the requests of one method and path.

use crate::FakeResponse;

/// A canned response to requests of one method and path.
#[derive(Clone, Debug)]
pub(crate) struct ScriptedResponse {
    method: String,
    /// A path below the base URL, such as `/organizations/{id}/deployments`.
    path: String,
    response: FakeResponse,
    /// Whether one request consumes it.
    once: bool,
}

impl ScriptedResponse {
    pub(crate) fn new(method: &str, path: &str, response: FakeResponse, once: bool) -> Self {
        Self {
            method: method.to_uppercase(),
            path: path.trim_matches('/').to_owned(),
            response,
            once,
        }
    }

    fn is_for(&self, method: &str, path: &str) -> bool {
        let path = path.strip_prefix("/v1").unwrap_or(path);
        let (own, given) = (self.path.split('/'), path.trim_matches('/').split('/'));
        let is_parameter = |segment: &str| segment.starts_with('{') && segment.ends_with('}');
        self.method == method
            && own.clone().count() == given.clone().count()
            && own
                .zip(given)
                .all(|(own, given)| is_parameter(own) || own == given)
    }
}

/// Returns the response to a request: the first queued one, or else the last permanent one.
pub(crate) fn take(
    all: &mut Vec<ScriptedResponse>,
    method: &str,
    path: &str,
) -> Option<FakeResponse> {
    let is_for = |one: &&ScriptedResponse| one.is_for(method, path);
    if let Some(index) = all.iter().position(|one| one.once && is_for(&one)) {
        return Some(all.remove(index).response);
    }
    let permanent = all.iter().rev().find(is_for);
    permanent.map(|one| one.response.clone())
}
