//! Named checks of a project. Each names the invariant that it stands for.

mod accepted;
mod checked;
mod nesting;
mod references;
mod spans;

use super::ids::Item;
use super::project::Project;

/// Something that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The invariant, such as `I2`.
    pub invariant: &'static str,
    /// What is wrong, as a sentence.
    pub message: String,
    /// Where.
    pub item: Option<Item>,
    /// Whether the project cannot be worked with as it is, rather than holding something that a person should look at.
    pub is_damage: bool,
}

impl Finding {
    /// Damage.
    pub fn damage(invariant: &'static str, message: impl Into<String>, item: Option<Item>) -> Self {
        Self { invariant, message: message.into(), item, is_damage: true }
    }

    /// Something for a person to look at.
    pub fn remark(invariant: &'static str, message: impl Into<String>, item: Option<Item>) -> Self {
        Self { invariant, message: message.into(), item, is_damage: false }
    }
}

/// A check: what it finds in a project.
type Check = fn(&Project, &mut Vec<Finding>);

/// All checks.
const CHECKS: &[Check] = &[spans::check, references::check, nesting::check, accepted::check, checked::check];

/// Everything that is not as it must be.
pub fn check(project: &Project) -> Vec<Finding> {
    let mut out = Vec::new();
    for check in CHECKS {
        check(project, &mut out);
    }
    out
}
