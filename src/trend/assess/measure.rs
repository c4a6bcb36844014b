//! What a check says: a value with its numerator and denominator, a limit, a verdict and the items behind it.

/// What a check is, whatever the plan.
#[derive(Debug)]
pub struct Meta {
    /// `DCMA-01`, `GAO-01`. Stable.
    pub code: &'static str,
    /// What it looks at, in a few words.
    pub title: &'static str,
    /// What its value may be.
    pub limit: Limit,
    /// Where its formula stands.
    pub source: &'static str,
}

/// What a value may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// At most so many percent.
    AtMostPercent(u32),
    /// At least so many percent.
    AtLeastPercent(u32),
    /// At least so many hundredths: an index.
    AtLeastHundredths(u32),
    /// At least so many working days.
    AtLeastDays(u32),
    /// None at all: a count.
    NoneAtAll,
    /// The standard gives none: a share for information.
    Unlimited,
}

/// The verdict of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Within its limit.
    Pass,
    /// Beyond its limit: look there.
    Flag,
    /// Computed, and the standard sets no limit.
    Unjudged,
    /// Cannot be computed; the reason says why.
    NotApplicable,
}

impl Verdict {
    /// Returns the word for it: `pass`, `flag`, `info`, `n/a`.
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Flag => "flag",
            Verdict::Unjudged => "info",
            Verdict::NotApplicable => "n/a",
        }
    }
}

impl Limit {
    /// Returns the limit in words: `at most 5%`.
    pub fn words(self) -> String {
        match self {
            Limit::AtMostPercent(0) | Limit::NoneAtAll => "none".to_owned(),
            Limit::AtMostPercent(n) => format!("at most {n}%"),
            Limit::AtLeastPercent(n) => format!("at least {n}%"),
            Limit::AtLeastHundredths(n) => format!("at least {}.{:02}", n / 100, n % 100),
            Limit::AtLeastDays(n) => format!("at least {n}d"),
            Limit::Unlimited => "no limit".to_owned(),
        }
    }

    /// Returns the limit as a number in the unit of the value.
    pub fn number(self) -> Option<f64> {
        match self {
            Limit::AtMostPercent(n) | Limit::AtLeastPercent(n) | Limit::AtLeastDays(n) => Some(f64::from(n)),
            Limit::AtLeastHundredths(n) => Some(f64::from(n) / 100.0),
            Limit::NoneAtAll => Some(0.0),
            Limit::Unlimited => None,
        }
    }

    /// Returns the unit of the value: `percent`, `ratio`, `days`, `count`.
    pub fn unit(self) -> &'static str {
        match self {
            Limit::AtMostPercent(_) | Limit::AtLeastPercent(_) | Limit::Unlimited => "percent",
            Limit::AtLeastHundredths(_) => "ratio",
            Limit::AtLeastDays(_) => "days",
            Limit::NoneAtAll => "count",
        }
    }
}

/// Something that counts in a check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// Its id as written in the program, or `a → b` for a link.
    pub id: String,
    /// What is noted of it: `no predecessor`.
    pub words: String,
}

/// One question of a check that asks several.
#[derive(Clone, Debug)]
pub struct Part {
    /// What is asked.
    pub title: String,
    /// The answer.
    pub verdict: Verdict,
    /// What was counted, or why there is no answer.
    pub words: String,
    /// The items behind it.
    pub items: Vec<Item>,
}

/// A check of one program.
#[derive(Clone, Debug)]
pub struct Check {
    /// What it is.
    pub meta: &'static Meta,
    /// Its value, in the unit of its limit.
    pub value: Option<f64>,
    /// What was counted.
    pub numerator: Option<f64>,
    /// Of what.
    pub denominator: Option<f64>,
    /// The verdict.
    pub verdict: Verdict,
    /// Why it has no value, or what else to know of it.
    pub reason: Option<String>,
    /// The items that count.
    pub items: Vec<Item>,
    /// The questions it consists of, if several.
    pub parts: Vec<Part>,
}

#[allow(clippy::cast_precision_loss)] // counts, far below 2^52
fn float(count: usize) -> f64 {
    count as f64
}

impl Check {
    /// Returns a check without a value, with the reason.
    pub fn not_applicable(meta: &'static Meta, reason: impl Into<String>) -> Check {
        Check {
            meta,
            value: None,
            numerator: None,
            denominator: None,
            verdict: Verdict::NotApplicable,
            reason: Some(reason.into()),
            items: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// Judges the share of some items in a whole. Compared as whole numbers: 5 of 100 is exactly 5 %.
    pub fn share(meta: &'static Meta, items: Vec<Item>, counted: usize, whole: usize, of: &str) -> Check {
        if whole == 0 {
            return Check::not_applicable(meta, format!("there are no {of}"));
        }
        let verdict = match meta.limit {
            Limit::AtMostPercent(n) if counted * 100 > whole * n as usize => Verdict::Flag,
            Limit::AtLeastPercent(n) if counted * 100 < whole * n as usize => Verdict::Flag,
            Limit::Unlimited => Verdict::Unjudged,
            _ => Verdict::Pass,
        };
        Check {
            value: Some(float(counted) * 100.0 / float(whole)),
            numerator: Some(float(counted)),
            denominator: Some(float(whole)),
            verdict,
            reason: None,
            items,
            ..Check::not_applicable(meta, "")
        }
    }

    /// Judges an index of two whole numbers in the same unit, compared before any rounding. `unit` is one of the unit to
    /// show: a day in minutes, or 1.
    #[allow(clippy::cast_precision_loss)] // far below 2^52
    pub fn index(meta: &'static Meta, numerator: i64, denominator: i64, unit: i64) -> Check {
        let Limit::AtLeastHundredths(limit) = meta.limit else {
            return Check::not_applicable(meta, "no index");
        };
        let is_low = i128::from(numerator) * 100 < i128::from(denominator) * i128::from(limit);
        Check {
            value: Some(numerator as f64 / denominator as f64),
            numerator: Some(numerator as f64 / unit as f64),
            denominator: Some(denominator as f64 / unit as f64),
            verdict: if is_low { Verdict::Flag } else { Verdict::Pass },
            reason: None,
            ..Check::not_applicable(meta, "")
        }
    }

    /// Judges a count of items of which none is allowed.
    pub fn count(meta: &'static Meta, items: Vec<Item>) -> Check {
        let number = Some(float(items.len()));
        Check {
            value: number,
            numerator: number,
            verdict: if items.is_empty() { Verdict::Pass } else { Verdict::Flag },
            reason: None,
            items,
            ..Check::not_applicable(meta, "")
        }
    }

    /// Judges several questions: flagged when one of them is.
    pub fn of_parts(meta: &'static Meta, parts: Vec<Part>) -> Check {
        let judged =
            parts.iter().filter(|part| matches!(part.verdict, Verdict::Pass | Verdict::Flag)).count();
        let flagged: Vec<&Part> = parts.iter().filter(|part| part.verdict == Verdict::Flag).collect();
        if judged == 0 {
            let mut reasons: Vec<&str> = parts.iter().map(|part| part.words.as_str()).collect();
            reasons.dedup();
            return Check { parts: parts.clone(), ..Check::not_applicable(meta, reasons.join("; ")) };
        }
        let mut items: Vec<Item> = Vec::new();
        for item in flagged.iter().flat_map(|part| &part.items) {
            if !items.iter().any(|known| known.id == item.id) {
                items.push(item.clone());
            }
        }
        let reason = flagged.iter().map(|part| format!("{}: {}", part.title, part.words));
        let reason: Vec<String> = reason.collect();
        Check {
            value: Some(float(flagged.len())),
            numerator: Some(float(flagged.len())),
            denominator: Some(float(judged)),
            verdict: if flagged.is_empty() { Verdict::Pass } else { Verdict::Flag },
            reason: (!reason.is_empty()).then(|| reason.join("; ")),
            items,
            parts,
            ..Check::not_applicable(meta, "")
        }
    }

    /// Says what else to know of it.
    #[must_use]
    pub fn with_reason(mut self, reason: impl Into<String>) -> Check {
        self.reason = Some(reason.into());
        self
    }

    /// Names the items.
    #[must_use]
    pub fn with_items(mut self, items: Vec<Item>) -> Check {
        self.items = items;
        self
    }

    /// Returns the check as a question of a larger one.
    pub fn as_part(&self) -> Part {
        let number = |n: f64| format!("{}", (n * 100.0).round() / 100.0);
        let words = match (self.verdict, self.numerator, self.denominator, &self.reason) {
            (Verdict::NotApplicable, _, _, Some(reason)) => reason.clone(),
            (_, Some(n), Some(of), _) => format!("{} of {}", number(n), number(of)),
            (_, Some(n), None, _) => number(n),
            _ => String::new(),
        };
        Part {
            title: format!("{} {}", self.meta.code, self.meta.title),
            verdict: self.verdict,
            words,
            items: self.items.clone(),
        }
    }
}

impl Part {
    /// Counts items of which none is allowed, among a whole of some kind: `2 of 14 open work items`.
    pub fn none_of(title: &str, items: Vec<Item>, whole: usize, of: &str) -> Part {
        if whole == 0 {
            return Part::unknown(title, format!("there are no {of}"));
        }
        Part {
            title: title.to_owned(),
            verdict: if items.is_empty() { Verdict::Pass } else { Verdict::Flag },
            words: format!("{} of {whole} {of}", items.len()),
            items,
        }
    }

    /// Answers a question by yes or no, with the words for it.
    pub fn holds(title: &str, is_held: bool, words: impl Into<String>) -> Part {
        let verdict = if is_held { Verdict::Pass } else { Verdict::Flag };
        Part { title: title.to_owned(), verdict, words: words.into(), items: Vec::new() }
    }

    /// Says why a question has no answer.
    pub fn unknown(title: &str, reason: impl Into<String>) -> Part {
        Part {
            title: title.to_owned(),
            verdict: Verdict::NotApplicable,
            words: reason.into(),
            items: Vec::new(),
        }
    }
}
