//! With the feature `codegen`, generates the code from a document instead of compiling the code that is checked in.
//!
//! Sets `cfg(astro_v1)` where the code is that of the Astro API. Hand-written code that names generated types stands
//! behind it, so that the crate can be built around any other document.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rustc-check-cfg=cfg(astro_v1)");
    #[cfg(not(feature = "codegen"))]
    println!("cargo::rustc-cfg=astro_v1");
    #[cfg(feature = "codegen")]
    if let Err(message) = codegen::run() {
        println!("cargo::error={}", message.replace('\n', " "));
    }
}

#[cfg(feature = "codegen")]
mod codegen {
    use std::{
        env, fs,
        path::{Path, PathBuf},
    };

    use astro_api_codegen::{Source, generate};

    /// The variable that names another document than the checked-in one.
    const VARIABLE: &str = "ASTRO_OPENAPI_SPEC";

    /// The generated types that hand-written code names. A document that has all of them is taken for the Astro API.
    const ASTRO_V1_TYPES: [&str; 22] = [
        "ApiToken",
        "ApiTokenRole",
        "Cluster",
        "CreateDeployRequest",
        "DagRole",
        "Deploy",
        "Deployment",
        "DeploymentEnvironmentVariableRequest",
        "DeploymentRole",
        "FinalizeDeployRequest",
        "RoleEntityType",
        "RoleName",
        "SubjectRoles",
        "Team",
        "UpdateApiTokenRolesRequest",
        "UpdateDedicatedDeploymentRequest",
        "UpdateDeploymentRequest",
        "UpdateTeamRolesRequest",
        "UpdateUserRolesRequest",
        "User",
        "Workspace",
        "WorkspaceRole",
    ];

    pub(super) fn run() -> Result<(), String> {
        println!("cargo::rerun-if-env-changed={VARIABLE}");
        let own = PathBuf::from(variable("CARGO_MANIFEST_DIR")?).join("openapi");
        let document = match env::var_os(VARIABLE).filter(|v| !v.is_empty()) {
            Some(path) => absolute(&PathBuf::from(path))?,
            None => own.join("astro-v1.yaml"),
        };
        // The names belong to the crate, so that its users' code compiles against a newer document as well.
        let names = own.join("astro-v1.names.yaml");
        let code = generate(Source {
            document: &read(&document)?,
            names: Some(&read(&names)?),
        })
        .map_err(|e| {
            format!(
                "cannot generate the client from {}: {e}",
                document.display()
            )
        })?;
        if ASTRO_V1_TYPES
            .iter()
            .all(|name| code.facts.types.contains(*name))
        {
            println!("cargo::rustc-cfg=astro_v1");
        }
        let folder = PathBuf::from(variable("OUT_DIR")?).join("generated");
        // What an earlier document left there must not be compiled.
        if folder.exists() {
            fs::remove_dir_all(&folder)
                .map_err(|e| format!("cannot clear {}: {e}", folder.display()))?;
        }
        for (path, text) in code.files {
            let path = folder.join(path);
            let parent = path.parent().unwrap_or(&folder);
            fs::create_dir_all(parent)
                .and_then(|()| fs::write(&path, text))
                .map_err(|e| format!("cannot write {}: {e}", path.display()))?;
        }
        Ok(())
    }

    fn variable(name: &str) -> Result<String, String> {
        env::var(name).map_err(|e| format!("{name}: {e}"))
    }

    /// A build script runs in the folder of its package; a relative path that a user gives is meant from elsewhere.
    fn absolute(path: &Path) -> Result<PathBuf, String> {
        if path.is_absolute() {
            Ok(path.to_owned())
        } else {
            Err(format!(
                "{VARIABLE} is {}; it must be an absolute path",
                path.display()
            ))
        }
    }

    fn read(path: &Path) -> Result<String, String> {
        println!("cargo::rerun-if-changed={}", path.display());
        fs::read_to_string(path).map_err(|e| format!("cannot read {}: {e}", path.display()))
    }
}
