//! Both stores, builders, personas and HTML helpers for tests
