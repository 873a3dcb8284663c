//! One TOML file and the environment for secrets; every mistake reported at once
