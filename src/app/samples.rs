//! The sample projects that the program carries: bundles, opened as copies.

use crate::formats::Files;

/// A sample: a bundle and what a person reads about it before opening.
#[derive(Debug, Clone, Copy)]
pub struct Sample {
    /// Its name in requests.
    pub name: &'static str,
    /// Its title.
    pub title: &'static str,
    /// What it shows, in a line.
    pub about: &'static str,
    /// Whether the texts have to be found in a folder that the person names.
    pub needs_texts: bool,
    files: &'static [(&'static str, &'static str)],
}

macro_rules! bundle {
    ($folder:literal, $($file:literal),*) => {
        &[$(($file, include_str!(concat!("../../sample_projects/", $folder, "/", $file)))),*]
    };
}

/// All samples, in the order in which they are offered.
pub static SAMPLES: &[Sample] = &[
    Sample {
        name: "newsroom",
        title: "A small newsroom",
        about: "six articles with every way of quoting, decided on",
        needs_texts: false,
        files: bundle![
            "newsroom",
            "project.json",
            "texts/01-storm-night.txt",
            "texts/02-tide-book-theft.txt",
            "texts/03-ferry-aground.txt",
            "texts/04-barrier-vote.txt",
            "texts/05-interview-engineer.txt",
            "texts/06-public-meeting.txt"
        ],
    },
    Sample {
        name: "desk-check",
        title: "A draft and its sources",
        about: "a dozen things that are not as they were said",
        needs_texts: false,
        files: bundle![
            "desk-check",
            "project.json",
            "texts/01-draft-gate-price.txt",
            "texts/02-call-amankwah.txt",
            "texts/03-press-conference.txt",
            "texts/04-statement-harbour-users.txt"
        ],
    },
    Sample {
        name: "fiction",
        title: "A short story",
        about: "dialogue by turns, nested quotations",
        needs_texts: false,
        files: bundle!["fiction", "project.json", "texts/the-lamp-at-sallow-point.txt"],
    },
    Sample {
        name: "seeds",
        title: "Five articles",
        about: "attributions alone: you name the texts’ folder",
        needs_texts: true,
        files: bundle!["seeds", "project.json"],
    },
];

impl Sample {
    /// The sample of that name.
    pub fn find(name: &str) -> Option<&'static Self> {
        SAMPLES.iter().find(|s| s.name == name)
    }

    /// Its files, by path in the bundle.
    pub fn files(&self) -> Files {
        Files(self.files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    fn paths_under(root: &Path, folder: &Path, out: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                paths_under(root, &path, out);
            } else {
                out.insert(path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/"));
            }
        }
    }

    #[test]
    fn the_table_has_every_sample_and_every_file() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample_projects");
        let mut there = BTreeSet::new();
        paths_under(&folder, &folder, &mut there);
        there.remove("README.md");
        let carried: BTreeSet<String> = SAMPLES
            .iter()
            .flat_map(|s| s.files().0.into_keys().map(move |f| format!("{}/{f}", s.name)))
            .collect();
        assert_eq!(carried, there);
    }
}
