//! Where the types depart from the document on purpose: why, and each line of the comparison that follows from it.

/// Components that have no type.
pub(super) const WITHOUT_TYPE: [(&str, &str); 2] = [
    (
        "Error",
        "failures are `astro_api::Error`, whatever their status and body",
    ),
    (
        "FieldValidationError",
        "a part of failures: `astro_api::FieldError`",
    ),
];

/// Facts that differ.
pub(super) const DEPARTURES: [(&str, &[&str]); 2] = [
    (
        "What is optional is an `Option`, which schemars takes for a value that may be null; when written, `None` is left out instead.",
        &[
            "only the type: BasicSubjectProfile.apiTokenName: type null",
            "only the type: BasicSubjectProfile.avatarUrl: type null",
            "only the type: BasicSubjectProfile.fullName: type null",
            "only the type: BasicSubjectProfile.subjectType: type null",
            "only the type: BasicSubjectProfile.username: type null",
            "only the type: Organization.billingEmail: type null",
            "only the type: Organization.hasAiFeaturesDisabled: type null",
            "only the type: Organization.paymentMethod: type null",
            "only the type: Organization.product: type null",
            "only the type: Organization.status: type null",
            "only the type: Organization.trialExpiresAt: type null",
            "only the type: UpdateOrganizationRequest.allowEnhancedSupportAccess: type null",
            "only the type: UpdateOrganizationRequest.hasAiFeaturesDisabled: type null",
            "only the type: UpdateOrganizationRequest.shouldEnforceDedicatedClusters: type null",
        ],
    ),
    (
        "A whole number of which the document says no size is an `i64`.",
        &[
            "only the type: OrganizationsPaginated.limit: format int64",
            "only the type: OrganizationsPaginated.offset: format int64",
            "only the type: OrganizationsPaginated.totalCount: format int64",
        ],
    ),
];
