//! The number of a rule: `EPM203`.

use std::fmt;

/// The stable number of a rule. Families: 1xx files and syntax, 2xx references and identity, 3xx dates and
/// calendars, 4xx schedule quality, 5xx people and capacity, 6xx RAID, decisions and readiness, 7xx governance,
/// 8xx history and early warnings, 9xx publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub u16);

impl Code {
    /// Reads `EPM203`, `epm203` or `203`.
    pub fn parse(text: &str) -> Option<Code> {
        let digits = match text.get(..3) {
            Some(prefix) if prefix.eq_ignore_ascii_case("epm") => &text[3..],
            _ => text,
        };
        let is_number = digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit());
        is_number.then(|| digits.parse().ok().map(Code)).flatten()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "EPM{:03}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_as_it_prints() {
        assert_eq!(Code::parse("EPM203"), Some(Code(203)));
        assert_eq!(Code::parse("epm203"), Some(Code(203)));
        assert_eq!(Code::parse("203"), Some(Code(203)));
        assert_eq!(Code::parse("EPM2030"), None);
        assert_eq!(Code::parse("dangling"), None);
        assert_eq!(Code(7).to_string(), "EPM007");
    }
}
