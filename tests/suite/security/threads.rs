//! The `Send` and `Sync` types. These tests fail to compile if one is missing.

use std::error::Error as StdError;

use astro_api::{
    ByteStream, Client, ClientBuilder, Error, ItemStream, LogTail, NdjsonStream,
    OrganizationClient, Pages, Response, SearchStream, builder,
    types::{DeploymentLog, Organization, OrganizationsPaginated},
};
use astro_api_tests::client;

fn is_send<T: Send>() {}
fn is_sync<T: Sync>() {}
fn is_error<T: StdError + Send + Sync + 'static>() {}
fn is_send_value<T: Send>(_: &T) {}

#[test]
fn public_types_are_send_and_sync() {
    is_send::<Client>();
    is_sync::<Client>();
    is_send::<ClientBuilder>();
    is_sync::<ClientBuilder>();
    is_error::<Error>();
    is_send::<builder::ListOrganizations>();
    is_send::<builder::GetOrganization>();
    is_send::<builder::UpdateOrganization>();
    is_send::<builder::GetOrganizationAuditLogs>();
    is_send::<Response<Organization>>();
    is_sync::<Response<Organization>>();
    is_send::<Pages<OrganizationsPaginated>>();
    is_send::<ItemStream<OrganizationsPaginated>>();
    is_send::<ByteStream>();
    is_sync::<ByteStream>();
    is_sync::<Pages<OrganizationsPaginated>>();
    is_sync::<ItemStream<OrganizationsPaginated>>();
    is_sync::<SearchStream<DeploymentLog>>();
    is_sync::<LogTail<DeploymentLog>>();
    is_sync::<NdjsonStream<Organization>>();
    is_sync::<OrganizationClient>();
    is_send::<NdjsonStream<Organization>>();
    // The item need not be `Send` for the reader to be.
    is_send::<NdjsonStream<std::rc::Rc<()>>>();
}

#[test]
fn futures_are_send() {
    let client = client("http://127.0.0.1:9/v1");
    let list = || client.list_organizations();
    is_send_value(&list().send());
    is_send_value(&list().stream().try_next());
    is_send_value(&list().stream().try_collect::<Vec<_>>());
    is_send_value(&list().pages().try_next());
    let organization = client.organization("a");
    is_send_value(&organization.get_organization().send());
    let settings = astro_api::types::UpdateOrganizationRequest::builder();
    is_send_value(&organization.update_organization(settings).send());
    let logs = organization.get_organization_audit_logs();
    is_send_value(&logs.clone().send());
    let bytes = logs.clone();
    is_send_value(&async move { bytes.send().await?.into_inner().try_next().await });
    is_send_value(&async move {
        let mut records = logs
            .send()
            .await?
            .into_inner()
            .into_records::<Organization>();
        records.try_next().await
    });
}
