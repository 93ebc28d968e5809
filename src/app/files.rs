//! Files written whole or not at all: beside the old one, then renamed over it.

use super::report::{Report, ReportKind};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Writes a file so that at no moment a half-written one bears its name.
///
/// `write` fills a new file in the same folder; it is synced and takes the name of `to` only when that succeeded.
/// Into a device or a pipe it writes as it goes.
pub fn write_beside<T>(to: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> io::Result<T> {
    if is_device(to) {
        let mut device = io::BufWriter::new(std::fs::File::options().write(true).open(to)?);
        let out = write(&mut device)?;
        device.flush()?;
        return Ok(out);
    }
    let folder = folder_of(to);
    std::fs::create_dir_all(&folder)?;
    let mut file = tempfile::Builder::new().prefix(".sayso-").suffix(".part").tempfile_in(&folder)?;
    let out = {
        let mut buffered = io::BufWriter::new(file.as_file_mut());
        let out = write(&mut buffered)?;
        buffered.flush()?;
        out
    };
    set_usual_rights(to, file.path())?;
    file.as_file().sync_all()?;
    file.persist(to).map_err(|e| e.error)?;
    Ok(out)
}

/// Whether `path` names a device or a pipe: bytes go into it, and a file that took its name would destroy it for everybody.
pub fn is_device(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|m| !m.is_file() && !m.is_dir())
}

/// A new file is readable for its owner alone (so makes it the library); gives it the rights of the old one, or the usual ones.
#[cfg(unix)]
pub fn set_usual_rights(old: &Path, new: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = std::fs::metadata(old).map_or(0o644, |m| m.permissions().mode());
    std::fs::set_permissions(new, std::fs::Permissions::from_mode(mode))
}

/// A new file has the rights of its folder here.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the same shape as where rights are kept")]
pub fn set_usual_rights(_old: &Path, _new: &Path) -> io::Result<()> {
    Ok(())
}

/// The folder that `path` lies in; the working folder for a bare name.
pub fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(p) if !p.as_os_str().is_empty() => p.to_path_buf(),
        _ => PathBuf::from("."),
    }
}

/// A report for a file that could not be read or written, with what to do about it.
pub fn io_report(path: &Path, doing: &str, error: &io::Error) -> Report {
    use io::ErrorKind as E;
    let (kind, why, hint) = match error.kind() {
        E::NotFound => (ReportKind::Input, "it is not there".into(), "Check the name and the folder."),
        E::PermissionDenied => (
            ReportKind::Input,
            "the system denies it".into(),
            "Check the rights of the file and of its folder.",
        ),
        E::StorageFull | E::QuotaExceeded => (
            ReportKind::Machine,
            "the disk is full".into(),
            "Make room and try again; nothing else was changed.",
        ),
        E::ReadOnlyFilesystem => {
            (ReportKind::Machine, "the disk can only be read".into(), "Choose another folder.")
        }
        E::IsADirectory => (ReportKind::Input, "it is a folder".into(), "Name a file."),
        _ => (ReportKind::Machine, error.to_string(), ""),
    };
    Report::new(kind, format!("“{}” could not be {doing}: {why}.", path.display()), hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_the_old_file() {
        let dir = tempfile::tempdir().unwrap();
        let to = dir.path().join("out.csv");
        write_beside(&to, |f| f.write_all(b"old")).unwrap();
        let failed: io::Result<()> = write_beside(&to, |f| {
            f.write_all(b"half of the ne")?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        });
        assert!(failed.is_err());
        assert_eq!(std::fs::read(&to).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1, "nothing is left lying about");
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_written_into_and_stays_a_pipe() {
        let dir = tempfile::tempdir().unwrap();
        let to = dir.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&to).status().unwrap().success());
        let reader = std::thread::Builder::new();
        let reader = reader
            .spawn({
                let to = to.clone();
                move || std::fs::read(to).unwrap()
            })
            .unwrap();
        write_beside(&to, |f| f.write_all(b"through it")).unwrap();
        assert!(is_device(&to), "its name is a pipe's still");
        assert_eq!(reader.join().unwrap(), b"through it");
    }
}
