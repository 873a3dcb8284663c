//! A form sent twice changes things once and gets the same answer twice.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, PoisonError},
};

use sha2::{Digest, Sha256};
use tokio::sync::OnceCell;

use crate::Form;

/// One sending of one form by one person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    pub(crate) login: String,
    /// The whole target, query and all.
    pub(crate) target: String,
    pub(crate) token: String,
    /// What the form says. Someone who goes back, mends a field and sends again says something new, and it must not be lost.
    pub(crate) content: [u8; 32],
}

impl Key {
    /// For a form with a token of ours in it.
    pub(crate) fn of(login: &str, target: &str, form: &Form) -> Option<Self> {
        let token = form.first("once").filter(|token| is_token(token))?;
        Some(Self { login: login.to_owned(), target: target.to_owned(), token: token.to_owned(), content: digest(form) })
    }
}

fn digest(form: &Form) -> [u8; 32] {
    let mut hash = Sha256::new();
    let mut part = |bytes: &[u8]| {
        hash.update((bytes.len() as u64).to_be_bytes());
        hash.update(bytes);
    };
    for (name, value) in form.iter() {
        part(name.as_bytes());
        part(value.as_bytes());
    }
    for file in form.files() {
        part(file.field.as_bytes());
        part(file.file_name.as_bytes());
        part(&file.bytes);
    }
    hash.finalize().into()
}

/// The answers of the last actions, up to a number.
#[derive(Debug)]
pub(crate) struct Memory<T> {
    most: usize,
    kept: Mutex<Kept<T>>,
}

#[derive(Debug)]
struct Kept<T> {
    answers: HashMap<Key, Arc<OnceCell<T>>>,
    order: VecDeque<Key>,
}

impl<T: Clone> Memory<T> {
    pub(crate) fn new(most: usize) -> Self {
        Self { most, kept: Mutex::new(Kept { answers: HashMap::new(), order: VecDeque::new() }) }
    }

    /// Runs the action, or waits for the one under way, or remembers. An answer in `Err` changed nothing: it is not kept, the form may be
    /// sent again.
    pub(crate) async fn once<E>(&self, key: Key, act: impl Future<Output = Result<T, E>>) -> Result<T, E> {
        let cell = self.cell(key);
        cell.get_or_try_init(|| act).await.cloned()
    }

    fn cell(&self, key: Key) -> Arc<OnceCell<T>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cell) = kept.answers.get(&key) {
            return Arc::clone(cell);
        }
        while kept.order.len() >= self.most {
            if let Some(oldest) = kept.order.pop_front() {
                kept.answers.remove(&oldest);
            }
        }
        let cell = Arc::new(OnceCell::new());
        kept.order.push_back(key.clone());
        kept.answers.insert(key, Arc::clone(&cell));
        cell
    }
}

/// A token as we make them; anything else in the field is not ours.
fn is_token(text: &str) -> bool {
    (16..=64).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(token: &str) -> Key {
        Key { login: "a".into(), target: "p".into(), token: token.into(), content: [0; 32] }
    }

    #[tokio::test]
    async fn the_second_sending_gets_the_first_answer() {
        let memory = Memory::new(10);
        assert_eq!(memory.once(key("t"), async { Ok::<_, ()>(1) }).await, Ok(1));
        assert_eq!(memory.once(key("t"), async { Ok::<_, ()>(2) }).await, Ok(1));
        assert_eq!(memory.once(Key { login: "b".into(), ..key("t") }, async { Ok::<_, ()>(3) }).await, Ok(3));
    }

    #[test]
    fn a_mended_form_is_another_sending() {
        let key = |text: &str| Key::of("a", "p", &Form::of(crate::Params::read(text).unwrap()));
        let token = "once=AAAAAAAAAAAAAAAAAAAAAA";
        assert_eq!(key(&format!("{token}&x=1")), key(&format!("{token}&x=1")));
        assert_ne!(key(&format!("{token}&x=1")), key(&format!("{token}&x=2")));
        assert_eq!((key("x=1"), key("once=short"), key("once=<script>aaaaaaaaaaaa")), (None, None, None));
    }

    #[tokio::test]
    async fn two_at_the_same_time_act_once() {
        let memory = Memory::new(10);
        let count = std::cell::Cell::new(0);
        let act = || async {
            tokio::task::yield_now().await;
            count.set(count.get() + 1);
            Ok::<_, ()>(count.get())
        };
        let both = futures_util::future::join(memory.once(key("t"), act()), memory.once(key("t"), act())).await;
        assert_eq!((both, count.get()), ((Ok(1), Ok(1)), 1));
    }

    #[tokio::test]
    async fn a_form_sent_back_may_be_sent_again() {
        let memory = Memory::new(10);
        assert_eq!(memory.once(key("t"), async { Err::<i32, _>("invalid") }).await, Err("invalid"));
        assert_eq!(memory.once(key("t"), async { Ok::<_, &str>(2) }).await, Ok(2));
    }

    #[tokio::test]
    async fn the_oldest_answers_are_forgotten() {
        let memory = Memory::new(2);
        for token in ["a", "b", "c"] {
            memory.once(key(token), async { Ok::<_, ()>(1) }).await.unwrap();
        }
        assert_eq!(memory.once(key("a"), async { Ok::<_, ()>(2) }).await, Ok(2));
        assert_eq!(memory.once(key("c"), async { Ok::<_, ()>(2) }).await, Ok(1));
    }
}
