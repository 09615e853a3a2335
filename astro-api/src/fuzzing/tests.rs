//! Runs the fuzz functions on random inputs where the fuzzer itself does not run.

use super::{error_body, header, id, response_body, unpack, url, wait};

/// The parts of inputs: texts that are significant to one of the functions.
const SEEDS: [&str; 15] = [
    r#"{"message":"Invalid request","requestId":"a-1","statusCode":400,"fieldErrors":[{"field":"name","code":"max","message":"no"}]}"#,
    r#"{"limit":20,"offset":0,"totalCount":1,"organizations":[{"id":"a","name":"A","createdAt":"2024-01-15T09:30:00Z","productPlans":[]}]}"#,
    r#"{"id":"a","createdAt":null,"managedDomains":null,"status":"ACTIVE","unknown":[{"a":{}}]}"#,
    "<html><h1>502 Bad Gateway</h1></html>",
    "Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections",
    "authorization: Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln",
    "Sun, 06 Nov 1994 08:49:37 GMT\nSun, 06 Nov 1994 08:49:30 GMT",
    "Sunday, 06-Nov-94 08:49:37 GMT",
    "120\nSun Nov  6 08:49:37 1994",
    "https://api.astronomer.io/v1",
    "http://user:pass@[::1]:8888/v1?x=1#y",
    "astronomer-stage.io",
    "clmaxoarx000008l2c5ayb9pt",
    "..%2f..\\?#{}",
    "marked~token\\/in\\u002bfuzz%3D=",
];

/// Returns the number of inputs for each function; `FUZZ_INPUTS` overrides it.
fn inputs() -> u32 {
    let set = std::env::var("FUZZ_INPUTS").ok();
    set.map_or(10_000, |n| n.parse().unwrap())
}

/// Returns an input: seeds that are truncated, spliced and corrupted.
fn input(random: &mut fastrand::Rng) -> Vec<u8> {
    let mut bytes = SEEDS[random.usize(..SEEDS.len())].as_bytes().to_vec();
    for _ in 0..random.usize(..6) {
        let at = random.usize(..=bytes.len());
        match random.u8(..6) {
            0 => bytes.truncate(at),
            1 if at < bytes.len() => bytes[at] ^= 1 << random.u8(..8),
            2 if at < bytes.len() => drop(bytes.remove(at)),
            3 => bytes.insert(at, random.u8(..)),
            4 => {
                let other = SEEDS[random.usize(..SEEDS.len())].as_bytes();
                let end = random.usize(..=other.len());
                bytes.splice(at..at, other[..end].iter().copied());
            }
            // Long enough to reach every truncation.
            _ => bytes
                .splice(
                    at..at,
                    std::iter::repeat_n(random.alphanumeric() as u8, random.usize(..1500)),
                )
                .for_each(drop),
        }
    }
    bytes
}

fn run_inputs(name: &str, function: fn(&[u8])) {
    let mut random = fastrand::Rng::with_seed(0x00a5_7a0a);
    for number in 0..inputs() {
        let input = input(&mut random);
        let result = std::panic::catch_unwind(|| function(&input));
        assert!(
            result.is_ok(),
            "{name}, input {number}: {:?}",
            String::from_utf8_lossy(&input)
        );
    }
}

macro_rules! fuzz_tests {
    ($($function:ident)*) => {
        $(mod $function {
            #[test]
            fn does_not_panic_on_any_input() {
                super::run_inputs(stringify!($function), super::$function);
            }
        })*
    };
}

fuzz_tests!(response_body error_body header id unpack url wait);
