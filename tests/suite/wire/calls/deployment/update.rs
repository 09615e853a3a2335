//! The bodies of updates.

use astro_api::types;

use super::create::{
    deployment_environment_variable_all, deployment_remote_execution_all,
    deployment_scaling_spec_all,
};
use crate::wire::calls::WORKSPACE;

pub(super) fn update_dedicated_deployment_least() -> types::UpdateDedicatedDeploymentRequest {
    types::UpdateDedicatedDeploymentRequest::builder()
        .environment_variables(Vec::<types::DeploymentEnvironmentVariableRequest>::new())
        .executor(types::Executor::Celery)
        .is_cicd_enforced(false)
        .is_dag_deploy_enabled(false)
        .is_high_availability(false)
        .name("Tern \"Ornithology\" 🐦")
        .scheduler_size(types::SchedulerSize::Small)
        .workspace_id(WORKSPACE)
        .build()
        .unwrap()
}

pub(super) fn update_dedicated_deployment_all() -> types::UpdateDedicatedDeploymentRequest {
    types::UpdateDedicatedDeploymentRequest::builder()
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
        .worker_queues([update_worker_queue_all()])
        .workload_identity("arn:aws:iam::123456789012:role/birds")
        .workspace_id(WORKSPACE)
        .build()
        .unwrap()
}

pub(super) fn update_worker_queue_all() -> types::UpdateWorkerQueueRequest {
    types::UpdateWorkerQueueRequest::builder()
        .astro_machine(types::AstroMachine::A160)
        .id("cmf0queue000008l2w3e4r5t6")
        .is_default(true)
        .max_worker_count(15)
        .min_worker_count(1)
        .name("Tern \"Ornithology\" 🐦")
        .node_pool_id("cmf0pool0000008l2w3e4r5t6")
        .pod_ephemeral_storage("10Gi")
        .worker_concurrency(16)
        .build()
        .unwrap()
}

pub(super) fn update_hybrid_deployment_least() -> types::UpdateHybridDeploymentRequest {
    types::UpdateHybridDeploymentRequest::builder()
        .environment_variables(Vec::<types::DeploymentEnvironmentVariableRequest>::new())
        .executor(types::HybridExecutor::Celery)
        .is_cicd_enforced(false)
        .is_dag_deploy_enabled(false)
        .name("Tern \"Ornithology\" 🐦")
        .scheduler(update_deployment_instance_spec_least())
        .workspace_id(WORKSPACE)
        .build()
        .unwrap()
}

pub(super) fn update_deployment_instance_spec_least() -> types::UpdateDeploymentInstanceSpecRequest
{
    types::UpdateDeploymentInstanceSpecRequest::builder()
        .au(10)
        .replicas(2)
        .build()
        .unwrap()
}

pub(super) fn update_hybrid_deployment_all() -> types::UpdateHybridDeploymentRequest {
    types::UpdateHybridDeploymentRequest::builder()
        .contact_emails(["night@tern-island.example".to_owned()])
        .description("Counts birds,\nevery night")
        .dr_workload_identity("arn:aws:iam::123456789012:role/birds-dr")
        .environment_variables([deployment_environment_variable_all()])
        .executor(types::HybridExecutor::Kubernetes)
        .is_cicd_enforced(true)
        .is_dag_deploy_enabled(true)
        .name("Tern \"Ornithology\" 🐦")
        .scheduler(update_deployment_instance_spec_all())
        .task_pod_node_pool_id("cmf0task0000008l2w3e4r5t6")
        .worker_queues([update_worker_queue_all()])
        .workload_identity("arn:aws:iam::123456789012:role/birds")
        .workspace_id(WORKSPACE)
        .build()
        .unwrap()
}

pub(super) fn update_deployment_instance_spec_all() -> types::UpdateDeploymentInstanceSpecRequest {
    types::UpdateDeploymentInstanceSpecRequest::builder()
        .au(10)
        .replicas(2)
        .build()
        .unwrap()
}

pub(super) fn update_standard_deployment_least() -> types::UpdateStandardDeploymentRequest {
    types::UpdateStandardDeploymentRequest::builder()
        .environment_variables(Vec::<types::DeploymentEnvironmentVariableRequest>::new())
        .executor(types::Executor::Celery)
        .is_cicd_enforced(false)
        .is_dag_deploy_enabled(false)
        .is_high_availability(false)
        .name("Tern \"Ornithology\" 🐦")
        .scheduler_size(types::SchedulerSize::Small)
        .workspace_id(WORKSPACE)
        .build()
        .unwrap()
}

pub(super) fn update_standard_deployment_all() -> types::UpdateStandardDeploymentRequest {
    types::UpdateStandardDeploymentRequest::builder()
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
        .worker_queues([update_worker_queue_all()])
        .workload_identity("arn:aws:iam::123456789012:role/birds")
        .workspace_id(WORKSPACE)
        .build()
        .unwrap()
}
