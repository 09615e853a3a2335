//! The initial content of an Organization.

mod deployments;
mod seeder;

use serde_json::{Value, json};

use crate::document::Document;
use crate::organizations::names;

use super::Content;
use seeder::{Seeder, numbered};

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
const TOKENS: [&str; 4] = ["ci", "terraform", "monitoring", "backup"];
const CLUSTERS: [&str; 4] = ["blue", "green", "amber", "violet"];

impl Seeds {
    /// Generates the initial content of an Organization, the same on every run.
    pub(crate) fn content(self, document: &Document, organization: &Value) -> Content {
        let mut seeder = Seeder::new(document, organization);
        self.clusters(&mut seeder);
        self.users(&mut seeder);
        for number in 0..self.workspaces {
            deployments::add_workspace(&mut seeder, number, self.deployments);
        }
        self.teams(&mut seeder);
        self.api_tokens(&mut seeder);
        seeder.content
    }

    fn clusters(self, seeder: &mut Seeder<'_>) {
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
            seeder.add("clusters", "Cluster", number, own);
        }
    }

    fn users(self, seeder: &mut Seeder<'_>) {
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
            seeder.add("users", "User", number, own);
        }
    }

    /// Adds the users to the first Team.
    fn teams(self, seeder: &mut Seeder<'_>) {
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
            let team = seeder.add("teams", "Team", number, own);
            let users: Vec<String> = seeder
                .content
                .rows("users")
                .iter()
                .map(|row| row.id.clone())
                .collect();
            if number == 0 {
                for user in users {
                    let member = json!({ "userId": user });
                    seeder
                        .content
                        .push(&format!("teams/{team}/members"), user, member);
                }
            }
        }
    }

    fn api_tokens(self, seeder: &mut Seeder<'_>) {
        for number in 0..self.api_tokens {
            let own = json!({
                "name": numbered(&TOKENS, number),
                "kind": "STANDARD",
                "scope": "ORGANIZATION",
                "token": null,
                "roles": [{
                    "entityId": seeder.organization["id"],
                    "entityType": "ORGANIZATION",
                    "role": "ORGANIZATION_OWNER",
                }],
            });
            seeder.add("tokens", "ApiToken", number, own);
        }
    }
}
