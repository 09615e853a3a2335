//! Every operation of the document, called with the minimal request.

use astro_api_fake::Fake;
use serde_json::Value;

use crate::Outcome;
use crate::client::{Reply, authorization, send};
use crate::document::{Document, Operation};

type Known = Vec<(&'static str, String)>;

/// A fake, and values of members that must refer to existing resources.
async fn begin() -> Result<(Fake, Known), Box<dyn std::error::Error>> {
    let fake = Fake::builder()
        .organizations(1)
        .polls_until_ready(0)
        .start()
        .await?;
    let organization = id_of(&fake.organization(0).unwrap_or_default()).ok_or("no organization")?;
    let first = |collection: &str| {
        let id = fake
            .collection(&organization, collection)
            .first()
            .and_then(id_of);
        id.ok_or(format!("nothing in {collection}"))
    };
    let known = vec![
        ("workspaceId", first("workspaces")?),
        ("entityId", first("deployments")?),
        ("scopeEntityId", first("workspaces")?),
        ("memberId", first("users")?),
        ("organizationId", organization),
    ];
    Ok((fake, known))
}

fn id_of(document: &Value) -> Option<String> {
    ["id", "inviteId", "userId"]
        .iter()
        .find_map(|name| document[*name].as_str().map(str::to_owned))
}

/// Sends an operation with real ids in its path. The resources in the path are created first if there is an operation
/// for that; otherwise existing ones of the Organization are used.
async fn send_operation(
    document: &Document,
    fake: &Fake,
    known: &mut Known,
    operation: &Operation,
) -> Result<Reply, Box<dyn std::error::Error>> {
    let operations = document.operations();
    let mut path = String::new();
    let mut template = String::new();
    for segment in operation.path.split('/').skip(1) {
        let real = if segment == "{organizationId}" {
            known
                .iter()
                .find(|(name, _)| *name == "organizationId")
                .map(|(_, id)| id.clone())
        } else if segment.starts_with('{') {
            let create = operations
                .iter()
                .find(|own| own.method == "POST" && own.path == template);
            if let Some(create) = create {
                let mut body = document.body(create, known).unwrap_or_default();
                if create.id == "CreateDeployment" {
                    // Only this Deployment can hibernate.
                    body["isDevelopmentMode"] = true.into();
                }
                let reply = call(fake, "POST", &path, &body.to_string()).await?;
                assert!(reply.status < 300, "{}: {}", create.id, reply.text());
            }
            let collection = path.splitn(4, '/').nth(3).unwrap_or_default();
            fake.collection(&known[4].1, collection)
                .last()
                .and_then(id_of)
        } else {
            Some(segment.to_owned())
        };
        path = format!(
            "{path}/{}",
            real.ok_or(format!("no {segment} for {}", operation.id))?
        );
        template = format!("{template}/{segment}");
    }
    // The resource to delete exists.
    let create = operations
        .iter()
        .find(|own| own.method == "POST" && own.path == operation.path);
    if let Some(create) = create.filter(|_| operation.method == "DELETE") {
        let body = document.body(create, known).unwrap_or_default();
        call(fake, "POST", &path, &body.to_string()).await?;
    }
    if operation.id == "BulkDeleteAllowedIpAddressRanges" {
        let ranges = path.replace("/bulk-delete", "");
        let range = call(fake, "POST", &ranges, r#"{"ipAddressRange": "10.0.0.0/8"}"#).await?;
        known.push((
            "allowedIpAddressRangeId",
            id_of(&range.json()?).ok_or("no id")?,
        ));
    }
    let query = document.query(operation);
    let body = document.body(operation, known).map(|body| body.to_string());
    call(
        fake,
        &operation.method,
        &format!("{path}?{query}"),
        &body.unwrap_or_default(),
    )
    .await
}

async fn call(
    fake: &Fake,
    method: &str,
    path: &str,
    body: &str,
) -> Result<Reply, Box<dyn std::error::Error>> {
    Ok(send(
        fake,
        method,
        &format!("/v1{path}"),
        &[&authorization(fake)],
        body,
    )
    .await?)
}

#[tokio::test]
async fn every_operation_returns_its_declared_response() -> Outcome {
    let document = Document::read()?;
    let operations = document.operations();
    assert!(operations.len() >= 75);
    for operation in operations {
        let (fake, mut known) = begin().await?;
        let reply = send_operation(&document, &fake, &mut known, &operation).await?;
        let (status, declared) = document.success(&operation).ok_or("no success")?;
        assert_eq!(reply.status, status, "{}: {}", operation.id, reply.text());
        match declared {
            None => assert!(reply.body.is_empty(), "{}", operation.id),
            Some(("application/json", schema)) => {
                assert_eq!(reply.header("content-type"), Some("application/json"));
                let violations = document.violations(schema, &reply.json()?);
                assert!(violations.is_empty(), "{}: {violations:#?}", operation.id);
            }
            Some((media_type, _)) => {
                assert_eq!(reply.header("content-type"), Some(media_type));
                assert_eq!(reply.body[..2], [0x1f, 0x8b]);
            }
        }
    }
    Ok(())
}

/// A resource in the path must exist, for every operation.
#[tokio::test]
async fn every_path_with_an_unknown_id_returns_404() -> Outcome {
    let document = Document::read()?;
    let (fake, known) = begin().await?;
    for operation in document
        .operations()
        .iter()
        .filter(|own| own.path.contains('{'))
    {
        // The first Organization exists; the last id of the path does not, nor do those between.
        let real = operation.path.replacen("{organizationId}", &known[4].1, 1);
        let path = if real.contains('{') {
            real
        } else {
            operation.path.clone()
        };
        let path: Vec<&str> = path
            .split('/')
            .map(|segment| {
                if segment.starts_with('{') {
                    "unknown"
                } else {
                    segment
                }
            })
            .collect();
        let body = document
            .body(operation, &known)
            .map(|body| body.to_string());
        let path = format!("{}?{}", path.join("/"), document.query(operation));
        let reply = call(&fake, &operation.method, &path, &body.unwrap_or_default()).await?;
        assert_eq!(reply.status, 404, "{}", operation.id);
        let error = reply.json()?;
        assert_eq!(error["statusCode"], 404);
        assert!(
            error["message"]
                .as_str()
                .is_some_and(|message| message.ends_with("unknown was not found")),
            "{error}"
        );
    }
    Ok(())
}

/// An operation that requires a body rejects a request without one before it has an effect.
#[tokio::test]
async fn every_operation_with_a_body_rejects_a_missing_body() -> Outcome {
    let document = Document::read()?;
    for operation in document.operations() {
        let (fake, mut known) = begin().await?;
        if document.body(&operation, &known).is_none() {
            continue;
        }
        send_operation(&document, &fake, &mut known, &operation).await?;
        let path = fake.requests().pop().ok_or("no request")?.path;
        let reply = call(&fake, &operation.method, path.trim_start_matches("/v1"), "").await?;
        assert_eq!(reply.status, 400, "{}", operation.id);
        let refused = &reply.json()?["fieldErrors"][0];
        assert_eq!(refused["field"], "body", "{}", operation.id);
    }
    Ok(())
}
