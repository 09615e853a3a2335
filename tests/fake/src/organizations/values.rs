//! The enum values of generated Organizations. Repeated values are more frequent; `None` omits the member.

pub(super) const PLANS: [&str; 12] = [
    "TRIAL",
    "TRIAL",
    "BASIC",
    "STANDARD",
    "STANDARD",
    "PREMIUM",
    "BUSINESS_CRITICAL",
    "BUSINESS_CRITICAL",
    "TEAM_V2",
    "ENTERPRISE_V2",
    "DEVELOPER_PAYGO",
    "INTERNAL",
];
pub(super) const PRODUCTS: [Option<&str>; 5] = [
    Some("HOSTED"),
    Some("HOSTED"),
    Some("HOSTED"),
    Some("HYBRID"),
    None,
];
pub(super) const STATUSES: [Option<&str>; 6] = [
    Some("ACTIVE"),
    Some("ACTIVE"),
    Some("ACTIVE"),
    Some("INACTIVE"),
    Some("SUSPENDED"),
    None,
];
pub(super) const PAYMENT_METHODS: [Option<&str>; 7] = [
    Some("CREDIT_CARD"),
    Some("INVOICE"),
    Some("AWS_MARKETPLACE"),
    Some("AZURE_MARKETPLACE"),
    Some("GCP_MARKETPLACE"),
    Some("SNOWFLAKE_MARKETPLACE"),
    None,
];
