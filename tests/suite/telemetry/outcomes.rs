//! Calls of every kind and outcome, each with its recording.

use std::{
    future::Future,
    sync::{
        LazyLock,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use astro_api::{Client, Error, Method, types::UpdateOrganizationRequest};
use astro_api_fake::{Fake, FakeResponse};
use astro_api_tests::{
    Recorder, ScriptedServer, Step, TOKEN, builder, client, fake, organization_id,
};
use serde_json::{Value, json};
use tokio::runtime;

use super::{list, retrying_client};

/// A name, and the recording of one call.
type Outcome = (&'static str, Recorder);

/// Returns every outcome, produced once for all tests.
pub(super) fn all() -> &'static [Outcome] {
    static ALL: LazyLock<Vec<Outcome>> = LazyLock::new(|| {
        let one_thread = runtime::Builder::new_current_thread().enable_all().build();
        one_thread.unwrap().block_on(async {
            let mut all = successes().await;
            all.extend(responses().await);
            all.extend(transport().await);
            all.extend(tokens().await);
            all
        })
    });
    &ALL
}

/// Records a call; the servers must have been started before.
async fn record_call<T>(
    name: &'static str,
    call: impl Future<Output = Result<T, Error>>,
    succeeds: bool,
) -> Outcome {
    let recorder = Recorder::default();
    let guard = recorder.on_this_thread();
    let result = call.await;
    drop(guard);
    assert_eq!(result.is_ok(), succeeds, "{name}: {:?}", result.err());
    (name, recorder)
}

async fn successes() -> Vec<Outcome> {
    let fake = fake(1).await;
    let client = client(fake.base_url());
    let settings = UpdateOrganizationRequest::builder()
        .billing_email("a@b.example")
        .is_scim_enabled(true)
        .name("x");
    let get = client
        .organization(organization_id(&fake))
        .get_organization();
    let update = client
        .organization(organization_id(&fake))
        .update_organization(settings);
    let export = client
        .organization(organization_id(&fake))
        .get_organization_audit_logs();
    let raw = client
        .request(Method::GET, "/organizations/{organizationId}")
        .path_param("organizationId", organization_id(&fake));
    vec![
        record_call("a list", list(&client), true).await,
        record_call("one read", get.send(), true).await,
        record_call("an update", update.send(), true).await,
        record_call("a streamed response", export.send(), true).await,
        record_call("a raw request", raw.send::<Value>(), true).await,
    ]
}

/// Lists from a fake that sends these responses first.
async fn list_with_response(responses: impl IntoIterator<Item = FakeResponse>) -> (Fake, Client) {
    let fake = fake(1).await;
    for response in responses {
        fake.next(response);
    }
    let client = retrying_client(&fake).build().unwrap();
    (fake, client)
}

async fn responses() -> Vec<Outcome> {
    let down = || FakeResponse::error(503, "down").header("retry-after", "2");
    let scripts = [
        ("a retry that succeeds", vec![down()], true),
        (
            "retries for every reason",
            vec![
                FakeResponse::new(429).header("retry-after", "1"),
                FakeResponse::hang_up(),
                FakeResponse::regular().cut_after(10),
            ],
            true,
        ),
        (
            "retries that end",
            vec![down(), down(), down(), down()],
            false,
        ),
        ("a status", vec![FakeResponse::error(400, "no")], false),
        (
            "a response that is not JSON",
            vec![FakeResponse::new(200).body("<html>")],
            false,
        ),
        (
            "JSON of another shape",
            vec![FakeResponse::json(200, &json!({ "totalCount": "many" }))],
            false,
        ),
    ];
    let mut all = Vec::new();
    for (name, responses, succeeds) in scripts {
        let (_fake, client) = list_with_response(responses).await;
        all.push(record_call(name, list(&client), succeeds).await);
    }
    let (_fake, client) = list_with_response([]).await;
    let unknown = client.organization("unknown").get_organization();
    all.push(record_call("an id that is unknown", unknown.send(), false).await);
    all
}

async fn transport() -> Vec<Outcome> {
    let gone = ScriptedServer::start([Step::hang_up()]).await.base_url();
    let refused = client(gone);
    let (_fake, impatient) = list_with_response([FakeResponse::silence()]).await;
    let silent = impatient
        .list_organizations()
        .with_timeout(Duration::from_millis(100));
    vec![
        record_call("no connection", list(&refused), false).await,
        record_call("no response in time", silent.send(), false).await,
    ]
}

async fn tokens() -> Vec<Outcome> {
    let fake = fake(1).await;
    let given = AtomicU32::new(0);
    let renewing = retrying_client(&fake)
        .token_source(move || {
            let first = given.fetch_add(1, Ordering::Relaxed) == 0;
            let token = if first {
                "eyJvbGQi.eyJvbGQi.b2xk"
            } else {
                TOKEN
            };
            async move { Ok::<_, Error>(token.to_owned()) }
        })
        .build()
        .unwrap();
    let failing = builder(fake.base_url())
        .token_source(|| async { Err::<String, _>("the vault is sealed") })
        .build()
        .unwrap();
    vec![
        record_call("a token that is renewed", list(&renewing), true).await,
        record_call("no token", list(&failing), false).await,
    ]
}
