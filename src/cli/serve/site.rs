//! The site in memory, and those who wait for the next one.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::time::Duration;

use crate::render::site::File;

/// The site as it is at the moment.
pub(super) struct Live {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    files: HashMap<String, Arc<str>>,
    generation: u64,
}

impl Live {
    /// Takes the first site.
    pub(super) fn new(files: Vec<File>) -> Live {
        Live { state: Mutex::new(State { files: by_path(files), generation: 1 }), changed: Condvar::new() }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns the number of the site: it grows with every change.
    pub(super) fn generation(&self) -> u64 {
        self.state().generation
    }

    /// Returns a file.
    pub(super) fn file(&self, path: &str) -> Option<Arc<str>> {
        self.state().files.get(path).cloned()
    }

    /// Puts a new site in the place of the old one, and wakes those who wait.
    pub(super) fn replace(&self, files: Vec<File>) {
        let mut state = self.state();
        state.files = by_path(files);
        state.generation += 1;
        self.changed.notify_all();
    }

    /// Waits until the site is not `known` any more, or for a while; returns its number.
    pub(super) fn wait(&self, known: u64, patience: Duration) -> u64 {
        let waiting =
            self.changed.wait_timeout_while(self.state(), patience, |state| state.generation == known);
        let (state, _) = waiting.unwrap_or_else(PoisonError::into_inner);
        state.generation
    }
}

fn by_path(files: Vec<File>) -> HashMap<String, Arc<str>> {
    files.into_iter().map(|file| (file.path, file.text.into())).collect()
}
