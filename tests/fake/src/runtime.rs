//! Versions of Astro Runtime.

use serde_json::{Value, json};

/// A version of Astro Runtime: its name, Airflow version and release date.
pub(crate) type Release = (&'static str, &'static str, &'static str);

/// The newest first.
const RELEASES: [Release; 6] = [
    ("3.1-5", "3.1.3", "2025-11-20T00:00:00Z"),
    ("3.0-12", "3.0.6", "2025-10-01T00:00:00Z"),
    ("13.2.0", "2.11.0", "2025-08-12T00:00:00Z"),
    ("12.10.0", "2.10.5", "2025-06-03T00:00:00Z"),
    ("11.19.0", "2.9.3", "2025-03-11T00:00:00Z"),
    ("9.20.0", "2.7.3", "2024-11-05T00:00:00Z"),
];

pub(crate) fn newest() -> Release {
    RELEASES[0]
}

pub(crate) fn oldest() -> Release {
    RELEASES[RELEASES.len() - 1]
}

/// Lists the releases as Deployment options.
pub(crate) fn releases() -> Value {
    let releases = RELEASES
        .iter()
        .map(|(version, airflow_version, release_date)| {
            json!({
                "airflowDatabaseMigration": false,
                "airflowVersion": airflow_version,
                "channel": "stable",
                "releaseDate": release_date,
                "stellarDatabaseMigration": false,
                "version": version,
            })
        });
    releases.collect()
}

/// Sets a Deployment's runtime to the requested version, or the newest. An unlisted one gets the newest Airflow
/// version.
pub(crate) fn choose(deployment: &mut Value, requested: Option<&str>) {
    let (newest, airflow_version, released) = newest();
    let version = requested
        .filter(|version| !version.is_empty())
        .unwrap_or(newest);
    let listed = RELEASES.iter().find(|(own, ..)| *own == version);
    let (_, airflow_version, _) = *listed.unwrap_or(&(newest, airflow_version, released));
    write(deployment, version, airflow_version);
}

/// Sets a Deployment's runtime to a release.
pub(crate) fn set(deployment: &mut Value, (version, airflow_version, _): Release) {
    write(deployment, version, airflow_version);
}

fn write(deployment: &mut Value, version: &str, airflow_version: &str) {
    deployment["astroRuntimeVersion"] = version.into();
    deployment["runtimeVersion"] = version.into();
    deployment["airflowVersion"] = airflow_version.into();
}
