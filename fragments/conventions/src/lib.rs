//! The conventions widgets
