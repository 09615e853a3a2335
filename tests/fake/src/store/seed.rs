//! The initial content of an Organization.

use serde_json::{Value, json};

use crate::document::Document;
use crate::organizations::names;
use crate::resources::{agents, runtime};
use crate::schema_values::{self, Generator};

use super::Content;

/// The initial number of each resource.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Seeds {
    pub(crate) workspaces: u32,
    /// Per Workspace.
    pub(crate) deployments: u32,
    pub(crate) clusters: u32,
    pub(crate) users: u32,
    pub(crate) teams: u32,
    pub(crate) api_tokens: u32,
}

impl Default for Seeds {
    fn default() -> Self {
        Self {
            workspaces: 2,
            deployments: 2,
            clusters: 1,
            users: 3,
            teams: 1,
            api_tokens: 1,
        }
    }
}

const TEAMS: [&str; 4] = [
    "Platform",
    "Data Engineering",
    "Analytics",
    "Machine Learning",
];
const WORKSPACES: [&str; 4] = ["Production", "Staging", "Research", "Sandbox"];
const DEPLOYMENTS: [&str; 4] = ["ingest", "transform", "reporting", "models"];
const TOKENS: [&str; 4] = ["ci", "terraform", "monitoring", "backup"];
const CLUSTERS: [&str; 4] = ["blue", "green", "amber", "violet"];

/// Every type, executor and cloud.
const KINDS: [(&str, &str, &str); 8] = [
    ("DEDICATED", "CELERY", "AWS"),
    ("STANDARD", "KUBERNETES", "GCP"),
    ("STANDARD", "ASTRO", "AZURE"),
    ("HYBRID", "CELERY", "AWS"),
    ("DEDICATED", "ASTRO", "AWS"),
    ("HYBRID", "KUBERNETES", "AWS"),
    ("STANDARD", "CELERY", "AWS"),
    ("DEDICATED", "KUBERNETES", "AWS"),
];
/// The members that HYBRID Deployments do not have.
const OF_HOSTED: [&str; 7] = [
    "defaultTaskPodCpu",
    "defaultTaskPodMemory",
    "isDevelopmentMode",
    "isHighAvailability",
    "remoteExecution",
    "resourceQuotaCpu",
    "resourceQuotaMemory",
];

impl Seeds {
    /// Generates the initial content of an Organization, the same on every run.
    pub(crate) fn content(self, document: &Document, organization: &Value) -> Content {
        let mut maker = Maker {
            document,
            organization,
            content: Content::default(),
        };
        self.clusters(&mut maker);
        self.users(&mut maker);
        for number in 0..self.workspaces {
            self.workspace(&mut maker, number);
        }
        self.teams(&mut maker);
        self.api_tokens(&mut maker);
        maker.content
    }

    fn clusters(self, maker: &mut Maker<'_>) {
        for number in 0..self.clusters {
            let provider = ["AWS", "AZURE", "GCP"][number as usize % 3];
            let own = json!({
                "name": numbered(&CLUSTERS, number),
                "cloudProvider": provider,
                "type": if number % 4 == 3 { "HYBRID" } else { "DEDICATED" },
                "status": "CREATED",
                "region": "us-east-1",
                "isDrEnabled": false,
                "workspaceIds": [],
            });
            maker.add("clusters", "Cluster", number, own);
        }
    }

    fn workspace(self, maker: &mut Maker<'_>, number: u32) {
        let name = numbered(&WORKSPACES, number);
        let own =
            json!({ "name": name, "defaultCloudProvider": "AWS", "defaultRegion": "us-east-1" });
        let workspace = maker.add("workspaces", "Workspace", number, own);
        let (cluster_id, cluster_name) = maker
            .content
            .documents("clusters")
            .next()
            .map(|cluster| (cluster["id"].clone(), cluster["name"].clone()))
            .unwrap_or_default();
        for position in 0..self.deployments {
            let number = number * self.deployments + position;
            // Every other one runs the version that was new two years ago.
            let release = if number % 2 == 1 {
                runtime::oldest()
            } else {
                runtime::newest()
            };
            let deployment = numbered(&DEPLOYMENTS, position);
            let (kind, executor, cloud) = KINDS[number as usize % KINDS.len()];
            let mut own = json!({
                "name": deployment,
                "workspaceId": workspace,
                "workspaceName": name,
                "type": kind,
                "cloudProvider": cloud,
                "region": "us-east-1",
                "executor": executor,
                "status": "HEALTHY",
                "statusReason": null,
                "namespace": format!("made-up-{number:04}"),
                "isDevelopmentMode": false,
                "clusterId": cluster_id,
                "clusterName": cluster_name,
                "scalingSpec": null,
                "scalingStatus": null,
                "schedulerAu": null,
                "taskPodNodePoolId": null,
                "workerQueues": queues(kind, executor, number),
            });
            match (kind, own.as_object_mut()) {
                ("HYBRID", Some(members)) => {
                    for name in OF_HOSTED {
                        members.insert(name.to_owned(), Value::Null);
                    }
                    members.insert("schedulerAu".to_owned(), 10.into());
                    members.insert("schedulerReplicas".to_owned(), 1.into());
                    members.insert(
                        "taskPodNodePoolId".to_owned(),
                        "cmfakepool00008l2hybrid000".into(),
                    );
                }
                ("STANDARD", Some(members)) => {
                    members.insert("clusterId".to_owned(), Value::Null);
                    members.insert("clusterName".to_owned(), Value::Null);
                }
                _ => {}
            }
            runtime::set(&mut own, release);
            let id = maker.add("deployments", "Deployment", number, own);
            let since = maker.content.document("deployments", &id);
            let since = since.map_or(Value::Null, |own| own["createdAt"].clone());
            agents::register(&mut maker.content, &id, &since);
        }
    }

    fn users(self, maker: &mut Maker<'_>) {
        for number in 0..self.users {
            let (given, family) = names::person(u64::from(number) * 9);
            let round = number / 64;
            let suffix = if round == 0 {
                String::new()
            } else {
                format!(".{round}")
            };
            let email = format!("{}.{}{suffix}@company.example", given, family).to_lowercase();
            let role = if number == 0 {
                "ORGANIZATION_OWNER"
            } else {
                "ORGANIZATION_MEMBER"
            };
            let own = json!({
                "fullName": format!("{given} {family}"),
                "username": email,
                "status": "ACTIVE",
                "organizationRole": role,
                "workspaceRoles": [],
                "deploymentRoles": [],
                "dagRoles": [],
            });
            maker.add("users", "User", number, own);
        }
    }

    /// Adds the users to the first Team.
    fn teams(self, maker: &mut Maker<'_>) {
        for number in 0..self.teams {
            let own = json!({
                "name": numbered(&TEAMS, number),
                "isIdpManaged": false,
                "organizationRole": "ORGANIZATION_MEMBER",
                "workspaceRoles": [],
                "deploymentRoles": [],
                "dagRoles": [],
                "rolesCount": 1,
            });
            let team = maker.add("teams", "Team", number, own);
            let users: Vec<String> = maker
                .content
                .rows("users")
                .iter()
                .map(|row| row.id.clone())
                .collect();
            if number == 0 {
                for user in users {
                    let member = json!({ "userId": user });
                    maker
                        .content
                        .push(&format!("teams/{team}/members"), user, member);
                }
            }
        }
    }

    fn api_tokens(self, maker: &mut Maker<'_>) {
        for number in 0..self.api_tokens {
            let own = json!({
                "name": numbered(&TOKENS, number),
                "kind": "STANDARD",
                "scope": "ORGANIZATION",
                "token": null,
                "roles": [{
                    "entityId": maker.organization["id"],
                    "entityType": "ORGANIZATION",
                    "role": "ORGANIZATION_OWNER",
                }],
            });
            maker.add("tokens", "ApiToken", number, own);
        }
    }
}

/// Returns the worker queues of a Deployment; the executor KUBERNETES has none.
fn queues(kind: &str, executor: &str, number: u32) -> Value {
    if executor == "KUBERNETES" {
        return Value::Null;
    }
    let queue = |position: u32, name: &str| {
        let mut queue = json!({
            "id": format!("cmfakewq{number:06}{position}"),
            "name": name,
            "isDefault": position == 0,
            "maxWorkerCount": 10,
            "minWorkerCount": 0,
            "podCpu": "1",
            "podMemory": "2Gi",
            "workerConcurrency": 5,
        });
        if kind == "HYBRID" {
            queue["nodePoolId"] = "cmfakepool00008l2hybrid000".into();
        } else {
            queue["astroMachine"] = "A5".into();
        }
        queue
    };
    json!([queue(0, "default"), queue(1, "large")])
}

struct Maker<'a> {
    document: &'a Document,
    organization: &'a Value,
    content: Content,
}

impl Maker<'_> {
    /// Adds a document with all members of its schema: the given ones, without those that are `null`, and generated
    /// ones. Returns its id.
    fn add(&mut self, collection: &str, schema: &str, number: u32, own: Value) -> String {
        let text = |name: &str| {
            self.organization[name]
                .as_str()
                .unwrap_or_default()
                .to_owned()
        };
        let known = [
            ("organizationId", text("id")),
            ("organizationName", text("name")),
        ];
        let seed = schema_values::seed(&format!("{}/{collection}/{number}", text("id")));
        let generator = Generator::new(seed, &known);
        let mut document = generator.value(&self.document.named(schema), schema);
        let id = generator.id();
        document["id"] = id.clone().into();
        // The update time is the creation time, so that no update precedes the creation.
        document["updatedAt"] = document["createdAt"].clone();
        if let (Some(members), Value::Object(own)) = (document.as_object_mut(), own) {
            members.extend(own);
            members.retain(|_, value| !value.is_null());
        }
        self.content.push(collection, id.clone(), document);
        id
    }
}

/// Returns one of these names, with a number when they are used up.
fn numbered(names: &[&str], number: u32) -> String {
    let count = u32::try_from(names.len()).unwrap_or(u32::MAX);
    let name = names[(number % count) as usize];
    match number / count {
        0 => name.to_owned(),
        round => format!("{name} {}", round + 1),
    }
}
