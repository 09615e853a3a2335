//! Parses `Retry-After`.

use std::time::{Duration, SystemTime};

use reqwest::header::{DATE, HeaderMap, RETRY_AFTER};

/// Returns the delay of `Retry-After` ([RFC 9110, section 10.2.3][1]): a number of seconds or a date.
///
/// A date is compared with the `Date` of the response, if there is one, so that a wrong local clock has no effect.
/// Invalid values are ignored; a number that is too large is a very long delay.
///
/// [1]: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
pub(crate) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let then = httpdate::parse_http_date(text).ok()?;
    let now = headers
        .get(DATE)
        .and_then(|date| httpdate::parse_http_date(date.to_str().ok()?.trim()).ok())
        .unwrap_or_else(SystemTime::now);
    // A date in the past is no delay.
    Some(then.duration_since(now).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(pairs: &[(&'static str, &str)]) -> Option<Duration> {
        let headers = pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect();
        retry_after(&headers)
    }

    #[test]
    fn seconds() {
        for (text, seconds) in [("0", 0), ("7", 7), (" 120 ", 120), ("007", 7)] {
            assert_eq!(
                wait(&[("retry-after", text)]),
                Some(Duration::from_secs(seconds))
            );
        }
        let absurd = wait(&[("retry-after", "99999999999999999999999")]);
        assert_eq!(absurd, Some(Duration::from_secs(u64::MAX)));
    }

    #[test]
    fn dates_of_all_formats_are_relative_to_the_date_header() {
        for text in [
            "Sun, 06 Nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
        ] {
            let date = ("date", "Sun, 06 Nov 1994 08:49:30 GMT");
            assert_eq!(
                wait(&[("retry-after", text), date]),
                Some(Duration::from_secs(7))
            );
        }
    }

    #[test]
    fn date_without_a_date_header_is_relative_to_now() {
        assert_eq!(
            wait(&[("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT")]),
            Some(Duration::ZERO)
        );
        let far = wait(&[("retry-after", "Fri, 31 Dec 9999 23:59:59 GMT")]).unwrap();
        assert!(far > Duration::from_secs(3600 * 24 * 365 * 1000));
    }

    #[test]
    fn invalid_values_are_ignored() {
        for text in [
            "",
            "-1",
            "1.5",
            "1e3",
            "soon",
            "tomorrow",
            "1;2",
            "Sun, 99 Nov 1994 08:49:37 GMT",
        ] {
            assert_eq!(wait(&[("retry-after", text)]), None, "{text}");
        }
        assert_eq!(wait(&[]), None);
    }
}
