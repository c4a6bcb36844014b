//! Named baselines: annotated tags below `epm/baseline/`.

use git2::ErrorCode;
use git2::ObjectType;

use crate::source::git::GitError;
use crate::source::git::ObjectId;
use crate::source::git::Repository;

/// What the names of baseline tags begin with.
pub(super) const PREFIX: &str = "epm/baseline/";

/// The longest name of a baseline.
const MAX_NAME: usize = 64;

/// A baseline that was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name, such as `q4`.
    pub name: String,
    /// The commit.
    pub commit: ObjectId,
    /// When it was named, in seconds since 1970; unknown for a tag without a note.
    pub at: Option<i64>,
    /// Who named it.
    pub by: Option<(String, String)>,
    /// Why.
    pub message: String,
}

impl Repository {
    /// Lists the baselines by name.
    pub fn baselines(&self) -> Result<Vec<Tag>, GitError> {
        let inner = self.lock();
        let fault = |error: git2::Error| GitError::Unreadable {
            path: self.folder().display().to_string(),
            reason: error.message().to_owned(),
        };
        let mut out = Vec::new();
        for reference in inner.references_glob(&format!("refs/tags/{PREFIX}*")).map_err(fault)? {
            let reference = reference.map_err(fault)?;
            let Some(name) = reference.name().ok().and_then(|n| n.strip_prefix("refs/tags/")) else {
                continue;
            };
            let Some(name) = name.strip_prefix(PREFIX) else { continue };
            let Ok(commit) = reference.peel(ObjectType::Commit) else { continue };
            let tag = reference.peel(ObjectType::Tag).ok().and_then(|object| object.into_tag().ok());
            let tagger = tag.as_ref().and_then(git2::Tag::tagger);
            let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
            out.push(Tag {
                name: name.to_owned(),
                commit: ObjectId(commit.id()),
                at: tagger.as_ref().map(|t| t.when().seconds()),
                by: tagger.as_ref().map(|t| (text(t.name_bytes()), text(t.email_bytes()))),
                message: tag.as_ref().and_then(git2::Tag::message_bytes).map(text).unwrap_or_default(),
            });
        }
        out.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(out)
    }

    /// Names a commit as a baseline, at a moment in seconds since 1970. An existing name is refused: a baseline never
    /// moves.
    pub fn set_baseline(&self, name: &str, commit: ObjectId, why: &str, now: i64) -> Result<(), GitError> {
        let bad = || GitError::BadTagName { name: name.to_owned() };
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || b"._-".contains(&b);
        let begins = name.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
        let full = format!("{PREFIX}{name}");
        if !begins || name.len() > MAX_NAME || !name.bytes().all(is_plain) || !git2::Tag::is_valid_name(&full)
        {
            return Err(bad());
        }
        let written = |error: git2::Error| GitError::NotWritten {
            name: full.clone(),
            reason: error.message().to_owned(),
        };
        let inner = self.lock();
        let who = inner.signature().map_err(|_| GitError::NoIdentity)?;
        let who = git2::Signature::new(
            &String::from_utf8_lossy(who.name_bytes()),
            &String::from_utf8_lossy(who.email_bytes()),
            &git2::Time::new(now, 0),
        )
        .map_err(|_| GitError::NoIdentity)?;
        let object = inner.find_object(commit.0, Some(ObjectType::Commit)).map_err(written)?;
        match inner.tag(&full, &object, &who, why, false) {
            Ok(_) => Ok(()),
            Err(error) if error.code() == ErrorCode::Exists => {
                drop(object);
                drop(inner);
                let known = self.baselines()?.into_iter().find(|tag| tag.name == name);
                let day =
                    known.and_then(|tag| tag.at).map(day).unwrap_or_else(|| "an unknown day".to_owned());
                Err(GitError::TagExists { name: name.to_owned(), day })
            }
            Err(error) => Err(written(error)),
        }
    }
}

/// Returns the day of a moment, in UTC.
fn day(seconds: i64) -> String {
    jiff::Timestamp::from_second(seconds)
        .map_or_else(|_| seconds.to_string(), |t| t.strftime("%Y-%m-%d").to_string())
}
