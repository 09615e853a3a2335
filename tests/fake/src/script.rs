//! Canned responses to the requests of one method and path.

use crate::Answer;

/// A canned response to requests of one method and path.
#[derive(Clone, Debug)]
pub(crate) struct Scripted {
    method: String,
    /// A path below the base URL, such as `/organizations/{id}/deployments`.
    path: String,
    answer: Answer,
    /// Whether one request consumes it.
    once: bool,
}

impl Scripted {
    pub(crate) fn new(method: &str, path: &str, answer: Answer, once: bool) -> Self {
        Self {
            method: method.to_uppercase(),
            path: path.trim_matches('/').to_owned(),
            answer,
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
pub(crate) fn take(all: &mut Vec<Scripted>, method: &str, path: &str) -> Option<Answer> {
    let is_for = |one: &&Scripted| one.is_for(method, path);
    if let Some(place) = all.iter().position(|one| one.once && is_for(&one)) {
        return Some(all.remove(place).answer);
    }
    let always = all.iter().rev().find(is_for);
    always.map(|one| one.answer.clone())
}
