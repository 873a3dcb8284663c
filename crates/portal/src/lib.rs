//! The reference portal: an aggregator of fragments
