//! The body of a request, from a client that may be slow, or still be sending when the answer is there already.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    Error,
    body::{Body, Bytes, HttpBody},
};
use hyper::body::{Frame, SizeHint};
use tokio::time::{Sleep, sleep, timeout};

/// How much of a body that nobody wants is still read, and for how long: a client that is cut off while it sends may never see the answer.
const UNWANTED: usize = 32 * 1024 * 1024;
const UNWANTED_TIME: Duration = Duration::from_secs(10);

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

    #[tokio::test]
    async fn an_empty_body_is_left_alone() {
        assert!(Watched::over(Body::empty(), Duration::ZERO, Duration::ZERO).is_end_stream());
    }
}
