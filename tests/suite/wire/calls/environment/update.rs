//! The bodies that change something.

use astro_api::types;

use super::create::exclude_link_environment_object_all;
use crate::wire::calls::WORKSPACE;

pub(super) fn update_environment_object_airflow_variable_all()
-> types::UpdateEnvironmentObjectAirflowVariableRequest {
    types::UpdateEnvironmentObjectAirflowVariableRequest::builder()
        .value("ornithology")
        .build()
        .unwrap()
}

pub(super) fn update_environment_object_connection_all()
-> types::UpdateEnvironmentObjectConnectionRequest {
    types::UpdateEnvironmentObjectConnectionRequest::builder()
        .auth_type_id("cmf0auth0000008l2w3e4r5t6")
        .extra(serde_json::Map::from_iter([(
            "keepalives".to_owned(),
            30.into(),
        )]))
        .host("db.example")
        .login("ada")
        .password("p@ss&word")
        .port(5432)
        .schema("birds")
        .type_("postgres")
        .build()
        .unwrap()
}

pub(super) fn update_environment_object_environment_variable_all()
-> types::UpdateEnvironmentObjectEnvironmentVariableRequest {
    types::UpdateEnvironmentObjectEnvironmentVariableRequest::builder()
        .value("ornithology")
        .build()
        .unwrap()
}

pub(super) fn update_environment_object_link_all() -> types::UpdateEnvironmentObjectLinkRequest {
    types::UpdateEnvironmentObjectLinkRequest::builder()
        .overrides(update_environment_object_overrides_all())
        .scope(types::EnvironmentObjectLinkScope::Deployment)
        .scope_entity_id(WORKSPACE)
        .build()
        .unwrap()
}

pub(super) fn update_environment_object_overrides_all()
-> types::UpdateEnvironmentObjectOverridesRequest {
    types::UpdateEnvironmentObjectOverridesRequest::builder()
        .airflow_variable(update_environment_object_airflow_variable_overrides_all())
        .connection(update_environment_object_connection_overrides_all())
        .environment_variable(update_environment_object_environment_variable_overrides_all())
        .metrics_export(update_environment_object_metrics_export_overrides_all())
        .unset_fields(["password".to_owned()])
        .build()
        .unwrap()
}

pub(super) fn update_environment_object_airflow_variable_overrides_all()
-> types::UpdateEnvironmentObjectAirflowVariableOverridesRequest {
    types::UpdateEnvironmentObjectAirflowVariableOverridesRequest::builder()
        .value("ornithology")
        .build()
        .unwrap()
}

pub(super) fn update_environment_object_connection_overrides_all()
-> types::UpdateEnvironmentObjectConnectionOverridesRequest {
    types::UpdateEnvironmentObjectConnectionOverridesRequest::builder()
        .extra(serde_json::Map::from_iter([(
            "keepalives".to_owned(),
            30.into(),
        )]))
        .host("db.example")
        .login("ada")
        .password("p@ss&word")
        .port(5432)
        .schema("birds")
        .type_("postgres")
        .build()
        .unwrap()
}

pub(super) fn update_environment_object_environment_variable_overrides_all()
-> types::UpdateEnvironmentObjectEnvironmentVariableOverridesRequest {
    types::UpdateEnvironmentObjectEnvironmentVariableOverridesRequest::builder()
        .value("ornithology")
        .build()
        .unwrap()
}

pub(super) fn update_environment_object_metrics_export_overrides_all()
-> types::UpdateEnvironmentObjectMetricsExportOverridesRequest {
    types::UpdateEnvironmentObjectMetricsExportOverridesRequest::builder()
        .auth_type(types::MetricsExportAuthType::Sigv4)
        .data_dog_api_key("d0g")
        .data_dog_site(types::DatadogSite::DatadoghqEu)
        .basic_token("YmFzaWM=")
        .endpoint("https://metrics.example/write")
        .exporter_type(types::MetricsExporterType::Prometheus)
        .headers([("headers".to_owned(), "tern island".to_owned())])
        .labels([("labels".to_owned(), "tern island".to_owned())])
        .password("p@ss&word")
        .sig_v4_assume_arn("arn:aws:iam::123456789012:role/metrics")
        .sig_v4_sts_region("eu-west-1")
        .username("metrics")
        .build()
        .unwrap()
}

pub(super) fn update_environment_object_metrics_export_all()
-> types::UpdateEnvironmentObjectMetricsExportRequest {
    types::UpdateEnvironmentObjectMetricsExportRequest::builder()
        .auth_type(types::MetricsExportAuthType::Sigv4)
        .data_dog_api_key("d0g")
        .data_dog_site(types::DatadogSite::DatadoghqEu)
        .basic_token("YmFzaWM=")
        .endpoint("https://metrics.example/write")
        .exporter_type(types::MetricsExporterType::Prometheus)
        .headers([("headers".to_owned(), "tern island".to_owned())])
        .labels([("labels".to_owned(), "tern island".to_owned())])
        .password("p@ss&word")
        .sig_v4_assume_arn("arn:aws:iam::123456789012:role/metrics")
        .sig_v4_sts_region("eu-west-1")
        .username("metrics")
        .build()
        .unwrap()
}

pub(super) fn update_environment_object_all() -> types::UpdateEnvironmentObjectRequest {
    types::UpdateEnvironmentObjectRequest::builder()
        .airflow_variable(update_environment_object_airflow_variable_all())
        .auto_link_deployments(true)
        .connection(update_environment_object_connection_all())
        .description("Counts birds,\nevery night")
        .environment_variable(update_environment_object_environment_variable_all())
        .exclude_links([exclude_link_environment_object_all()])
        .links([update_environment_object_link_all()])
        .metrics_export(update_environment_object_metrics_export_all())
        .build()
        .unwrap()
}
