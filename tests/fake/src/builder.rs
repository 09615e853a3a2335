//! The settings of a fake before it starts.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use chrono::Utc;
use serde_json::Value;

use crate::document::Document;
use crate::organizations::Store;
use crate::shared::{Shared, lock};
use crate::store::{Contents, Plan, Seeds};
use crate::{AuditLogs, Fake, server};

/// Configures a [`Fake`]. Create it with [`Fake::builder`].
#[derive(Debug, Default)]
#[must_use = "a builder does nothing until `start` is called"]
pub struct Builder {
    generated: u32,
    given: Vec<Value>,
    token: Option<String>,
    delay: Duration,
    audit_logs: AuditLogs,
    seeds: Seeds,
    plan: Plan,
    port: u16,
    is_around_now: bool,
}

impl Builder {
    /// Sets the number of generated Organizations, which are the same on every run. Default: 0.
    ///
    /// They are generated when they are read, so a large number starts fast.
    pub fn organizations(mut self, count: u32) -> Self {
        self.generated = count;
        self
    }

    /// Appends an Organization to the generated ones. It is served unchanged, even if members are missing.
    pub fn organization(mut self, organization: Value) -> Self {
        self.given.push(organization);
        self
    }

    /// Appends Organizations, in this order.
    pub fn organizations_json(mut self, organizations: impl IntoIterator<Item = Value>) -> Self {
        self.given.extend(organizations);
        self
    }

    /// Sets the token that it accepts. Default: a generated one.
    pub fn token(mut self, token: impl Into<String>) -> Self {
        self.token = Some(token.into());
        self
    }

    /// Sets the delay of each response, in addition to the delay of an [`FakeResponse`](crate::FakeResponse).
    pub fn delay(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// Sets the content and the encoding of exported audit logs. Default: 1,000 gzipped records.
    pub fn audit_logs(mut self, audit_logs: AuditLogs) -> Self {
        self.audit_logs = audit_logs;
        self
    }

    /// Ends audit logs and Deployment logs at the time of the start. Default: at a fixed time, so that they are the
    /// same on every run.
    pub fn around_now(mut self) -> Self {
        self.is_around_now = true;
        self
    }

    /// Sets the initial number of Workspaces of each Organization. Default: 2.
    pub fn workspaces(mut self, count: u32) -> Self {
        self.seeds.workspaces = count;
        self
    }

    /// Sets the initial number of Deployments of each Workspace. Default: 2. Every second one runs an old version of
    /// Astro Runtime.
    pub fn deployments(mut self, count: u32) -> Self {
        self.seeds.deployments = count;
        self
    }

    /// Sets the initial number of clusters of each Organization. Default: 1.
    pub fn clusters(mut self, count: u32) -> Self {
        self.seeds.clusters = count;
        self
    }

    /// Sets the initial number of users of each Organization. Default: 3.
    pub fn users(mut self, count: u32) -> Self {
        self.seeds.users = count;
        self
    }

    /// Sets the initial number of Teams of each Organization, the first of which has all users. Default: 1.
    pub fn teams(mut self, count: u32) -> Self {
        self.seeds.teams = count;
        self
    }

    /// Sets the initial number of Organization API tokens of each Organization. Default: 1.
    pub fn api_tokens(mut self, count: u32) -> Self {
        self.seeds.api_tokens = count;
        self
    }

    /// Sets how often a cluster, a Deployment or a deploy must be polled until its operation is complete. Default: 2.
    /// With 0, it is complete in the response that starts it.
    pub fn polls_until_ready(mut self, polls: u32) -> Self {
        self.plan.polls = polls;
        self
    }

    /// Makes operations on clusters, Deployments and deploys fail: with `CREATE_FAILED` and `UPDATE_FAILED`,
    /// `UNHEALTHY`, and `FAILED`.
    pub fn fail_operations(mut self) -> Self {
        self.plan.fails = true;
        self
    }

    /// Sets the port. Default: a free one.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Starts the server on `127.0.0.1`, on the current runtime.
    ///
    /// # Errors
    ///
    /// Returns an error if the port cannot be bound.
    pub async fn start(self) -> io::Result<Fake> {
        let mut contents = Contents::new(self.seeds, self.plan);
        let mut audit_logs = self.audit_logs;
        if self.is_around_now {
            audit_logs = audit_logs.until_now();
            contents.stamps.logs_until = Some(Utc::now().timestamp_millis());
        }
        let shared = Arc::new(Shared::new(
            Document::load()?,
            Store::new(self.generated, self.given),
            contents,
            self.token,
            self.delay,
            audit_logs,
        ));
        let start = |port, service| server::Server::start(Arc::clone(&shared), port, service);
        let storage = start(0, server::Service::Storage).await?;
        lock(&shared.contents).stamps.storage.origin = format!("http://{}", storage.address());
        let server = start(self.port, server::Service::Api).await?;
        Ok(Fake::new(shared, server, storage))
    }
}

impl Fake {
    /// Returns a builder with the default settings.
    pub fn builder() -> Builder {
        Builder::default()
    }
}
