//! The fragment protocol, producer side
