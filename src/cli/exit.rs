//! How a run ends: exit codes, and why a command could not do its job.

use std::process::ExitCode;

use thiserror::Error;

use crate::load::LoadError;
use crate::pipeline::PipelineError;
use crate::render::RenderError;
use crate::source::SourceError;
use crate::source::git::GitError;

/// The exit codes (design contract). A panic is 101.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExitStatus {
    /// Nothing to report.
    Clean,
    /// Findings at or above the threshold, a NO-GO, or files that would change.
    Findings,
    /// epm could not do it.
    CannotDo,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> ExitCode {
        ExitCode::from(match status {
            ExitStatus::Clean => 0,
            ExitStatus::Findings => 1,
            ExitStatus::CannotDo => 2,
        })
    }
}

/// Why a command could not do its job.
#[derive(Debug, Error)]
pub(crate) enum CliError {
    /// The reader of the output has gone: no error at all.
    #[error("the reader closed the pipe")]
    ClosedPipe,
    /// The arguments do not fit the workspace: an unknown id, gate, report.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// The next step.
        help: String,
    },
    /// A file cannot be read or written.
    #[error("cannot {action} `{path}`: {reason}")]
    File {
        /// `read`, `write`.
        action: &'static str,
        /// The path.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// Nothing can be loaded.
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
    /// The folder cannot be opened.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// The repository or a revision cannot be read.
    #[error(transparent)]
    Git(#[from] GitError),
    /// A template or format is broken.
    #[error(transparent)]
    Render(#[from] RenderError),
}

impl CliError {
    /// Builds an error about arguments.
    pub(crate) fn usage(message: impl Into<String>, help: impl Into<String>) -> CliError {
        CliError::Usage { message: message.into(), help: help.into() }
    }

    /// Returns the next step for a person, if there is one.
    pub(crate) fn help(&self) -> Option<String> {
        match self {
            CliError::Usage { help, .. } => Some(help.clone()),
            CliError::Pipeline(PipelineError::Load(LoadError::NoWorkspace)) => {
                Some("`epm init` starts a program here; `-C DIR` names another folder".to_owned())
            }
            CliError::Git(error) | CliError::Pipeline(PipelineError::Git(error)) => Some(error.help()),
            CliError::Render(error) => Some(error.help()).filter(|help| !help.is_empty()),
            _ => None,
        }
    }
}
