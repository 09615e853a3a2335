//! Tests of the requests that a server receives.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    thread,
};

use reqwest::Method;
use serde_json::json;

use crate::{
    Client,
    client::RequestContext,
    request::{
        encode,
        operation::{Operation, OperationRef, RateClass},
    },
};

const OPERATION: &Operation = &Operation {
    id: "Encode",
    method: Method::POST,
    path: "/encoded",
    idempotent: false,
    rate_class: RateClass::Post,
};

/// Sends one request, and returns its first line, its content type, its body, and the client's result.
async fn sent(status: &str, body: &str, set: impl FnOnce(&mut RequestContext)) -> [String; 4] {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let response = format!(
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    let server = thread::spawn(move || {
        let (stream, _) = listener.accept().unwrap();
        let mut reader = BufReader::new(stream);
        let mut head = Vec::new();
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            if line.trim().is_empty() {
                break;
            }
            head.push(line.trim().to_owned());
        }
        let header = |name: &str| {
            let mut lines = head.iter().filter_map(|line| line.split_once(": "));
            lines
                .find(|(n, _)| n.eq_ignore_ascii_case(name))
                .map_or("", |(_, v)| v)
                .to_owned()
        };
        let mut body = vec![0; header("content-length").parse().unwrap_or(0)];
        reader.read_exact(&mut body).unwrap();
        reader.get_mut().write_all(response.as_bytes()).unwrap();
        [
            head[0].clone(),
            header("content-type"),
            String::from_utf8(body).unwrap(),
        ]
    });
    let client = Client::builder()
        .base_url(format!("http://{address}"))
        .token("opaque")
        .build()
        .unwrap();
    let mut context = RequestContext::new(&client, OPERATION);
    set(&mut context);
    let response = context.json_or_empty::<serde_json::Value>().await;
    let returned = response.map_or_else(|e| e.to_string(), |r| format!("{:?}", r.into_inner()));
    let [line, content_type, body] = server.join().unwrap();
    [line, content_type, body, returned]
}

#[tokio::test]
async fn lists_are_joined_by_their_separator() {
    let values = vec!["a,b".to_owned(), "c d".to_owned(), "e|f".to_owned()];
    let [line, content_type, body, returned] = sent("200 OK", "{}", |context| {
        context.query("plain", Some(&"x,y"));
        context.query_joined("ids[]", Some(&values), ",");
        context.query_joined("spaced", Some(&values), " ");
        context.query_joined("piped", Some(&values), "|");
        context.query_joined::<String>("absent", None, ",");
        context.query_joined::<String>("empty", Some(&Vec::new()), ",");
    })
    .await;
    assert_eq!(
        line,
        "POST /encoded?plain=x%2Cy&ids%5B%5D=a%2Cb,c+d,e%7Cf&spaced=a%2Cb%20c+d%20e%7Cf&piped=a%2Cb%7Cc+d%7Ce%7Cf HTTP/1.1"
    );
    assert_eq!([content_type, body], ["", ""]);
    assert_eq!(returned, "Some(Object {})");
}

#[tokio::test]
async fn a_list_in_a_path_or_a_header_is_joined_by_commas() {
    let operation: &'static Operation = &Operation {
        id: "Encode",
        method: Method::GET,
        path: "/encoded/{ids}",
        idempotent: true,
        rate_class: RateClass::Get,
    };
    let [line, ..] = sent("200 OK", "{}", |context| {
        context.request.operation = OperationRef::Known(operation);
        context.path::<Vec<i64>>("ids", vec![1, 2]);
        context.header("x-ids", Some(&vec!["a", "b"]));
    })
    .await;
    assert_eq!(line, "GET /encoded/1,2 HTTP/1.1");
}

#[tokio::test]
async fn a_form_has_a_pair_for_each_value() {
    let body = json!({ "name": "a&b", "none": null, "on": true, "page": { "size": 2 }, "tags": ["x", "y z"] });
    let [_, content_type, body, _] = sent("200 OK", "{}", |context| {
        context.form::<serde_json::Value>(body)
    })
    .await;
    assert_eq!(content_type, "application/x-www-form-urlencoded");
    assert_eq!(body, "name=a%26b&on=true&page%5Bsize%5D=2&tags=x&tags=y+z");
}

#[test]
fn form_with_an_unsupported_value_is_rejected() {
    for (body, part) in [
        (json!({ "items": [{ "a": 1 }] }), "`items`"),
        (json!({ "a": { "b": [[1]] } }), "`a[b]`"),
        (json!("text"), "not an object"),
    ] {
        let error = encode::form(&body).unwrap_err().to_string();
        assert!(error.contains(part), "{error}");
    }
}

#[tokio::test]
async fn text_and_bytes_are_sent_as_they_are() {
    let text = |context: &mut RequestContext| {
        context.raw_body::<String>("text/csv; charset=utf-8", "a;ü\n")
    };
    let [_, content_type, body, _] = sent("200 OK", "{}", text).await;
    assert_eq!([content_type, body], ["text/csv; charset=utf-8", "a;ü\n"]);
    let bytes =
        |context: &mut RequestContext| context.raw_body::<Vec<u8>>("image/png", b"PNG".as_slice());
    let [_, content_type, body, _] = sent("200 OK", "{}", bytes).await;
    assert_eq!([content_type, body], ["image/png", "PNG"]);
}

#[tokio::test]
async fn the_boundary_of_a_multipart_body_is_read_from_the_body() {
    let parts = "--b0 1\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\n1\r\n--b0 1--\r\n";
    let multipart = |context: &mut RequestContext| {
        context.raw_body::<Vec<u8>>("multipart/form-data", parts.as_bytes())
    };
    let [_, content_type, body, _] = sent("200 OK", "{}", multipart).await;
    assert_eq!(content_type, "multipart/form-data; boundary=\"b0 1\"");
    assert_eq!(body, parts);
    for odd in ["", "no boundary", "--\r\n", "--\"\r\n", "--ü\r\n"] {
        let header = encode::content_type("multipart/form-data", odd.as_bytes()).unwrap();
        assert_eq!(header, "multipart/form-data", "{odd:?}");
    }
}

#[tokio::test]
async fn a_response_without_a_body_is_none() {
    let [.., returned] = sent("204 No Content", "", |_| {}).await;
    assert_eq!(returned, "None");
    let [.., returned] = sent("202 Accepted", "", |_| {}).await;
    assert_eq!(returned, "None");
    let [.., returned] = sent("200 OK", "[1]", |_| {}).await;
    assert_eq!(returned, "Some(Array [Number(1)])");
    let [.., returned] = sent("200 OK", "<html>", |_| {}).await;
    assert!(returned.contains("not JSON"), "{returned}");
}
