//! One file per subcommand: prints, never decides.

pub mod dev;
