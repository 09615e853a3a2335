//! Enumerations: known and unknown values round-trip.

use std::{
    collections::{BTreeSet, HashSet},
    fmt::{Debug, Display},
    fs,
    hash::Hash,
    str::FromStr,
};

use astro_api::types;
use astro_api_tests::root;
use serde::{Serialize, de::DeserializeOwned};

/// Checks an enumeration with all its values and some unknown ones; `as_str` and `is_known` are methods of each, and of
/// no trait.
fn check<T>(values: &[&str], as_str: fn(&T) -> &str, is_known: fn(&T) -> bool)
where
    T: FromStr + Display + AsRef<str> + Serialize + DeserializeOwned,
    T: Clone + Debug + Eq + Hash + Ord,
    T::Err: Debug,
{
    // Case and whitespace are significant: an unknown value must never become a known one.
    let lower = values[0].to_lowercase();
    let unknown = ["", "NOT_YET_THOUGHT_OF", "übergroß 🚀", &lower, " "]
        .into_iter()
        .filter(|u| !values.contains(u));
    let mut all = Vec::new();
    for text in values.iter().copied().chain(unknown) {
        let value: T = text.parse().unwrap();
        assert_eq!(as_str(&value), text);
        assert_eq!(value.as_ref(), text);
        assert_eq!(value.to_string(), text);
        assert_eq!(is_known(&value), values.contains(&text), "{text}");

        let json = serde_json::to_value(&value).unwrap();
        assert_eq!(json, text);
        assert_eq!(serde_json::from_value::<T>(json).unwrap(), value);
        // A reader cannot lend its text, and a text with an escape sequence cannot be borrowed.
        let escaped = format!("\"{}\"", text.replace('A', "\\u0041"));
        assert_eq!(
            serde_json::from_reader::<_, T>(escaped.as_bytes()).unwrap(),
            value
        );
        all.push(value);
    }
    // All are distinct, both by hash and by order; the known ones keep their order.
    assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len());
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len());
    assert!(all[..values.len()].is_sorted());
    assert!(all[..values.len()].iter().all(|v| *v < all[values.len()]));
    // `Display` supports padding, for tables.
    assert_eq!(format!("{:>40}", all[0]), format!("{:>40}", values[0]));
}

macro_rules! check_all {
    ($($name:ident),* $(,)?) => {{
        $(check::<types::$name>(types::$name::VALUES, types::$name::as_str, types::$name::is_known);)*
        [$(stringify!($name)),*]
    }};
}

#[test]
fn every_enum_value_round_trips() {
    let checked = check_all![
        AgentActionType,
        AgentStatus,
        AgentTokenSort,
        AllowedIpAddressRangeSort,
        ApiTokenKind,
        ApiTokenScope,
        ApiTokenSort,
        AstroMachine,
        AstronomerProduct,
        CloudProvider,
        ClusterHealth,
        ClusterSort,
        ClusterStatus,
        ClusterType,
        CustomRoleScope,
        DatadogSite,
        DeployStatus,
        DeployType,
        DeployTypeRequest,
        DeploymentSort,
        DeploymentStatus,
        DeploymentType,
        EnvironmentObjectLinkScope,
        EnvironmentObjectScope,
        EnvironmentObjectSort,
        EnvironmentObjectType,
        Executor,
        GitProvider,
        HibernationEvent,
        HybridExecutor,
        LogSource,
        ManagedDomainStatus,
        MetricsExportAuthType,
        MetricsExporterType,
        OrganizationSort,
        OrganizationStatus,
        PaymentMethod,
        Product,
        ProductPlan,
        ProductPlanName,
        RoleEntityType,
        RoleName,
        RoleScope,
        RoleScopeFilter,
        RoleSort,
        RoleTemplateScope,
        SchedulerSize,
        SubjectType,
        TeamMemberSort,
        TeamSort,
        UserSort,
        UserStatus,
        UserTeamSort,
        WorkspaceSort,
    ];
    let folder = root().join("astro-api/src/generated/types");
    let code: String = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| fs::read_to_string(path).unwrap())
        .collect();
    let mut declared: Vec<&str> = code
        .split("open_enum! {\n")
        .skip(1)
        .filter_map(|rest| rest.trim_start().split(' ').next())
        .collect();
    // By file on one side, by name on the other.
    declared.sort_unstable();
    assert_eq!(
        checked[..],
        declared[..],
        "an enumeration is not checked here"
    );
}
