//! The state shared by the handle and the server.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::document::Document;
use crate::organizations::Store;
use crate::page::Page;
use crate::rule::Rule;
use crate::scripted::{self, ScriptedResponse};
use crate::store::Contents;
use crate::{AuditLogs, FakeResponse, PageFault, RecordedRequest};

/// The token's header and claims are readable, and state that it is fake; the signature is invalid.
const TOKEN: &str = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.\
                     eyJpc3MiOiJodHRwczovL2Zha2UuaW52YWxpZCIsInN1YiI6Im1hZGUtdXAifQ.\
                     bm90LWEtc2lnbmF0dXJl";

/// The state of one fake. Each lock is held briefly, and never while another is acquired.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) document: &'static Document,
    pub(crate) store: Mutex<Store>,
    /// The content of the Organizations.
    pub(crate) contents: Mutex<Contents>,
    pub(crate) token: Mutex<String>,
    pub(crate) queued: Mutex<VecDeque<FakeResponse>>,
    /// The canned responses by method and path.
    pub(crate) scripted: Mutex<Vec<ScriptedResponse>>,
    /// The active rule, and the number of requests it has decided on.
    pub(crate) rule: Mutex<Option<(Rule, u64)>>,
    /// The active fault, and the number of pages it has edited.
    pub(crate) page_fault: Mutex<Option<(PageFault, u64)>>,
    pub(crate) requests: Mutex<Vec<RecordedRequest>>,
    /// The canned responses to uploads.
    pub(crate) queued_uploads: Mutex<VecDeque<FakeResponse>>,
    pub(crate) uploads: Mutex<Vec<RecordedRequest>>,
    pub(crate) delay: Duration,
    pub(crate) audit_logs: AuditLogs,
    request_count: AtomicU64,
}

impl Shared {
    pub(crate) fn new(
        document: &'static Document,
        store: Store,
        contents: Contents,
        token: Option<String>,
        delay: Duration,
        audit_logs: AuditLogs,
    ) -> Self {
        Self {
            document,
            store: Mutex::new(store),
            contents: Mutex::new(contents),
            token: Mutex::new(token.unwrap_or_else(|| TOKEN.to_owned())),
            queued: Mutex::default(),
            scripted: Mutex::default(),
            rule: Mutex::default(),
            page_fault: Mutex::default(),
            requests: Mutex::default(),
            queued_uploads: Mutex::default(),
            uploads: Mutex::default(),
            delay,
            audit_logs,
            request_count: AtomicU64::new(0),
        }
    }

    /// Returns a UUID that is unique among this fake's requests.
    pub(crate) fn request_id(&self) -> String {
        let number = self.request_count.fetch_add(1, Ordering::Relaxed);
        format!("fa4e0000-0000-4000-8000-{number:012x}")
    }

    /// Returns the canned response to the next request: the first queued one, or else one for its method and path, or
    /// else that of the active rule. The lock is released before the rule runs, so that it may call the handle.
    pub(crate) fn canned_response(&self, request: &RecordedRequest) -> Option<FakeResponse> {
        let queued = lock(&self.queued).pop_front();
        if queued.is_some() {
            return queued;
        }
        let scripted = scripted::take(&mut lock(&self.scripted), &request.method, &request.path);
        if scripted.is_some() {
            return scripted;
        }
        let (rule, number) = lock(&self.rule).as_mut().map(|(rule, decided)| {
            let number = *decided;
            *decided += 1;
            (rule.clone(), number)
        })?;
        rule.decide(number)
    }

    /// Applies the active fault to a page. The lock is released first, so that the fault may call the handle.
    pub(crate) fn edit_page(&self, page: &mut Page) {
        let current = lock(&self.page_fault).as_mut().map(|(fault, edited)| {
            let number = *edited;
            *edited += 1;
            (fault.clone(), number)
        });
        if let Some((fault, number)) = current {
            page.number = number;
            fault.edit(page);
        }
    }
}

/// Locks, ignoring poisoning: a failed test must not fail other tests.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
