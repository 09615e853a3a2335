//! Parts of examples: fictitious values, names of variables, and calls.

use crate::ident::{self, Namer};

/// Fictitious ids by the kind of resource; the first match applies. They differ, so that an example shows which id goes
/// where.
const IDS: [(&str, &str); 10] = [
    ("organization", "clmaxoarx000008l2c5ayb9pt"),
    ("deployment", "clvtbxx2c000508l2aaaaaaaa"),
    ("workspace", "clvtbxx2c000508l2bbbbbbbb"),
    // Of a role or an environment object in a Workspace.
    ("entity", "clvtbxx2c000508l2bbbbbbbb"),
    ("cluster", "clvtbxx2c000508l2cccccccc"),
    ("deploy", "clvtbxx2c000508l2dddddddd"),
    ("team", "clvtbxx2c000508l2eeeeeeee"),
    ("token", "clvtbxx2c000508l2ffffffff"),
    // Of a Team.
    ("member", "clma5y9hu000208k2aumf7pbd"),
    ("user", "clma5y9hu000208k2aumf7pbd"),
];
/// The id of any other resource.
const OTHER_ID: &str = "clvtbxx2c000508l2gggggggg";

/// An id that fits the name of a parameter or a member.
pub(super) fn id(wire: &str) -> &'static str {
    let name = wire.to_ascii_lowercase();
    let known = IDS.iter().find(|(part, _)| name.contains(part));
    known.map_or(OTHER_ID, |(_, id)| *id)
}

/// A fictitious text that fits the name of a member.
pub(super) fn text_for(wire: &str) -> &'static str {
    let name = wire.to_ascii_lowercase();
    let has = |part: &str| name.contains(part);
    match () {
        () if name.ends_with("id") || name.ends_with("ids") => id(wire),
        () if has("email") => "ada@birds.example",
        () if name == "type" => "postgres",
        () if has("range") => "192.0.2.0/24",
        () if has("permission") => "workspace.deployments.get",
        () if name == "organizationrole" => "ORGANIZATION_MEMBER",
        () if has("role") => "WORKSPACE_MEMBER",
        () if has("region") => "us-east-1",
        () if has("description") => "Terns and gulls",
        () if has("version") => "2026-11-28T06:00:00.000000Z",
        () if has("key") => "BIRD",
        () => "terns",
    }
}

/// The call with `send`, in several lines if it is long.
pub(super) fn sent(start: &str, call: &str) -> String {
    let line = format!("{start}{call}.send().await?;");
    match call.split_once('.') {
        Some((receiver, method)) if line.len() > 90 => {
            format!("{start}{receiver}\n    .{method}\n    .send()\n    .await?;")
        }
        _ => line,
    }
}

/// The name of a variable for a value of that type.
pub(super) fn variable(ty: &str) -> String {
    Namer::default().name(&ident::function(ty)).to_string()
}
