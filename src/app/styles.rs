//! House styles: those that come with the program and a desk's own, which lie in the data folder.

use super::files::io_report;
use super::places::Places;
use super::report::{Report, ReportKind};
use crate::model::Project;
use crate::verify::Style;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The largest style file.
const LIMIT: u64 = 1 << 20;

/// All styles that may be in force, the shipped ones first. A desk's own style takes the place of a shipped one of its id.
#[derive(Debug, Clone)]
pub struct Styles(Arc<[Style]>);

impl Default for Styles {
    fn default() -> Self {
        Self(Style::shipped().into())
    }
}

impl Styles {
    /// The shipped styles and those in the data folder, and what could not be read.
    pub fn load(places: &Places) -> (Self, Vec<Report>) {
        let mut styles = Style::shipped().to_vec();
        let mut problems = Vec::new();
        let mut files: Vec<PathBuf> = std::fs::read_dir(places.styles_folder())
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok().map(|e| e.path()))
            .filter(|p| p.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")))
            .collect();
        files.sort();
        for file in files {
            match read_style(&file) {
                Ok(style) => {
                    styles.retain(|s| s.id != style.id);
                    styles.push(style);
                }
                Err(report) => problems.push(report),
            }
        }
        (Self(styles.into()), problems)
    }

    /// In the order in which they are offered.
    pub fn iter(&self) -> impl Iterator<Item = &Style> {
        self.0.iter()
    }

    /// The style of that id.
    pub fn named(&self, id: &str) -> Option<&Style> {
        self.iter().find(|s| s.id == id)
    }

    /// The style in force in a project; *verbatim* where it names none, or one that is not here.
    pub fn in_force(&self, project: &Project) -> Style {
        project.style().and_then(|id| self.named(id)).cloned().unwrap_or_else(Style::standard)
    }

    /// What to tell where a project names a style that is not here.
    pub fn lacking(&self, project: &Project) -> Option<Report> {
        let id = project.style().filter(|id| self.named(id).is_none())?;
        let message =
            format!("The house style “{id}” of this project is not on this machine; Verbatim is in force.");
        Some(Report::new(
            ReportKind::Note,
            message,
            "Put its file into the folder of your own styles, or choose another style.",
        ))
    }
}

/// The style in a file.
///
/// # Errors
/// Where it cannot be read, or is no style.
pub fn read_style(path: &Path) -> Result<Style, Report> {
    let io = |e: std::io::Error| io_report(path, "read", &e);
    let length = std::fs::metadata(path).map_err(io)?.len();
    let bad = |why: String| {
        let message = format!("“{}” was not read: {why}.", path.display());
        Report::new(
            ReportKind::Input,
            message,
            "assets/styles of the source code shows how a style is written.",
        )
    };
    if length > LIMIT {
        return Err(bad("it is too large for a style".into()));
    }
    let text = std::fs::read_to_string(path).map_err(io)?;
    Style::parse(&text).map_err(|e| bad(e.to_string().trim_end().replace('\n', " ")))
}

/// The style that a person names: by id, or by the path of a file.
///
/// # Errors
/// Where there is none, with the names that there are.
pub fn find_style(name: &str, places: &Places) -> Result<Style, Report> {
    let path = Path::new(name);
    if path.extension().is_some_and(|e| e.eq_ignore_ascii_case("toml")) {
        return read_style(path);
    }
    let (styles, problems) = Styles::load(places);
    if let Some(style) = styles.named(name) {
        return Ok(style.clone());
    }
    // A file that could not be read may be the very one.
    if let Some(problem) = problems.into_iter().next() {
        return Err(problem);
    }
    let known: Vec<&str> = styles.iter().map(|s| s.id.as_str()).collect();
    let hint =
        format!("There are {}; your own go into “{}”.", known.join(", "), places.styles_folder().display());
    Err(Report::new(ReportKind::Usage, format!("No house style is called “{name}”."), hint))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_desks_own_style_stands_beside_the_shipped_ones() {
        let dir = tempfile::tempdir().unwrap();
        let places = Places::under(dir.path());
        std::fs::create_dir_all(places.styles_folder()).unwrap();
        let write = |name: &str, text: &str| std::fs::write(places.styles_folder().join(name), text).unwrap();
        write("ours.toml", "id='ours'\nname='Ours'\nallow=['fillers']\n");
        write("ap.toml", "id='ap'\nname='AP, as we do it'\nallow=[]\n");
        write("notes.txt", "no style");
        assert_eq!(find_style("ours", &places).unwrap().rules().collect::<Vec<_>>(), ["fillers"]);
        assert_eq!(find_style("ap", &places).unwrap().name, "AP, as we do it");
        let path = places.styles_folder().join("ours.toml");
        assert_eq!(find_style(path.to_str().unwrap(), &places).unwrap().id, "ours");
        let none = find_style("theirs", &places).unwrap_err();
        assert!(
            none.hint.starts_with("There are guardian, reuters, translated, verbatim, ap, ours;"),
            "{}",
            none.hint
        );
        write("bad.toml", "id='bad'\nname='Bad'\nallow=['nonsense']\n");
        let (styles, problems) = Styles::load(&places);
        assert_eq!((styles.iter().count(), problems.len()), (6, 1));
        assert!(
            problems[0].message.contains("bad.toml” was not read: no rule is called “nonsense”"),
            "{}",
            problems[0]
        );
    }
}
