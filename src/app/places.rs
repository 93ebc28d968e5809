//! Where the program keeps its own files: settings, log, the project for loose documents, copies of samples.

use super::report::{Report, ReportKind};
use std::path::{Path, PathBuf};

/// The environment variable that puts all of the program's own files under one folder.
pub const HOME_VARIABLE: &str = "SAYSO_HOME";

/// The folders of the program on this machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    config: PathBuf,
    data: PathBuf,
    log: PathBuf,
}

impl Places {
    /// As the operating system wants it, or all under `SAYSO_HOME` where that is set.
    ///
    /// # Errors
    /// Where the system names no folder for this user.
    pub fn find() -> Result<Self, Report> {
        if let Some(home) = std::env::var_os(HOME_VARIABLE).filter(|v| !v.is_empty()) {
            return Ok(Self::under(Path::new(&home)));
        }
        let dirs = directories::ProjectDirs::from("", "", "sayso").ok_or_else(|| {
            Report::new(
                ReportKind::Machine,
                "This system names no home folder to keep settings and projects in.",
                format!("Set {HOME_VARIABLE} to a folder that you can write to."),
            )
        })?;
        let data = dirs.data_dir().to_path_buf();
        Ok(Self {
            config: dirs.config_dir().to_path_buf(),
            log: dirs.state_dir().map_or_else(|| data.join("log"), Path::to_path_buf),
            data,
        })
    }

    /// All under one folder.
    pub fn under(home: &Path) -> Self {
        Self { config: home.join("config"), data: home.join("data"), log: home.join("log") }
    }

    /// The settings file.
    pub fn settings_file(&self) -> PathBuf {
        self.config.join("settings.json")
    }

    /// The log that is being written.
    pub fn log_file(&self) -> PathBuf {
        self.log.join("sayso.log")
    }

    /// The folder of a desk's own house styles.
    pub fn styles_folder(&self) -> PathBuf {
        self.data.join("styles")
    }

    /// The project that loose documents go to.
    pub fn scratch_file(&self) -> PathBuf {
        self.data.join("Loose documents.sayso")
    }

    /// The folder for projects that the program makes by itself: from bundles and from samples.
    pub fn projects_folder(&self) -> PathBuf {
        self.data.join("projects")
    }

    /// The file for a project that is made of a bundle or sample called `name`; `mark` tells apart what has the same name.
    pub fn project_file(&self, name: &str, mark: &str) -> PathBuf {
        let name = file_name_from_title(name);
        self.projects_folder().join(format!("{name} {mark}.sayso"))
    }
}

/// `title` without what a file name cannot hold on one of the three systems.
fn file_name_from_title(title: &str) -> String {
    let kept: String = title
        .chars()
        .map(|c| if c.is_control() || r#"/\:*?"<>|"#.contains(c) { ' ' } else { c })
        .take(80)
        .collect();
    let kept = kept.trim().trim_matches('.').trim();
    if kept.is_empty() { "Project".into() } else { kept.into() }
}

/// The name that the system knows the user by; for the annotator's name until one is set.
pub fn system_user_name() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .filter_map(|v| std::env::var(v).ok())
        .map(|name| name.trim().to_owned())
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| "me".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_file_name() {
        assert_eq!(file_name_from_title("a/b: “c”?"), "a b  “c”");
        assert_eq!(file_name_from_title(" .. "), "Project");
    }

    #[test]
    fn copies_of_bundles_lie_in_the_data_folder() {
        let places = Places::under(Path::new("home"));
        assert_eq!(places.project_file("a/b", "12ab"), Path::new("home/data/projects/a b 12ab.sayso"));
    }
}
