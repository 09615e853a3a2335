//! What a fake holds and how it behaves, said before it starts.

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

/// Sets a [`Fake`] up; begin with [`Fake::builder`].
#[derive(Debug, Default)]
#[must_use = "nothing is served until `start`"]
pub struct Builder {
    made: u32,
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

    /// Ends the records of audit logs and the entries of Deployment logs at the moment of the start.
    /// Without this, they end at a fixed time, and are the same on every run.
    pub fn around_now(mut self) -> Self {
        self.is_around_now = true;
        self
    }

    /// Each Organization begins with so many Workspaces; 2 unless told.
    pub fn workspaces(mut self, count: u32) -> Self {
        self.seeds.workspaces = count;
        self
    }

    /// Each Workspace begins with so many Deployments; 2 unless told. Every other one runs an old
    /// version of Astro Runtime.
    pub fn deployments(mut self, count: u32) -> Self {
        self.seeds.deployments = count;
        self
    }

    /// Each Organization begins with so many clusters; 1 unless told.
    pub fn clusters(mut self, count: u32) -> Self {
        self.seeds.clusters = count;
        self
    }

    /// Each Organization begins with so many users; 3 unless told.
    pub fn users(mut self, count: u32) -> Self {
        self.seeds.users = count;
        self
    }

    /// Each Organization begins with so many Teams, the first of which has all users; 1 unless told.
    pub fn teams(mut self, count: u32) -> Self {
        self.seeds.teams = count;
        self
    }

    /// Each Organization begins with so many Organization API tokens; 1 unless told.
    pub fn api_tokens(mut self, count: u32) -> Self {
        self.seeds.api_tokens = count;
        self
    }

    /// How many reads of a cluster, a Deployment or a deploy it takes until the work on it is done; 2
    /// unless told. With 0 it is done in the answer that begins it.
    pub fn reads_of_work(mut self, reads: u32) -> Self {
        self.plan.reads = reads;
        self
    }

    /// Lets the work on clusters, Deployments and deploys end in failure: `CREATE_FAILED` and
    /// `UPDATE_FAILED`, `UNHEALTHY`, `FAILED`.
    pub fn failing_work(mut self) -> Self {
        self.plan.fails = true;
        self
    }

    /// Listens on this port; on a free one unless told.
    pub fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Binds the port, a free one unless told, of `127.0.0.1` and serves there, on the runtime that this is called on.
    ///
    /// # Errors
    ///
    /// When the port cannot be bound.
    pub async fn start(self) -> io::Result<Fake> {
        let mut contents = Contents::new(self.seeds, self.plan);
        let mut audit_logs = self.audit_logs;
        if self.is_around_now {
            audit_logs = audit_logs.until_now();
            contents.stamps.logs_until = Some(Utc::now().timestamp_millis());
        }
        let shared = Arc::new(Shared::new(
            Document::load()?,
            Store::new(self.made, self.given),
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
