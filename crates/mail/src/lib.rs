//! The outbox leaves by SMTP, or stays readable in the demo
