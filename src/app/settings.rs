//! What a person set: theme, zoom, reading face, name, recent files, the layout of the window.
//!
//! One JSON file, written whole. Keys that this version does not know, and values that it cannot read, are kept as they are, so that
//! an older program does not undo what a newer one wrote.

use super::files::{io_report, write_beside};
use super::places::{Places, system_user_name};
use super::report::{Report, ReportKind};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Version of the settings file that this program writes.
pub const SETTINGS_VERSION: u32 = 1;

/// How many recent files are kept.
const RECENT: usize = 12;

/// Light, dark, or as the system has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::EnumIter)]
#[serde(rename_all = "snake_case")]
pub enum ThemeChoice {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// The face that documents are set in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, strum::EnumIter)]
#[serde(rename_all = "snake_case")]
pub enum ReadingFace {
    /// The serif face.
    #[default]
    Serif,
    /// The face of the window.
    Sans,
    /// The fixed-width face.
    Mono,
}

/// All settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// Light, dark, or as the system has it.
    pub theme: ThemeChoice,
    /// Whether tints are drawn as outlines and pale words as dark as the others.
    pub high_contrast: bool,
    /// Size of everything, in per cent: 50 to 300.
    pub zoom_percent: u16,
    /// Face of the documents.
    pub reading_face: ReadingFace,
    /// Size of the documents' face in points: 10 to 40.
    pub reading_size: u16,
    /// The name that decisions are signed with.
    pub annotator: String,
    /// Projects that were open, the last one first. The engine keeps it.
    pub recent: Vec<PathBuf>,
    /// Layout of window and panels, by panel; only the window knows what is inside.
    pub panels: BTreeMap<String, Value>,
    /// Keys that this version does not know or cannot read, kept as they are.
    other: Map<String, Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: ThemeChoice::default(),
            high_contrast: false,
            zoom_percent: 100,
            reading_face: ReadingFace::default(),
            reading_size: 17,
            annotator: system_user_name(),
            recent: Vec::new(),
            panels: BTreeMap::new(),
            other: Map::new(),
        }
    }
}

impl Settings {
    /// Reads the file; the usual settings where there is none. A file that is no JSON object is set aside under another name,
    /// and the report says so.
    pub fn load(places: &Places) -> (Self, Option<Report>) {
        let path = places.settings_file();
        match std::fs::read(&path) {
            Ok(bytes) => match serde_json::from_slice::<Map<String, Value>>(&bytes) {
                Ok(map) => (Self::from_map(map), None),
                Err(_) => (Self::default(), Some(set_aside(&path))),
            },
            Err(e) if e.kind() == ErrorKind::NotFound => (Self::default(), None),
            Err(e) => (Self::default(), Some(io_report(&path, "read", &e))),
        }
    }

    /// Writes the file, whole or not at all.
    ///
    /// # Errors
    /// Where the folder cannot be written to.
    pub fn save(&self, places: &Places) -> Result<(), Report> {
        let path = places.settings_file();
        let text = serde_json::to_string_pretty(&self.to_map()).unwrap_or_default();
        write_beside(&path, |f| f.write_all(text.as_bytes())).map_err(|e| io_report(&path, "written", &e))
    }

    /// Puts `path` in front of the recent files.
    pub fn remember(&mut self, path: &Path) {
        self.forget(path);
        self.recent.insert(0, path.to_path_buf());
        self.recent.truncate(RECENT);
    }

    /// Takes `path` out of the recent files.
    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|p| p != path);
    }

    fn from_map(mut map: Map<String, Value>) -> Self {
        let usual = Self::default();
        let annotator: String = take(&mut map, "annotator", usual.annotator.clone());
        Self {
            theme: take(&mut map, "theme", usual.theme),
            high_contrast: take(&mut map, "high_contrast", usual.high_contrast),
            zoom_percent: take(&mut map, "zoom_percent", usual.zoom_percent).clamp(50, 300),
            reading_face: take(&mut map, "reading_face", usual.reading_face),
            reading_size: take(&mut map, "reading_size", usual.reading_size).clamp(10, 40),
            annotator: if annotator.trim().is_empty() { usual.annotator } else { annotator },
            recent: take(&mut map, "recent", usual.recent),
            panels: take(&mut map, "panels", usual.panels),
            other: map,
        }
    }

    fn to_map(&self) -> Map<String, Value> {
        let mut map = self.other.clone();
        let mut put = |key: &str, value: Value| {
            // A value that could not be read is given up only for one that a person set.
            let unread = map.contains_key(key);
            if !unread || usual(key).as_ref() != Some(&value) {
                map.insert(key.into(), value);
            }
        };
        put("version", SETTINGS_VERSION.into());
        put("theme", json(&self.theme));
        put("high_contrast", json(&self.high_contrast));
        put("zoom_percent", json(&self.zoom_percent));
        put("reading_face", json(&self.reading_face));
        put("reading_size", json(&self.reading_size));
        put("annotator", json(&self.annotator));
        put("recent", json(&self.recent));
        put("panels", json(&self.panels));
        map
    }
}

/// The value that `key` has where nobody set it.
fn usual(key: &str) -> Option<Value> {
    let s = Settings::default();
    Some(match key {
        "theme" => json(&s.theme),
        "high_contrast" => json(&s.high_contrast),
        "zoom_percent" => json(&s.zoom_percent),
        "reading_face" => json(&s.reading_face),
        "reading_size" => json(&s.reading_size),
        _ => return None,
    })
}

fn json<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Takes `key` out of `map`; leaves it there and gives `usual` where it cannot be read.
fn take<T: DeserializeOwned>(map: &mut Map<String, Value>, key: &str, usual: T) -> T {
    match map.get(key).map(T::deserialize) {
        Some(Ok(value)) => {
            map.remove(key);
            value
        }
        _ => usual,
    }
}

fn set_aside(path: &Path) -> Report {
    let aside = path.with_extension("json.broken");
    let hint = match std::fs::rename(path, &aside) {
        Ok(()) => format!("It was set aside as “{}”, and the usual settings are in force.", aside.display()),
        Err(_) => "The usual settings are in force.".into(),
    };
    Report::new(
        ReportKind::Note,
        format!("The settings file “{}” could not be understood.", path.display()),
        hint,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn home_with(settings: &str) -> (tempfile::TempDir, Places) {
        let home = tempfile::tempdir().unwrap();
        let places = Places::under(home.path());
        std::fs::create_dir_all(home.path().join("config")).unwrap();
        std::fs::write(places.settings_file(), settings).unwrap();
        (home, places)
    }

    #[test]
    fn settings_read_back() {
        let home = tempfile::tempdir().unwrap();
        let places = Places::under(home.path());
        let mut s = Settings { theme: ThemeChoice::Dark, annotator: "Jo".into(), ..Settings::default() };
        s.remember(Path::new("/a.sayso"));
        s.remember(Path::new("/b.sayso"));
        s.remember(Path::new("/a.sayso"));
        s.panels.insert("reader".into(), Value::from(7));
        s.save(&places).unwrap();
        let (read, note) = Settings::load(&places);
        assert_eq!((read.theme, read.annotator.as_str(), note), (ThemeChoice::Dark, "Jo", None));
        assert_eq!(read.recent, [PathBuf::from("/a.sayso"), PathBuf::from("/b.sayso")]);
        assert_eq!(read.panels["reader"], Value::from(7));
    }

    #[test]
    fn what_a_newer_version_wrote_stays() {
        let (_home, places) = home_with(r#"{"version":9,"theme":"sepia","zoom_percent":150,"stars":[1]}"#);
        let (mut s, note) = Settings::load(&places);
        assert_eq!((s.theme, s.zoom_percent, note), (ThemeChoice::System, 150, None));
        s.reading_size = 20;
        s.save(&places).unwrap();
        let map: Map<String, Value> =
            serde_json::from_slice(&std::fs::read(places.settings_file()).unwrap()).unwrap();
        assert_eq!(map["theme"], "sepia");
        assert_eq!(map["stars"], Value::from(vec![1]));
        s.theme = ThemeChoice::Dark;
        s.save(&places).unwrap();
        assert_eq!(Settings::load(&places).0.theme, ThemeChoice::Dark, "a person's choice goes over it");
    }

    #[test]
    fn a_broken_file_is_set_aside() {
        let (_home, places) = home_with("{theme");
        let (s, note) = Settings::load(&places);
        assert_eq!(s.zoom_percent, 100);
        assert!(note.unwrap().hint.contains("set aside"));
        assert!(!places.settings_file().exists());
        assert_eq!(std::fs::read(places.settings_file().with_extension("json.broken")).unwrap(), b"{theme");
    }
}
