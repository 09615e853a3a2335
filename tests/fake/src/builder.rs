//! What a fake holds and how it behaves, said before it starts.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;

use crate::organizations::Store;
use crate::shared::Shared;
use crate::{AuditLogs, Fake, server};

/// Sets a [`Fake`] up; begin with [`Fake::builder`].
#[derive(Debug, Default)]
#[must_use = "nothing is served until `start`"]
pub struct Builder {
    made: u32,
    given: Vec<Value>,
    token: Option<String>,
    delay: Duration,
    audit_logs: AuditLogs,
}

impl Builder {
    /// Holds `count` made-up Organizations, the same ones on every run.
    ///
    /// They are made when they are read, so that a large count costs nothing at the start. Without
    /// this there are none but the given ones.
    pub fn organizations(mut self, count: u32) -> Self {
        self.made = count;
        self
    }

    /// Holds this Organization too, behind the made-up ones. It is served as it is, whatever it
    /// lacks.
    pub fn organization(mut self, organization: Value) -> Self {
        self.given.push(organization);
        self
    }

    /// Holds these Organizations too, in this order.
    pub fn organizations_json(mut self, organizations: impl IntoIterator<Item = Value>) -> Self {
        self.given.extend(organizations);
        self
    }

    /// Accepts this token instead of the made-up one.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Waits this long before each answer, on top of an [`Answer`](crate::Answer)'s own delay.
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// What an export of audit logs contains and how it is sent; a thousand gzipped records unless
    /// told.
    pub fn audit_logs(mut self, audit_logs: AuditLogs) -> Self {
        self.audit_logs = audit_logs;
        self
    }

    /// Binds a free port of `127.0.0.1` and serves there, on the runtime that this is called on.
    ///
    /// # Errors
    ///
    /// When no port can be bound.
    pub async fn start(self) -> io::Result<Fake> {
        let shared = Arc::new(Shared::new(
            Store::new(self.made, self.given),
            self.token,
            self.delay,
            self.audit_logs,
        ));
        let server = server::Server::start(Arc::clone(&shared)).await?;
        Ok(Fake::new(shared, server))
    }
}
