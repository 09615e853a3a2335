#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| astro_api::fuzzing::response_body(input));
