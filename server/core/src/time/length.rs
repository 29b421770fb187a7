//! Lengths of time as people read them.

use chrono::TimeDelta;

/// A length in its two largest units: `2h 15m`, `3d 4h`, `45s`, `0m`. A
/// negative length has a minus in front; seconds are dropped from a minute on.
#[must_use]
pub fn human_length(length: TimeDelta) -> String {
    let sign = if length < TimeDelta::zero() { "-" } else { "" };
    let seconds = length.num_seconds().unsigned_abs();
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let words = match (days, hours, minutes) {
        (0, 0, 0) if seconds > 0 => format!("{seconds}s"),
        (0, 0, minutes) => format!("{minutes}m"),
        (0, hours, 0) => format!("{hours}h"),
        (0, hours, minutes) => format!("{hours}h {minutes}m"),
        (days, 0, _) => format!("{days}d"),
        (days, hours, _) => format!("{days}d {hours}h"),
    };
    format!("{sign}{words}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_has_at_most_two_units() {
        let words = |seconds| human_length(TimeDelta::seconds(seconds));
        assert_eq!(words(0), "0m");
        assert_eq!(words(45), "45s");
        assert_eq!(words(8_100), "2h 15m");
        assert_eq!(words(7_200), "2h");
        assert_eq!(words(86_400 + 3_661), "1d 1h");
        assert_eq!(words(-300), "-5m");
    }
}
