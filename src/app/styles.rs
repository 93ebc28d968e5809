//! House styles: those that come with the program and a desk's own, which lie in the data folder.

use super::files::io_report;
use super::places::Places;
use super::report::{Report, ReportKind};
use crate::verify::Style;
use std::path::{Path, PathBuf};

/// The largest style file.
const LIMIT: u64 = 1 << 20;

/// All styles, the shipped ones first, and what could not be read. A desk's own style takes the place of a shipped one of its id.
pub fn all_styles(places: &Places) -> (Vec<Style>, Vec<Report>) {
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
    (styles, problems)
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
    let (styles, problems) = all_styles(places);
    if let Some(style) = styles.iter().find(|s| s.id == name) {
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
        let (styles, problems) = all_styles(&places);
        assert_eq!((styles.len(), problems.len()), (6, 1));
        assert!(
            problems[0].message.contains("bad.toml” was not read: no rule is called “nonsense”"),
            "{}",
            problems[0]
        );
    }
}
