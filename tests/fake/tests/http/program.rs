//! The fake as a standalone program.

use std::process::Stdio;

use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;
use tokio::process::Command;

use crate::Outcome;
use crate::client::Reply;

#[tokio::test]
async fn prints_base_url_and_token() -> Outcome {
    let mut program = Command::new(env!("CARGO_BIN_EXE_astro-api-fake"))
        .args(["--organizations", "3", "--token", "a.b.c"])
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()?;
    let mut lines = BufReader::new(program.stdout.take().ok_or("no output")?).lines();
    let mut printed = Vec::new();
    while let Some(line) = lines.next_line().await? {
        let is_last = line.starts_with("export ASTRO_API_TOKEN");
        printed.push(line);
        if is_last {
            break;
        }
    }
    let value = |start: &str| printed.iter().find_map(|line| line.strip_prefix(start));
    let host = value("export ASTRO_API_HOST=http://").ok_or("no host")?;
    assert_eq!(value("export ASTRO_API_TOKEN="), Some("a.b.c"));
    assert_eq!(
        value("Base URL: "),
        Some(format!("http://{host}/v1").as_str())
    );

    let mut stream = TcpStream::connect(host).await?;
    let request = "GET /v1/organizations HTTP/1.1\r\nHost: fake\r\nConnection: close\r\nAuthorization: Bearer a.b.c\r\n\r\n";
    stream.write_all(request.as_bytes()).await?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).await?;
    assert_eq!(Reply::parse(&bytes)?.json()?["totalCount"], 3);
    program.kill().await?;
    Ok(())
}

#[tokio::test]
async fn invalid_option_is_rejected() -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_astro-api-fake"))
        .args(["--port", "many"])
        .output()
        .await?;
    assert!(!output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).contains("--port"));
    Ok(())
}
