//! Compares decoding one page of 1,000 Organizations with hand-written structs: derived serde, closed enumerations, no
//! leniency.
//!
//! Both decode the same bytes in the same process: only the ratio is meaningful.

#![allow(missing_docs, reason = "criterion's macros make public functions")]

use std::hint::black_box;

use astro_api::types::OrganizationsPaginated;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};

use astro_api_benches::{by_hand, rows};

const ORGANIZATIONS: usize = 1000;

fn decode(c: &mut Criterion) {
    let body = rows::page(ORGANIZATIONS);
    let mut group = c.benchmark_group("decode a page of 1,000 organizations");
    group.throughput(Throughput::Bytes(body.len() as u64));
    group.bench_function("this crate", |b| {
        b.iter(|| {
            serde_json::from_slice::<OrganizationsPaginated>(black_box(&body))
                .map(|p| p.organizations.len())
        });
    });
    group.bench_function("by hand, closed enumerations", |b| {
        b.iter(|| serde_json::from_slice::<by_hand::Page>(black_box(&body)).is_ok());
    });
    group.finish();
    assert!(serde_json::from_slice::<OrganizationsPaginated>(&body).is_ok());
    assert!(serde_json::from_slice::<by_hand::Page>(&body).is_ok());
}

criterion_group!(benches, decode);
criterion_main!(benches);
