//! Measures the peak memory of a process that deploys a folder and an archive: it must not depend on their size.
//!
//! Each is deployed by a separate process, to a server in this one that accepts everything and stores nothing. The peak
//! resident size is read from `/proc`, so it is measured on Linux only.

use std::{
    error::Error,
    fs::File,
    io::{BufRead, BufReader, BufWriter, Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::Command,
    time::Instant,
};

use astro_api_benches::{client, measuring, memory, runtime};

/// The argument that makes this program deploy and report its memory.
const DEPLOY: &str = "--deploy";

const MIB: usize = 1024 * 1024;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().collect();
    if let Some(at) = args.iter().position(|a| a == DEPLOY) {
        return deploy(&args[at + 1], &args[at + 2]);
    }
    let sizes: &[usize] = if measuring() { &[16, 1024] } else { &[1] };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || serve(stream, address));
        }
    });
    let base_url = format!("http://{address}/v1");
    for mib in sizes {
        let folder = tempfile::tempdir()?;
        let dags = folder.path().join("dags");
        std::fs::create_dir(&dags)?;
        write_noise(&dags.join("noise.bin"), *mib, b"")?;
        let archive = folder.path().join("dags.tar.gz");
        // The archive is never unpacked.
        write_noise(&archive, *mib, &[0x1f, 0x8b])?;
        for source in [&dags, &archive] {
            let mut child = Command::new(std::env::current_exe()?);
            let out = child.arg(DEPLOY).arg(&base_url).arg(source).output()?;
            eprint!("{mib} MiB: {}", String::from_utf8_lossy(&out.stderr));
            if !out.status.success() {
                return Err(format!("deploying {} failed", source.display()).into());
            }
        }
    }
    Ok(())
}

/// Writes incompressible bytes.
fn write_noise(path: &Path, mib: usize, start: &[u8]) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    file.write_all(start)?;
    let mut state = 1_u64;
    let mut part = vec![0; MIB];
    for _ in 0..mib {
        for word in part.chunks_exact_mut(8) {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            word.copy_from_slice(&state.to_le_bytes());
        }
        file.write_all(&part)?;
    }
    file.flush()
}

fn deploy(base_url: &str, source: &str) -> Result<(), Box<dyn Error>> {
    runtime().block_on(async {
        let started = Instant::now();
        let organization = client(base_url).organization("o1");
        let before = memory::peak();
        organization.deploy("d1").dags(source).await?;
        let name = Path::new(source).file_name().unwrap_or_default();
        eprintln!(
            "{} deployed in {:.1?}, largest memory {} ({} before)",
            name.to_string_lossy(),
            started.elapsed(),
            memory::format_size(memory::peak()),
            memory::format_size(before),
        );
        Ok(())
    })
}

/// Responds to each request of a connection with a completed deploy, and to an upload with a version.
fn serve(stream: TcpStream, address: SocketAddr) -> Option<()> {
    let mut reader = BufReader::new(stream.try_clone().ok()?);
    let mut writer = stream;
    loop {
        let (mut method, mut length) = (String::new(), 0);
        loop {
            let mut line = String::new();
            if reader.read_line(&mut line).ok()? == 0 {
                return None;
            }
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            match line.split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.parse().ok()?;
                }
                None => line.split(' ').next()?.clone_into(&mut method),
                Some(_) => {}
            }
        }
        std::io::copy(&mut reader.by_ref().take(length), &mut std::io::sink()).ok()?;
        let (headers, body) = match &*method {
            "PUT" => ("x-ms-version-id: v1\r\n", String::new()),
            _ => (
                "content-type: application/json\r\n",
                format!(
                    r#"{{"id":"x1","status":"DEPLOYED","dagsUploadUrl":"http://{address}/x1"}}"#
                ),
            ),
        };
        let length = body.len();
        let response =
            format!("HTTP/1.1 200 OK\r\n{headers}content-length: {length}\r\n\r\n{body}");
        writer.write_all(response.as_bytes()).ok()?;
    }
}
