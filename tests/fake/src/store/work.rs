//! Work that continues after a response, and advances when it is polled.

use serde_json::Value;

/// The settings of work on clusters, Deployments and deploys.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// The number of polls until it is done.
    pub(crate) polls: u32,
    /// Whether it fails.
    pub(crate) fails: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            polls: 2,
            fails: false,
        }
    }
}

/// Work on one document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Work {
    polls: u32,
    end: End,
}

/// The result of work.
#[derive(Clone, Copy, Debug)]
pub(crate) enum End {
    /// The document has this status.
    Status(&'static str),
    /// The document is deleted.
    Gone,
}

/// The operation on a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Create,
    Update,
    Delete,
}

/// The statuses of a schema: while it is being created, while it is being updated, when that is done, and when it
/// failed.
const STATUSES: [(&str, [&str; 5]); 3] = [
    (
        "Cluster",
        [
            "CREATING",
            "UPDATING",
            "CREATED",
            "CREATE_FAILED",
            "UPDATE_FAILED",
        ],
    ),
    (
        "Deployment",
        ["CREATING", "DEPLOYING", "HEALTHY", "UNHEALTHY", "UNHEALTHY"],
    ),
    (
        "Deploy",
        ["INITIALIZED", "INITIALIZED", "DEPLOYED", "FAILED", "FAILED"],
    ),
];

impl Plan {
    /// Starts work on a document, if the operation takes time for its schema: the document gets the intermediate
    /// status.
    pub(crate) fn begin(
        self,
        schema: Option<&str>,
        change: Change,
        document: &mut Value,
    ) -> Option<Work> {
        let (_, [creating, updating, done, create_failed, update_failed]) =
            STATUSES.iter().find(|(name, _)| Some(*name) == schema)?;
        let (meanwhile, failed) = match change {
            Change::Create => (creating, create_failed),
            Change::Update | Change::Delete => (updating, update_failed),
        };
        let end = match change {
            _ if self.fails => End::Status(failed),
            Change::Create | Change::Update => End::Status(done),
            Change::Delete => End::Gone,
        };
        if let (0, End::Status(status)) = (self.polls, end) {
            document["status"] = status.into();
            return None;
        }
        document["status"] = (*meanwhile).into();
        Some(Work {
            polls: self.polls,
            end,
        })
    }
}

impl Work {
    /// Counts one poll; returns the result of the work after the last one.
    pub(crate) fn poll(&mut self) -> Option<End> {
        self.polls = self.polls.saturating_sub(1);
        (self.polls == 0).then_some(self.end)
    }
}
