//! The bodies of creations.

use astro_api::types;

use crate::wire::calls::WORKSPACE;

pub(super) fn create_environment_object_airflow_variable_all()
-> types::CreateEnvironmentObjectAirflowVariableRequest {
    types::CreateEnvironmentObjectAirflowVariableRequest::builder()
        .is_secret(true)
        .value("ornithology")
        .build()
        .unwrap()
}

pub(super) fn create_environment_object_connection_all()
-> types::CreateEnvironmentObjectConnectionRequest {
    types::CreateEnvironmentObjectConnectionRequest::builder()
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

pub(super) fn create_environment_object_environment_variable_all()
-> types::CreateEnvironmentObjectEnvironmentVariableRequest {
    types::CreateEnvironmentObjectEnvironmentVariableRequest::builder()
        .is_secret(true)
        .value("ornithology")
        .build()
        .unwrap()
}

pub(super) fn exclude_link_environment_object_all() -> types::ExcludeLinkEnvironmentObjectRequest {
    types::ExcludeLinkEnvironmentObjectRequest::builder()
        .scope(types::EnvironmentObjectLinkScope::Deployment)
        .scope_entity_id(WORKSPACE)
        .build()
        .unwrap()
}

pub(super) fn create_environment_object_link_all() -> types::CreateEnvironmentObjectLinkRequest {
    types::CreateEnvironmentObjectLinkRequest::builder()
        .overrides(create_environment_object_overrides_all())
        .scope(types::EnvironmentObjectLinkScope::Deployment)
        .scope_entity_id(WORKSPACE)
        .build()
        .unwrap()
}

pub(super) fn create_environment_object_overrides_all()
-> types::CreateEnvironmentObjectOverridesRequest {
    types::CreateEnvironmentObjectOverridesRequest::builder()
        .airflow_variable(create_environment_object_airflow_variable_overrides_all())
        .connection(create_environment_object_connection_overrides_all())
        .environment_variable(create_environment_object_environment_variable_overrides_all())
        .metrics_export(create_environment_object_metrics_export_overrides_all())
        .build()
        .unwrap()
}

pub(super) fn create_environment_object_airflow_variable_overrides_all()
-> types::CreateEnvironmentObjectAirflowVariableOverridesRequest {
    types::CreateEnvironmentObjectAirflowVariableOverridesRequest::builder()
        .value("ornithology")
        .build()
        .unwrap()
}

pub(super) fn create_environment_object_connection_overrides_all()
-> types::CreateEnvironmentObjectConnectionOverridesRequest {
    types::CreateEnvironmentObjectConnectionOverridesRequest::builder()
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

pub(super) fn create_environment_object_environment_variable_overrides_all()
-> types::CreateEnvironmentObjectEnvironmentVariableOverridesRequest {
    types::CreateEnvironmentObjectEnvironmentVariableOverridesRequest::builder()
        .value("ornithology")
        .build()
        .unwrap()
}

pub(super) fn create_environment_object_metrics_export_overrides_all()
-> types::CreateEnvironmentObjectMetricsExportOverridesRequest {
    types::CreateEnvironmentObjectMetricsExportOverridesRequest::builder()
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

pub(super) fn create_environment_object_metrics_export_all()
-> types::CreateEnvironmentObjectMetricsExportRequest {
    types::CreateEnvironmentObjectMetricsExportRequest::builder()
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

pub(super) fn create_environment_object_all() -> types::CreateEnvironmentObjectRequest {
    types::CreateEnvironmentObjectRequest::builder()
        .airflow_variable(create_environment_object_airflow_variable_all())
        .auto_link_deployments(true)
        .connection(create_environment_object_connection_all())
        .description("Counts birds,\nevery night")
        .environment_variable(create_environment_object_environment_variable_all())
        .exclude_links([exclude_link_environment_object_all()])
        .links([create_environment_object_link_all()])
        .metrics_export(create_environment_object_metrics_export_all())
        .object_key("birds_db")
        .object_type(types::EnvironmentObjectType::MetricsExport)
        .scope(types::EnvironmentObjectScope::Deployment)
        .scope_entity_id(WORKSPACE)
        .build()
        .unwrap()
}
