//! Locks of what doubles remember.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// What is in a lock, though somebody may have panicked with it: a test fails by what it sees, not by that.
pub(crate) fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
