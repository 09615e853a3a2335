//! Problems that users of similar clients reported, tested with this one.

mod messages;
mod polling;
mod retries;
mod runtimes;
mod sizes;
mod socks;
mod tls;
mod wire;

use astro_api::{Client, Error, Method, RateLimits, Response};
use astro_api_tests::{ManualTimer, ScriptedServer, Step, builder};
use serde_json::{Value, json};

/// Creates a client of that server with a simulated clock, and that clock.
fn client(server: &ScriptedServer) -> (Client, ManualTimer) {
    let timer = ManualTimer::default();
    let client = builder(server.base_url())
        .timer(timer.clone())
        .rate_limits(RateLimits::off());
    (client.build().unwrap(), timer)
}

fn response(status: u16, body: &Value) -> Step {
    Step::response(
        status,
        &[("content-type", "application/json")],
        body.to_string(),
    )
}

/// Returns an empty page of Organizations.
fn page() -> Step {
    response(
        200,
        &json!({ "limit": 20, "offset": 0, "organizations": [], "totalCount": 0 }),
    )
}

async fn list(client: &Client) -> Result<(), Error> {
    client.list_organizations().send().await.map(drop)
}

/// Creates a Workspace.
async fn create(client: &Client) -> Result<Response<Value>, Error> {
    client
        .request(Method::POST, "/organizations/{id}/workspaces")
        .path_param("id", "o1")
        .json(&json!({ "name": "Birds" }))
        .send()
        .await
}
