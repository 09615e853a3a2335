//! Work that goes on after an answer, and comes forward by being looked at.

use serde_json::Value;

/// How work on clusters, Deployments and deploys goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    /// How many reads it takes.
    pub(crate) reads: u32,
    /// Whether it fails.
    pub(crate) fails: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            reads: 2,
            fails: false,
        }
    }
}

/// Work on one document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Work {
    reads: u32,
    end: End,
}

/// What comes of work.
#[derive(Clone, Copy, Debug)]
pub(crate) enum End {
    /// The document has this status.
    Status(&'static str),
    /// The document is no longer there.
    Gone,
}

/// What is done to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Create,
    Update,
    Delete,
}

/// Of what a schema describes: the status while it is being made, while it is being changed, and when
/// that is done; and the status when making and changing failed.
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
    /// Begins work on a document, when a change of what its schema describes takes any: the document
    /// gets the status that it has meanwhile.
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
        if let (0, End::Status(status)) = (self.reads, end) {
            document["status"] = status.into();
            return None;
        }
        document["status"] = (*meanwhile).into();
        Some(Work {
            reads: self.reads,
            end,
        })
    }
}

impl Work {
    /// One read; what comes of the work when it was the last.
    pub(crate) fn step(&mut self) -> Option<End> {
        self.reads = self.reads.saturating_sub(1);
        (self.reads == 0).then_some(self.end)
    }
}
