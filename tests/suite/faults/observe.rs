//! Injects faults and observes the results.

use std::{
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use astro_api::{
    Client, Error, Method, RateLimits, Timer, traits::Sleep, types::UpdateOrganizationRequest,
};
use astro_api_tests::{ManualTimer, ScriptedServer, Step, TOKEN, builder};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use super::{
    ELSEWHERE,
    row::{Availability, Call, Outcome, Row},
    table,
};

/// The id in requests.
pub(super) const ID: &str = "clf8h5d9z000208l4g2hm0k8r";

/// The result of a fault.
pub(super) struct Observed {
    /// The expected line of the table.
    pub(super) expected: String,
    /// The observed line of the table.
    pub(super) line: String,
    /// Problems that the line does not show.
    pub(super) problems: Vec<String>,
}

/// The client's result of a fault.
pub(super) struct CallRecord {
    pub(super) result: Result<Outcome, Error>,
    pub(super) attempts: u32,
    pub(super) waits: Vec<Duration>,
}

/// A running fault.
struct Setup {
    row: Row,
    client: Client,
    timer: ManualTimer,
    server: Arc<ScriptedServer>,
    /// The other server, which must receive no requests.
    other_server: ScriptedServer,
}

/// Runs all faults, concurrently unless they would disturb each other.
pub(super) async fn all(rows: Vec<Row>) -> Vec<Observed> {
    // All are set up first: the setup must not use up a short timeout.
    let setups = in_order(rows, Setup::new).await;
    let numbered = setups.into_iter().enumerate();
    let (timed, others): (Vec<_>, Vec<_>) = numbered.partition(|(_, setup)| setup.row.timed);
    let mut all = Vec::new();
    for setups in [others, timed] {
        let run = |(number, setup): (usize, Setup)| async move { (number, setup.run().await) };
        all.extend(in_order(setups, run).await);
    }
    all.sort_by_key(|(number, _)| *number);
    all.into_iter().map(|(_, observed)| observed).collect()
}

/// Runs a future for each item concurrently, and returns the results in the order of the items.
async fn in_order<T, M>(items: Vec<T>, start_future: impl Fn(T) -> M) -> Vec<M::Output>
where
    M: Future<Output: Send + 'static> + Send + 'static,
{
    let mut running = JoinSet::new();
    for (number, item) in items.into_iter().enumerate() {
        let future = start_future(item);
        running.spawn(async move { (number, future.await) });
    }
    let mut results = running.join_all().await;
    results.sort_by_key(|(number, _)| *number);
    results.into_iter().map(|(_, results)| results).collect()
}

impl Setup {
    async fn new(row: Row) -> Self {
        let other_server = ScriptedServer::start([Step::hang_up()]).await;
        let address = other_server.address().to_string();
        let steps = row.steps.iter().cloned();
        let server = ScriptedServer::bind(steps.map(|s| s.replacing(ELSEWHERE, &address)));
        let server = Arc::new(server);
        if [Availability::Up, Availability::WithoutTls].contains(&row.availability) {
            server.listen();
        }
        let mut url = server.base_url();
        if row.availability == Availability::WithoutTls {
            url = url.replace("http:", "https:");
        }
        let timer = ManualTimer::default();
        let client = (row.set)(builder(url))
            .rate_limits(RateLimits::off())
            .timer(StartingTimer {
                timer: timer.clone(),
                server: Mutex::new(
                    (row.availability == Availability::UpAfterFirstWait)
                        .then(|| Arc::clone(&server)),
                ),
            })
            .build()
            .unwrap();
        Self {
            row,
            client,
            timer,
            server,
            other_server,
        }
    }

    async fn run(self) -> Observed {
        let mut problems = Vec::new();
        let result = send(&self.client, self.row.call, self.row.expected.rows).await;
        let connections = u32::try_from(self.server.connections()).unwrap();
        let attempts = match &result {
            Err(error) => error.attempts(),
            // Only the server knows the number of attempts of a success.
            Ok(_) if self.row.availability == Availability::UpAfterFirstWait => connections + 1,
            Ok(_) => connections,
        };
        let refused = match self.row.availability {
            Availability::Up | Availability::WithoutTls => 0,
            Availability::Down => attempts,
            Availability::UpAfterFirstWait => 1,
        };
        if connections + refused != attempts {
            problems.push(format!(
                "{connections} connections and {refused} refused, but {attempts} attempts"
            ));
        }
        problems.extend(self.check_requests_are_identical());
        if self.other_server.connections() > 0 {
            problems.push("the other server was retry_after".to_owned());
        }
        if let Err(error) = &result {
            problems.extend(check_message(error, self.row.message));
        }
        let seen = CallRecord {
            result,
            attempts,
            waits: self.timer.slept(),
        };
        Observed {
            expected: table::expected(&self.row),
            line: table::seen(&self.row, &seen),
            problems,
        }
    }

    /// Checks that each attempt sends the same request, with the token.
    fn check_requests_are_identical(&self) -> Option<String> {
        let requests = self.server.seen();
        let first = requests.first()?;
        if first.header("authorization") != Some(&format!("Bearer {TOKEN}")) {
            return Some("the token is missing".to_owned());
        }
        let other = requests.iter().find(|r| *r != first)?;
        Some(format!("{first:?} is repeated as {other:?}"))
    }
}

/// Checks that the error's texts contain what the row expects, and not the token.
fn check_message(error: &Error, message: Option<&str>) -> Vec<String> {
    let text = error.to_string();
    let mut problems = Vec::new();
    if format!("{text} {error:?}").contains(TOKEN) {
        problems.push("the error shows the token".to_owned());
    }
    if let Some(expected) = message.filter(|expected| !text.contains(expected)) {
        problems.push(format!(
            "the message is {text:?}, which does not contain {expected:?}"
        ));
    }
    problems
}

async fn send(client: &Client, call: Call, rows: usize) -> Result<Outcome, Error> {
    let create = || {
        client
            .request(Method::POST, "/organizations/{organizationId}/workspaces")
            .path_param("organizationId", ID)
            .json(&json!({ "name": "made" }))
    };
    let status = match call {
        Call::List => {
            let page = client.list_organizations().send().await?;
            assert_eq!(page.organizations.len(), rows);
            page.http_status()
        }
        Call::Export => {
            let export = client.organization(ID).get_organization_audit_logs();
            let response = export.send().await?;
            let status = response.http_status();
            let mut stream = response.into_inner();
            while stream.try_next().await?.is_some() {}
            status
        }
        Call::Update => {
            let settings = UpdateOrganizationRequest::builder()
                .billing_email("a@example.com")
                .is_scim_enabled(false)
                .name("new");
            let update = client.organization(ID).update_organization(settings);
            update.send().await?.http_status()
        }
        Call::Create => create().send::<Value>().await?.http_status(),
        Call::CreateIdempotent => create()
            .idempotent(true)
            .send::<Value>()
            .await?
            .http_status(),
        Call::Delete => {
            let delete = client
                .request(
                    Method::DELETE,
                    "/organizations/{organizationId}/workspaces/{id}",
                )
                .path_param("organizationId", ID)
                .path_param("id", "one");
            delete.send_empty().await?.http_status()
        }
    };
    Ok(Outcome::Success(status.as_u16()))
}

/// A clock that starts a server at the first wait.
struct StartingTimer {
    timer: ManualTimer,
    server: Mutex<Option<Arc<ScriptedServer>>>,
}

impl Timer for StartingTimer {
    fn now(&self) -> Instant {
        self.timer.now()
    }

    fn sleep(&self, duration: Duration) -> Sleep {
        if let Some(server) = self.server.lock().unwrap().take() {
            server.listen();
        }
        self.timer.sleep(duration)
    }
}
