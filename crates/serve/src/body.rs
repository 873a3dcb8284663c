//! The body of a request, from a client that may be slow, or still be sending when the answer is there already.

use std::{
    error::Error as StdError,
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    Error,
    body::{Body, Bytes, HttpBody},
};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Frame, SizeHint};
use tokio::time::{Sleep, sleep, timeout};

/// How much of a body that nobody wants is still read, and for how long: a client that is cut off while it sends may never see the answer.
const UNWANTED: usize = 32 * 1024 * 1024;
const UNWANTED_TIME: Duration = Duration::from_secs(10);

/// Why a body was not read to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// It is larger than is read, or says that it will be: 413.
    #[error("the body is too large")]
    TooLarge,
    /// The client stopped sending it, or took too long: 408.
    #[error("the body did not come in time")]
    Late,
    /// It broke off, or is not what it says: 400.
    #[error("the body is broken")]
    Broken,
}

/// The whole of a body of at most so many bytes. One that announces more is not waited for.
pub async fn whole(body: Body, most: usize) -> Result<Bytes, Unread> {
    if usize::try_from(body.size_hint().lower()).map_or(true, |announced| announced > most) {
        return Err(Unread::TooLarge);
    }
    match Limited::new(body, most).collect().await {
        Ok(read) => Ok(read.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => Err(Unread::TooLarge),
        Err(error) if is_late(&*error) => Err(Unread::Late),
        Err(_) => Err(Unread::Broken),
    }
}

/// Whether the time was up.
fn is_late(error: &(dyn StdError + 'static)) -> bool {
    let mut cause = Some(error);
    while let Some(error) = cause {
        if error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::TimedOut) {
            return true;
        }
        cause = error.source();
    }
    false
}

/// A body with a limit of time: between two pieces, and for the whole.
pub(crate) struct Watched {
    inner: Option<Body>,
    pause: Pin<Box<Sleep>>,
    whole: Pin<Box<Sleep>>,
    most_pause: Duration,
}

impl Watched {
    /// `body` itself where there is nothing to wait for.
    pub(crate) fn over(body: Body, most_pause: Duration, most: Duration) -> Body {
        if body.is_end_stream() {
            return body;
        }
        Body::new(Self { inner: Some(body), pause: Box::pin(sleep(most_pause)), whole: Box::pin(sleep(most)), most_pause })
    }
}

impl HttpBody for Watched {
    type Data = Bytes;
    type Error = Error;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Error>>> {
        let Some(inner) = self.inner.as_mut() else { return Poll::Ready(None) };
        if let Poll::Ready(frame) = Pin::new(inner).poll_frame(context) {
            if frame.as_ref().is_none_or(Result::is_err) {
                self.inner = None;
            }
            let next = tokio::time::Instant::now() + self.most_pause;
            self.pause.as_mut().reset(next);
            return Poll::Ready(frame);
        }
        if self.pause.as_mut().poll(context).is_ready() || self.whole.as_mut().poll(context).is_ready() {
            self.inner = None;
            return Poll::Ready(Some(Err(Error::new(io::Error::from(io::ErrorKind::TimedOut)))));
        }
        Poll::Pending
    }

    fn is_end_stream(&self) -> bool {
        self.inner.as_ref().is_none_or(HttpBody::is_end_stream)
    }

    fn size_hint(&self) -> SizeHint {
        self.inner.as_ref().map(HttpBody::size_hint).unwrap_or_default()
    }
}

impl Drop for Watched {
    fn drop(&mut self) {
        let unread = self.inner.take().filter(|body| !body.is_end_stream());
        if let (Some(body), Ok(runtime)) = (unread, tokio::runtime::Handle::try_current()) {
            runtime.spawn(timeout(UNWANTED_TIME, discard(body)));
        }
    }
}

async fn discard(mut body: Body) {
    let mut read = 0;
    while read < UNWANTED {
        match std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
            Some(Ok(frame)) => read += frame.data_ref().map_or(0, Bytes::len),
            _ => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One piece, then nothing more, ever.
    struct Stalling(Option<Bytes>);

    impl HttpBody for Stalling {
        type Data = Bytes;
        type Error = std::convert::Infallible;

        fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, Self::Error>>> {
            self.0.take().map_or(Poll::Pending, |bytes| Poll::Ready(Some(Ok(Frame::data(bytes)))))
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_stalls_is_given_up() {
        let body = Body::new(Stalling(Some(Bytes::from_static(b"a="))));
        let mut watched = Watched::over(body, Duration::from_secs(10), Duration::from_mins(5));
        let mut next = async || std::future::poll_fn(|context| Pin::new(&mut watched).poll_frame(context)).await;
        assert_eq!(next().await.unwrap().unwrap().into_data().unwrap(), "a=");
        assert!(next().await.unwrap().is_err());
        assert!(next().await.is_none());
    }

    #[tokio::test(start_paused = true)]
    async fn why_a_body_is_not_read_is_told() {
        let stalling = || Body::new(Stalling(Some(Bytes::from_static(b"abc"))));
        let watched = Watched::over(stalling(), Duration::from_secs(10), Duration::from_mins(5));
        assert_eq!(whole(watched, 10).await, Err(Unread::Late));
        assert_eq!(whole(stalling(), 2).await, Err(Unread::TooLarge));
        assert_eq!((whole(Body::from("abc"), 3).await.unwrap(), whole(Body::from("abc"), 2).await), ("abc".into(), Err(Unread::TooLarge)));
        let broken = Body::from_stream(futures_util::stream::iter([Err::<Bytes, _>(io::Error::from(io::ErrorKind::ConnectionReset))]));
        assert_eq!(whole(broken, 10).await, Err(Unread::Broken));
    }

    #[tokio::test]
    async fn an_empty_body_is_left_alone() {
        assert!(Watched::over(Body::empty(), Duration::ZERO, Duration::ZERO).is_end_stream());
    }
}
