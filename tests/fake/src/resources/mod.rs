//! The operations: generic ones that the document describes completely, and special ones.

mod agents;
mod allowed_ip_address_ranges;
mod api_tokens;
mod clusters;
mod deployments;
mod deploys;
mod environment_objects;
mod generated;
mod generic;
mod hibernation;
mod invites;
mod items;
mod logs;
mod options;
pub(crate) mod organizations;
mod page;
mod replace;
mod request_context;
mod roles;
mod teams;
mod users;
mod workspaces;

use crate::document::Effect;

pub(crate) use request_context::RequestContext;
use request_context::{Amend, Outcome};

/// Serves a validated request for existing resources.
pub(crate) fn operate(context: &mut RequestContext<'_>) -> Outcome {
    if let Some(own) = own(context.operation.id) {
        return own(context);
    }
    match &context.operation.effect {
        _ if !context.is_of_organization() => generated::response(context),
        Effect::List(member) => page::list(context, member),
        Effect::Create => generic::create(context),
        Effect::Read => generic::read(context),
        Effect::Update => generic::update(context),
        Effect::Delete => generic::delete(context),
        Effect::Other => generated::response(context),
    }
}

/// Returns the handler of an operation whose behavior does not follow from its method and path.
fn own(operation: &str) -> Option<fn(&mut RequestContext<'_>) -> Outcome> {
    Some(match operation {
        "AgentAction" => agents::act,
        "AddTeamMembers" => teams::add_members,
        "BulkCreateAllowedIpAddressRanges" => allowed_ip_address_ranges::create_all,
        "BulkDeleteAllowedIpAddressRanges" => allowed_ip_address_ranges::delete_all,
        "CreateAgentToken" | "CreateApiToken" => api_tokens::create,
        "DeleteDeploymentHibernationOverride" => hibernation::end,
        "DeployRollback" => deploys::roll_back,
        "ExcludeLinkingEnvironmentObject" => environment_objects::exclude,
        "FinalizeDeploy" => deploys::finalize,
        "GetDeploymentLogs" => logs::search,
        "GetDeploymentOptions" => options::of_deployments,
        "GetSelfUser" => users::myself,
        "ListApiTokens" => api_tokens::list,
        "ListRoles" => roles::list,
        "ListTeamMembers" => teams::list_members,
        "ListUserTeams" => teams::list_of_user,
        "RotateApiToken" => api_tokens::rotate,
        "UpdateApiTokenRoles" => api_tokens::set_roles,
        "UpdateDeploymentHibernationOverride" => hibernation::begin,
        "UpdateTeamRoles" | "UpdateUserRoles" => roles::set,
        _ => return None,
    })
}

/// Returns the hook for the documents of a schema, called before they are stored or deleted.
pub(crate) fn amend(schema: Option<&str>) -> Amend {
    match schema {
        Some("AllowedIpAddressRange") => allowed_ip_address_ranges::amend,
        Some("ApiToken") => api_tokens::amend,
        Some("Cluster") => clusters::amend,
        Some("Deploy") => deploys::amend,
        Some("Deployment") => deployments::amend,
        Some("EnvironmentObject") => environment_objects::amend,
        Some("Invite") => invites::amend,
        Some("Team") => teams::amend,
        Some("Workspace") => workspaces::amend,
        _ => |_, _, _, _| Ok(None),
    }
}
