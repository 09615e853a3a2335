//! The bodies of creations.

use astro_api::types;

use crate::wire::calls::{CLUSTER, WORKSPACE};

pub(super) fn create_dedicated_deployment_least() -> types::CreateDedicatedDeploymentRequest {
    types::CreateDedicatedDeploymentRequest::builder()
        .name("Tern \"Ornithology\" 🐦")
        .workspace_id(WORKSPACE)
        .build()
        .unwrap()
}

pub(super) fn create_dedicated_deployment_all() -> types::CreateDedicatedDeploymentRequest {
    types::CreateDedicatedDeploymentRequest::builder()
        .astro_runtime_version("3.0-4")
        .cluster_id(CLUSTER)
        .contact_emails(["night@tern-island.example".to_owned()])
        .default_task_pod_cpu("0.25")
        .default_task_pod_memory("0.5Gi")
        .description("Counts birds,\nevery night")
        .dr_workload_identity("arn:aws:iam::123456789012:role/birds-dr")
        .environment_variables([deployment_environment_variable_all()])
        .executor(types::Executor::Astro)
        .is_cicd_enforced(true)
        .is_dag_deploy_enabled(true)
        .is_development_mode(true)
        .is_high_availability(true)
        .name("Tern \"Ornithology\" 🐦")
        .remote_execution(deployment_remote_execution_all())
        .resource_quota_cpu("10")
        .resource_quota_memory("20Gi")
        .scaling_spec(deployment_scaling_spec_all())
        .scheduler_size(types::SchedulerSize::ExtraLarge)
        .worker_queues([worker_queue_all()])
        .workload_identity("arn:aws:iam::123456789012:role/birds")
        .workspace_id(WORKSPACE)
        .build()
        .unwrap()
}

pub(super) fn deployment_environment_variable_all() -> types::DeploymentEnvironmentVariableRequest {
    types::DeploymentEnvironmentVariableRequest::builder()
        .is_secret(true)
        .key("team")
        .value("ornithology")
        .build()
        .unwrap()
}

pub(super) fn deployment_remote_execution_all() -> types::DeploymentRemoteExecutionRequest {
    types::DeploymentRemoteExecutionRequest::builder()
        .allowed_ip_address_ranges(["198.51.100.0/24".to_owned()])
        .enabled(true)
        .task_log_bucket("s3://birds")
        .task_log_url_pattern("https://logs.example/{{dag_id}}")
        .build()
        .unwrap()
}

pub(super) fn deployment_scaling_spec_all() -> types::DeploymentScalingSpecRequest {
    types::DeploymentScalingSpecRequest::builder()
        .hibernation_spec(deployment_hibernation_spec_all())
        .build()
        .unwrap()
}

pub(super) fn deployment_hibernation_spec_all() -> types::DeploymentHibernationSpecRequest {
    types::DeploymentHibernationSpecRequest::builder()
        .override_(deployment_hibernation_override_all())
        .schedules([deployment_hibernation_schedule_all()])
        .build()
        .unwrap()
}

pub(super) fn deployment_hibernation_override_all() -> types::DeploymentHibernationOverrideRequest {
    types::DeploymentHibernationOverrideRequest::builder()
        .is_hibernating(true)
        .override_until("2026-02-01T00:00:00Z")
        .build()
        .unwrap()
}

pub(super) fn deployment_hibernation_schedule_all() -> types::DeploymentHibernationSchedule {
    types::DeploymentHibernationSchedule::builder()
        .description("Counts birds,\nevery night")
        .hibernate_at_cron("0 20 * * *")
        .is_enabled(true)
        .wake_at_cron("0 6 * * *")
        .build()
        .unwrap()
}

pub(super) fn worker_queue_all() -> types::WorkerQueueRequest {
    types::WorkerQueueRequest::builder()
        .astro_machine(types::AstroMachine::A160)
        .id("cmf0queue000008l2w3e4r5t6")
        .is_default(true)
        .max_worker_count(15)
        .min_worker_count(1)
        .name("Tern \"Ornithology\" 🐦")
        .pod_ephemeral_storage("10Gi")
        .worker_concurrency(16)
        .build()
        .unwrap()
}

pub(super) fn create_hybrid_deployment_least() -> types::CreateHybridDeploymentRequest {
    types::CreateHybridDeploymentRequest::builder()
        .name("Tern \"Ornithology\" 🐦")
        .workspace_id(WORKSPACE)
        .build()
        .unwrap()
}

pub(super) fn create_hybrid_deployment_all() -> types::CreateHybridDeploymentRequest {
    types::CreateHybridDeploymentRequest::builder()
        .astro_runtime_version("3.0-4")
        .cluster_id(CLUSTER)
        .contact_emails(["night@tern-island.example".to_owned()])
        .description("Counts birds,\nevery night")
        .dr_workload_identity("arn:aws:iam::123456789012:role/birds-dr")
        .environment_variables([deployment_environment_variable_all()])
        .executor(types::HybridExecutor::Kubernetes)
        .is_cicd_enforced(true)
        .is_dag_deploy_enabled(true)
        .name("Tern \"Ornithology\" 🐦")
        .scheduler(create_deployment_instance_spec_all())
        .task_pod_node_pool_id("cmf0task0000008l2w3e4r5t6")
        .worker_queues([hybrid_worker_queue_all()])
        .workload_identity("arn:aws:iam::123456789012:role/birds")
        .workspace_id(WORKSPACE)
        .build()
        .unwrap()
}

pub(super) fn create_deployment_instance_spec_all() -> types::CreateDeploymentInstanceSpecRequest {
    types::CreateDeploymentInstanceSpecRequest::builder()
        .au(10)
        .replicas(2)
        .build()
        .unwrap()
}

pub(super) fn hybrid_worker_queue_all() -> types::HybridWorkerQueueRequest {
    types::HybridWorkerQueueRequest::builder()
        .id("cmf0queue000008l2w3e4r5t6")
        .is_default(true)
        .max_worker_count(15)
        .min_worker_count(1)
        .name("Tern \"Ornithology\" 🐦")
        .node_pool_id("cmf0pool0000008l2w3e4r5t6")
        .worker_concurrency(16)
        .build()
        .unwrap()
}

pub(super) fn create_standard_deployment_least() -> types::CreateStandardDeploymentRequest {
    types::CreateStandardDeploymentRequest::builder()
        .name("Tern \"Ornithology\" 🐦")
        .workspace_id(WORKSPACE)
        .build()
        .unwrap()
}

pub(super) fn create_standard_deployment_all() -> types::CreateStandardDeploymentRequest {
    types::CreateStandardDeploymentRequest::builder()
        .astro_runtime_version("3.0-4")
        .cloud_provider(types::CloudProvider::Gcp)
        .cluster_id(CLUSTER)
        .contact_emails(["night@tern-island.example".to_owned()])
        .default_task_pod_cpu("0.25")
        .default_task_pod_memory("0.5Gi")
        .description("Counts birds,\nevery night")
        .dr_workload_identity("arn:aws:iam::123456789012:role/birds-dr")
        .environment_variables([deployment_environment_variable_all()])
        .executor(types::Executor::Astro)
        .is_cicd_enforced(true)
        .is_dag_deploy_enabled(true)
        .is_development_mode(true)
        .is_high_availability(true)
        .name("Tern \"Ornithology\" 🐦")
        .region("us-east-1")
        .remote_execution(deployment_remote_execution_all())
        .resource_quota_cpu("10")
        .resource_quota_memory("20Gi")
        .scaling_spec(deployment_scaling_spec_all())
        .scheduler_size(types::SchedulerSize::ExtraLarge)
        .worker_queues([worker_queue_all()])
        .workload_identity("arn:aws:iam::123456789012:role/birds")
        .workspace_id(WORKSPACE)
        .build()
        .unwrap()
}
