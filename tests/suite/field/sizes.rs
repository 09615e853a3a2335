//! The size of a call's future.

use astro_api::{Client, Error, types};

/// A future that holds ten of these on its stack is no larger than a typical task.
const LARGEST: usize = 2 * 1024;

fn client() -> Client {
    Client::builder().token("a.b.c").build().unwrap()
}

#[test]
fn futures_of_calls_are_small() {
    let client = client();
    let organization = client.organization("o1");
    let logs = organization.get_deployment_logs("d1", [types::LogSource::Scheduler]);
    let update = types::UpdateWorkspaceRequest::builder();
    let create = types::CreateWorkspaceRequest::builder();
    let sizes = [
        ("list", size_of_val(&client.list_organizations().send())),
        ("search", size_of_val(&logs.send())),
        (
            "stream",
            size_of_val(&organization.get_organization_audit_logs().send()),
        ),
        (
            "nothing",
            size_of_val(&organization.delete_cluster("c1").send()),
        ),
        (
            "update",
            size_of_val(&organization.update_workspace("w1", update).send()),
        ),
        (
            "create",
            size_of_val(&organization.create_workspace(create).send()),
        ),
        (
            "raw",
            size_of_val(&client.request(astro_api::Method::GET, "/x").send::<()>()),
        ),
    ];
    for (name, size) in sizes {
        assert!(size <= LARGEST, "{name}: {size} bytes; {sizes:?}");
    }
}

/// Every result contains the error.
#[test]
fn error_has_the_size_of_a_pointer() {
    assert_eq!(size_of::<Error>(), size_of::<usize>());
}
