//! Environment variables of a Deployment's update, one by one.

use crate::types::{
    DeploymentEnvironmentVariableRequest, UpdateDedicatedDeploymentRequest,
    UpdateDeploymentRequest, UpdateHybridDeploymentRequest, UpdateStandardDeploymentRequest,
};

type Variables = Vec<DeploymentEnvironmentVariableRequest>;

fn set(variables: &mut Variables, key: String, value: String, is_secret: bool) {
    let found = variables.iter_mut().find(|variable| variable.key == key);
    match found {
        Some(variable) => {
            variable.value = Some(value);
            variable.is_secret |= is_secret;
        }
        None => variables.push(DeploymentEnvironmentVariableRequest {
            is_secret,
            key,
            value: Some(value),
            extra_members: Default::default(),
        }),
    }
}

fn remove(variables: &mut Variables, key: &str) -> bool {
    let before = variables.len();
    variables.retain(|variable| variable.key != key);
    variables.len() < before
}

/// Implements the methods for a type with an expression for its variables.
macro_rules! environment_variables {
    ($($update:ty: |$this:ident| $variables:expr;)*) => {$(
        impl $update {
            /// Sets or adds an environment variable. A new variable is not secret. A secret variable stays secret.
            pub fn set_environment_variable(
                &mut self,
                key: impl Into<String>,
                value: impl Into<String>,
            ) {
                let $this = self;
                set($variables, key.into(), value.into(), false);
            }

            /// Sets or adds a secret environment variable. A variable that is not secret becomes secret. The API never
            /// returns the values of secrets.
            pub fn set_secret_environment_variable(
                &mut self,
                key: impl Into<String>,
                value: impl Into<String>,
            ) {
                let $this = self;
                set($variables, key.into(), value.into(), true);
            }

            /// Removes an environment variable. Returns whether it existed.
            pub fn remove_environment_variable(&mut self, key: impl AsRef<str>) -> bool {
                let $this = self;
                remove($variables, key.as_ref())
            }
        }
    )*};
}

environment_variables! {
    UpdateDedicatedDeploymentRequest: |update| &mut update.environment_variables;
    UpdateHybridDeploymentRequest: |update| &mut update.environment_variables;
    UpdateStandardDeploymentRequest: |update| &mut update.environment_variables;
    UpdateDeploymentRequest: |update| match update {
        UpdateDeploymentRequest::Dedicated(update) => &mut update.environment_variables,
        UpdateDeploymentRequest::Hybrid(update) => &mut update.environment_variables,
        UpdateDeploymentRequest::Standard(update) => &mut update.environment_variables,
    };
}
