//! Ports for servers that are told theirs before they start.

use std::{
    net::{IpAddr, SocketAddr, TcpListener},
    process,
    sync::atomic::{AtomicU32, Ordering},
};

use crate::Done;

/// The first of our ports, and how many they are.
const OURS: (u16, u16) = (10_000, 10_000);

/// An address of a host of this machine that nobody has now, and that this process is told of once. It is none of those that the system gives
/// to whoever asks for any: another connection would get such a one between letting go here and being taken, or while a server is away.
pub fn free(host: impl Into<IpAddr>) -> Done<SocketAddr> {
    static TOLD: AtomicU32 = AtomicU32::new(0);
    let (host, (first, count)) = (host.into(), OURS);
    for _ in 0..count {
        let next = process::id().wrapping_add(TOLD.fetch_add(1, Ordering::Relaxed)) % u32::from(count);
        let address = SocketAddr::new(host, first + u16::try_from(next)?);
        if TcpListener::bind(address).is_ok() {
            return Ok(address);
        }
    }
    Err("no port is free".into())
}
