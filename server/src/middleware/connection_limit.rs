//! Connection limit: a cap on the connections held at once, and on those of one address.

use crate::{
    middleware::client_address,
    settings::Settings,
    state::share::{Share, Shares},
};
use axum_server::accept::Accept;
use std::{
    future::{Ready, ready},
    io,
    net::IpAddr,
    sync::Arc,
};
use tokio::{
    net::TcpStream,
    sync::{OwnedSemaphorePermit, Semaphore},
};

/// Accepts so many connections at once; those beyond are closed at once rather than left to wait.
#[derive(Clone)]
pub struct ConnectionLimit {
    free: Arc<Semaphore>,
    shares: Shares<IpAddr>,
    proxies: Arc<[IpAddr]>,
}

impl ConnectionLimit {
    /// As many connections at once as the settings say, and one address's share of them.
    pub fn new(settings: &Settings) -> Self {
        let limits = &settings.limits;
        Self {
            free: Arc::new(Semaphore::new(limits.connections)),
            shares: Shares::new(limits.connections, limits.share),
            proxies: settings.proxies.clone(),
        }
    }

    fn enter(&self, stream: TcpStream) -> io::Result<LimitedStream> {
        let full = |why| io::Error::new(io::ErrorKind::ConnectionRefused, why);
        let permit = Arc::clone(&self.free).try_acquire_owned();
        let permit = permit.map_err(|_| full("too many connections"))?;
        // A proxy of ours brings everybody's.
        let from = stream.peer_addr()?.ip().to_canonical();
        let from = (!self.proxies.contains(&from)).then(|| client_address::counted(from));
        let share = self.shares.take(from);
        let share = share.ok_or_else(|| full("too many connections of one address"))?;
        stream.set_nodelay(true)?;
        Ok(LimitedStream {
            stream,
            _permit: permit,
            _share: share,
        })
    }
}

impl<S> Accept<TcpStream, S> for ConnectionLimit {
    type Stream = LimitedStream;
    type Service = S;
    type Future = Ready<io::Result<(LimitedStream, S)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        ready(self.enter(stream).map(|held| (held, service)))
    }
}

/// A connection that counts until it ends.
pub struct LimitedStream {
    stream: TcpStream,
    _permit: OwnedSemaphorePermit,
    _share: Share<IpAddr>,
}

mod passing {
    //! A held connection reads and writes as the one it holds.
    use super::LimitedStream;
    use std::{
        io,
        pin::Pin,
        task::{Context, Poll},
    };
    use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

    impl AsyncRead for LimitedStream {
        fn poll_read(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
            into: &mut ReadBuf<'_>,
        ) -> Poll<io::Result<()>> {
            Pin::new(&mut self.stream).poll_read(cx, into)
        }
    }
    impl AsyncWrite for LimitedStream {
        fn poll_write(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
            from: &[u8],
        ) -> Poll<io::Result<usize>> {
            Pin::new(&mut self.stream).poll_write(cx, from)
        }
        fn poll_write_vectored(
            mut self: Pin<&mut Self>,
            cx: &mut Context<'_>,
            from: &[io::IoSlice<'_>],
        ) -> Poll<io::Result<usize>> {
            Pin::new(&mut self.stream).poll_write_vectored(cx, from)
        }
        fn is_write_vectored(&self) -> bool {
            self.stream.is_write_vectored()
        }
        fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
            Pin::new(&mut self.stream).poll_flush(cx)
        }
        fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
            Pin::new(&mut self.stream).poll_shutdown(cx)
        }
    }
}
