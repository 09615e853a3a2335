//! Generated Organizations: every member follows from the index, so that none has to be stored.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::prng::{Aspect, Prng, base_36, mix};

use super::names;
use super::sort_keys::SortKeys;
use super::values::{PAYMENT_METHODS, PLANS, PRODUCTS, STATUSES};

/// The first Organizations were created in January 2020; the last updates are from spring 2026.
const FIRST_CREATED: i64 = 1_577_836_800;
const CREATED_WITHIN: u64 = 5 * 365 * 86_400;
const UPDATED_WITHIN: u64 = 480 * 86_400;

/// The generated Organization of an index.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fixture {
    index: u32,
    prng: Prng,
}

impl Fixture {
    pub(crate) fn new(index: u32) -> Self {
        Self {
            index,
            prng: Prng::new(index),
        }
    }

    /// Generates an id in the form of a CUID: creation time, counter, machine, random part.
    pub(crate) fn id(self) -> String {
        self.id_of(0)
    }

    pub(crate) fn sort_keys(self) -> SortKeys<'static> {
        SortKeys {
            name: names::name(self.index).into(),
            created_at: Some(self.created_at()),
            updated_at: Some(self.updated_at()),
            product: self.prng.one_of(Aspect::Product, &PRODUCTS),
            plans: self.plans().map(|plan| ("ASTRO", plan)).collect(),
        }
    }

    pub(crate) fn to_json(self) -> Value {
        let id = self.id();
        let plans: Vec<Value> = self
            .plans()
            .zip(1..)
            .map(|(plan, number)| {
                json!({
                    "astronomerProduct": "ASTRO",
                    "organizationId": id,
                    "productPlanId": self.id_of(number),
                    "productPlanName": plan,
                })
            })
            .collect();
        let mut organization = json!({
            "allowEnhancedSupportAccess": self.prng.flag(0),
            "createdAt": text(self.created_at()),
            "createdBy": self.subject(Aspect::Creator),
            "hasAllowedIpAddressRanges": self.prng.flag(1),
            "id": id,
            "isBlockedEnableAiFeatures": self.prng.flag(2),
            "isScimEnabled": self.prng.flag(3),
            "name": names::name(self.index),
            "productPlans": plans,
            "shouldEnforceDedicatedClusters": self.prng.flag(4),
            "updatedAt": text(self.updated_at()),
            "updatedBy": self.subject(Aspect::Updater),
        });
        for (name, value) in self.optional_members(&id) {
            organization[name] = value;
        }
        organization
    }

    /// Generates the optional members that this Organization has.
    fn optional_members(self, id: &str) -> impl Iterator<Item = (&'static str, Value)> {
        let present = self.prng.draw(Aspect::Optional, 1 << 16);
        let all_but_one_of =
            |count: u64, value: Value| (!present.is_multiple_of(count)).then_some(value);
        let on_trial = self.plans().any(|plan| plan == "TRIAL");
        let trial_expires_at = text(self.created_at() + TimeDelta::days(14));
        let domain = names::domain(self.index);
        let managed_domains = json!([{
            "createdAt": text(self.created_at()),
            "enforcedLogins": ["password", "google-oauth2"],
            "id": self.id_of(8),
            "name": domain,
            "organizationId": id,
            "status": if self.prng.flag(5) { "VERIFIED" } else { "PENDING" },
            "updatedAt": text(self.updated_at()),
        }]);
        [
            (
                "billingEmail",
                all_but_one_of(5, format!("billing@{domain}").into()),
            ),
            (
                "hasAiFeaturesDisabled",
                all_but_one_of(3, self.prng.flag(6).into()),
            ),
            (
                "managedDomains",
                present.is_multiple_of(4).then_some(managed_domains),
            ),
            (
                "paymentMethod",
                self.prng
                    .one_of(Aspect::Payment, &PAYMENT_METHODS)
                    .map(Value::from),
            ),
            (
                "product",
                self.prng
                    .one_of(Aspect::Product, &PRODUCTS)
                    .map(Value::from),
            ),
            (
                "status",
                self.prng.one_of(Aspect::Status, &STATUSES).map(Value::from),
            ),
            ("trialExpiresAt", on_trial.then(|| trial_expires_at.into())),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
    }

    /// Generates none, one or two plans.
    fn plans(self) -> impl Iterator<Item = &'static str> {
        let count = [1, 1, 1, 2, 0][self.prng.below(Aspect::Plans, 5)];
        let first = self.prng.below(Aspect::Plan, PLANS.len());
        (0..count).map(move |number| PLANS[(first + number * 5) % PLANS.len()])
    }

    /// Formats a time with 0, 3, 6 or 9 fractional digits, like the API's times.
    fn created_at(self) -> DateTime<Utc> {
        let seconds =
            FIRST_CREATED.saturating_add_unsigned(self.prng.draw(Aspect::Created, CREATED_WITHIN));
        let nanoseconds = match self.prng.draw(Aspect::Fraction, 4) {
            0 => 0,
            1 => 137_000_000,
            2 => 137_042_000,
            _ => 137_042_518,
        };
        DateTime::from_timestamp(seconds, nanoseconds).unwrap_or_default()
    }

    fn updated_at(self) -> DateTime<Utc> {
        let later = self.prng.draw(Aspect::Updated, UPDATED_WITHIN);
        self.created_at() + TimeDelta::seconds(i64::try_from(later).unwrap_or_default())
    }

    /// Generates a subject: mostly users, sometimes API tokens.
    fn subject(self, aspect: Aspect) -> Value {
        let drawn = self.prng.draw(aspect, 1 << 20);
        let id = self.id_of(if matches!(aspect, Aspect::Creator) {
            16
        } else {
            17
        });
        if drawn.is_multiple_of(6) {
            return json!({ "id": id, "subjectType": "SERVICEKEY", "apiTokenName": "automation" });
        }
        let (given, family) = names::person(drawn);
        json!({
            "id": id,
            "subjectType": "USER",
            "fullName": format!("{given} {family}"),
            "username": format!("{}@{}", given.to_lowercase(), names::domain(self.index)),
            "avatarUrl": format!("https://avatars.invalid/{id}"),
        })
    }

    /// Returns the id of the Organization (0) or of a related entity.
    fn id_of(self, part: u64) -> String {
        let milliseconds = self.created_at().timestamp_millis().unsigned_abs();
        let chance = mix(self.prng.draw(Aspect::Id, u64::MAX) ^ part);
        format!(
            "c{}{}{}{}",
            base_36(milliseconds, 8),
            base_36(u64::from(self.index), 4),
            base_36(0x8_08c2 + part, 4),
            base_36(chance, 8)
        )
    }
}

fn text(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// Lists are sorted and filtered by the sort keys but return the documents: both must agree.
    #[test]
    fn facts_are_those_of_the_document() {
        for index in 0..2_000 {
            let made = Fixture::new(index);
            assert_eq!(
                made.sort_keys(),
                SortKeys::of(&made.to_json()),
                "Organization {index}"
            );
        }
    }

    #[test]
    fn ids_have_the_form_of_a_cuid_and_differ() {
        let ids: HashSet<String> = (0..20_000).map(|index| Fixture::new(index).id()).collect();
        assert_eq!(ids.len(), 20_000);
        for id in ids {
            assert_eq!(id.len(), 25, "{id}");
            assert!(
                id.starts_with('c')
                    && id
                        .bytes()
                        .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            );
        }
    }

    /// Updates accept names of up to 50 characters; a generated name must be valid in an update.
    #[test]
    fn names_differ_and_are_short_enough() {
        let names: HashSet<String> = (0..20_000).map(names::name).collect();
        assert_eq!(names.len(), 20_000);
        assert!(names.iter().all(|name| name.chars().count() <= 50));
    }
}
