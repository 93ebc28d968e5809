//! Times of recordings: `1:02`, `00:14:07,200`, `01:02:03.5`.

/// Milliseconds of a time, hours left out or not, parted by `:`, with `.` or `,` before the fraction. `None` where it is no time.
pub(super) fn parse(time: &str) -> Option<u32> {
    let (whole, fraction) = match time.split_once(['.', ',']) {
        Some((whole, fraction)) => (whole, fraction),
        None => (time, ""),
    };
    let mut parts: Vec<u32> = Vec::with_capacity(3);
    for part in whole.split(':') {
        let digits = !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
        parts.push(part.parse().ok().filter(|_| digits)?);
    }
    let (h, m, s) = match parts.as_slice() {
        [m, s] => (0, *m, *s),
        [h, m, s] => (*h, *m, *s),
        _ => return None,
    };
    // Some programs count minutes past the hour; no program counts seconds past the minute.
    if s > 59 || (parts.len() == 3 && m > 59) {
        return None;
    }
    let ms = match fraction.len() {
        0 => 0,
        1..=3 if fraction.bytes().all(|b| b.is_ascii_digit()) => {
            fraction.parse::<u32>().ok()? * 10_u32.pow(3 - fraction.len() as u32)
        }
        _ => return None,
    };
    h.checked_mul(3600)?.checked_add(m * 60 + s)?.checked_mul(1000)?.checked_add(ms)
}

/// Milliseconds of a number of seconds; `None` where it is no time of a recording.
pub(super) fn of_seconds(seconds: f64) -> Option<u32> {
    let ms = (seconds * 1000.0).round();
    (ms.is_finite() && ms >= 0.0 && ms < f64::from(u32::MAX)).then_some(ms as u32)
}

/// Start and end of a line such as `00:00:01,000 --> 00:00:04,000 align:start`. `None` where it is none; inner `None` where
/// it has the arrow, but a time of it cannot be read.
#[expect(clippy::option_option, reason = "no timing and a broken one are two things")]
pub(super) fn timing(line: &str) -> Option<Option<(u32, u32)>> {
    let (start, rest) = line.split_once("-->")?;
    let end = rest.split_whitespace().next().unwrap_or_default();
    Some(parse(start.trim()).zip(parse(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_and_what_is_none_is_not() {
        assert_eq!(parse("00:14:07,200"), Some(847_200));
        assert_eq!(parse("1:02"), Some(62_000));
        assert_eq!(parse("75:02.5"), Some(4_502_500));
        for bad in
            ["", "12", "1:2:3:4", "00:61", "00:00:01.", "0x:00:01", "00:99:00", "1:02.1234", "-1:02", "1::2"]
        {
            assert_eq!(parse(bad), (bad == "00:00:01.").then_some(1000), "{bad}");
        }
        assert_eq!(timing("00:01.000 --> 00:02.000 position:10%"), Some(Some((1000, 2000))));
        assert_eq!(timing("00:01.000 --> soon"), Some(None));
        assert_eq!(timing("nothing"), None);
        assert_eq!((of_seconds(1.2345), of_seconds(f64::NAN), of_seconds(-1.0)), (Some(1235), None, None));
    }
}
