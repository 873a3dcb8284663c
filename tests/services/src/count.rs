//! How many of something there are now, and how many there were at most.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

/// What is counted from its beginning to its end.
#[derive(Debug, Default)]
pub struct Count {
    now: AtomicUsize,
    most: AtomicUsize,
    all: AtomicUsize,
}

impl Count {
    /// One more, until what is given back is dropped.
    pub(crate) fn begin(self: &Arc<Self>) -> Counted {
        let now = self.now.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        self.all.fetch_add(1, Ordering::SeqCst);
        Counted(Arc::clone(self))
    }

    /// How many there were at once, at most.
    pub fn most(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }

    /// How many there were in all.
    pub fn all(&self) -> usize {
        self.all.load(Ordering::SeqCst)
    }
}

/// One of what is counted.
#[derive(Debug)]
pub(crate) struct Counted(Arc<Count>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}
