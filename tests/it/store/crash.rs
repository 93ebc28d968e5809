//! Killed programs, full disks, write-protected folders. Each is acted by this test program in a process of its own:
//! the tests marked `ignore` are the parts that those processes play.

use super::build::{FERRY, HARBOUR, create, import, open, sound};
use sayso::model::{DocId, Edit};
use sayso::store::{ReadOnly, Session, StoreError};
use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

const FILE: &str = "SAYSO_TEST_FILE";

/// This program, to play `part` on `file`, started by the command `wrap`.
fn play(part: &str, file: &Path, wrap: &[&str]) -> Command {
    let this = std::env::current_exe().unwrap();
    let mut command = match wrap.split_first() {
        Some((first, rest)) => {
            let mut command = Command::new(first);
            command.args(rest).arg(&this);
            command
        }
        None => Command::new(&this),
    };
    let name = format!("store::crash::{part}");
    command.args([&name, "--exact", "--ignored", "--nocapture", "--test-threads=1"]);
    command.env(FILE, file).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

fn file() -> PathBuf {
    std::env::var_os(FILE).expect("started by another test").into()
}

/// Says a line to whoever started this process.
fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}").unwrap();
    out.flush().unwrap();
}

/// Runs a part to its end; `None` where the machine does not let `wrap` run. What it printed otherwise.
#[cfg(unix)]
fn run(part: &str, file: &Path, wrap: &[&str]) -> Option<String> {
    if let Some((first, rest)) = wrap.split_first() {
        let works = Command::new(first).args(rest).arg("true").output().is_ok_and(|o| o.status.success());
        if !works {
            println!("skipped: {first} cannot run here");
            return None;
        }
    }
    let output = play(part, file, wrap).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    Some(said)
}

#[test]
#[ignore = "a part that other tests start"]
fn commits_until_killed() {
    let mut s = Session::open(&file()).unwrap();
    s.set_who(format!("process {}", std::process::id()));
    let long = "The tide turns. ".repeat(20_000);
    for n in 0..10_000 {
        let mut edits = vec![Edit::RenameDocument(DocId(1), format!("Title {n} of {}", std::process::id()))];
        if n % 5 == 4 {
            edits.push(import(&format!("{long}{n} {}", std::process::id()), "Tides"));
        }
        let done = s.commit(&edits, None).unwrap();
        say(&format!("committed {}", done.seq.unwrap().0));
    }
}

#[test]
fn what_was_acknowledged_survives_kill_9_in_the_middle_of_writing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    create(&path).commit(&[import(HARBOUR, "Harbour")], None).unwrap();
    let mut killed_while_writing = 0;
    for round in 0..10_u64 {
        let mut child = play("commits_until_killed", &path, &[]).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let wanted = 3 + round;
        let mut last = 0;
        for line in lines
            .by_ref()
            .filter_map(|l| Some(l.strip_prefix("committed ")?.parse::<u32>().unwrap()))
            .take(wanted as usize)
        {
            last = line;
        }
        std::thread::sleep(Duration::from_micros(700 * round));
        child.kill().unwrap();
        child.wait().unwrap();
        // What it said between the last line that was read and its death.
        last = lines.filter_map(|l| l.strip_prefix("committed ")?.parse().ok()).last().unwrap_or(last);
        killed_while_writing += u32::from(path.with_extension("sayso-journal").exists());
        let mut s = open(&path);
        let head = s.history().head().0;
        assert!(head == last || head == last + 1, "{last} was acknowledged, {head} is there");
        sound(&mut s);
    }
    println!("{killed_while_writing} of 10 were killed between the first write and the commit");
    while open(&path).undo().is_ok() {}
    sound(&mut open(&path));
}

#[test]
#[ignore = "a part that other tests start"]
fn commits_thirty_times() {
    let mut s = Session::open(&file()).unwrap();
    let me = std::process::id();
    s.set_who(me.to_string());
    for n in 0..30 {
        s.commit(&[import(&format!("Text {n} of {me}."), "Note")], None).unwrap();
    }
}

#[test]
fn two_processes_writing_at_once_both_get_all_of_it_in() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    drop(create(&path));
    let start = || play("commits_thirty_times", &path, &[]).spawn().unwrap();
    for child in [start(), start()] {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let mut s = open(&path);
    assert_eq!((s.project().docs.len(), s.history().entries().len()), (60, 60));
    let keys: std::collections::BTreeSet<_> =
        s.project().docs.values().map(|d| d.document.key.clone()).collect();
    assert_eq!(keys.len(), 60, "each planned on top of the other, so that no name is there twice");
    sound(&mut s);
}

#[test]
#[ignore = "a part that other tests start"]
fn fills_the_disk() {
    let path = file();
    let ballast = path.with_extension("ballast");
    fs::write(&ballast, vec![0; 150_000]).unwrap();
    let mut s = create(&path);
    s.commit(&[import(HARBOUR, "Harbour")], None).unwrap();
    let mut before = s.project();
    let mut n = 0;
    let full = loop {
        n += 1;
        match s.commit(&[import(&format!("{n} {}", "The tide turns. ".repeat(1000)), "Tides")], None) {
            Ok(_) => before = s.project(),
            Err(e) => break e,
        }
        assert!(n < 1000, "the disk never was full");
    };
    assert!(matches!(full, StoreError::Full | StoreError::Machine { .. }), "{full:?}");
    assert!(Arc::ptr_eq(&before, &s.project()), "memory shows only what the file has");
    drop(s);
    let mut s = open(&path);
    assert_eq!(s.project(), before);
    fs::remove_file(&ballast).unwrap();
    drop(s);
    s = open(&path);
    s.commit(&[import(FERRY, "Ferry")], None).unwrap();
    sound(&mut s);
    say(&format!("full after {n}: {full}"));
}

#[test]
#[cfg(unix)]
fn a_full_disk_loses_nothing_that_was_shown() {
    let dir = tempfile::tempdir().unwrap();
    let mount = format!("mount -t tmpfs -o size=600k tmpfs '{}' && exec \"$0\" \"$@\"", dir.path().display());
    let small_disk = ["unshare", "-rm", "bash", "-c", &mount];
    let size_limit = ["bash", "-c", "trap '' XFSZ; ulimit -f 300; exec \"$0\" \"$@\""];
    let file = dir.path().join("p.sayso");
    let said = run("fills_the_disk", &file, &small_disk);
    assert!(said.is_none_or(|said| said.contains("The disk is full")));
    let dir = tempfile::tempdir().unwrap();
    run("fills_the_disk_to_a_limit", &dir.path().join("p.sayso"), &size_limit);
}

#[test]
#[ignore = "a part that other tests start"]
fn fills_the_disk_to_a_limit() {
    let mut s = create(&file());
    let mut n = 0;
    let refused = loop {
        n += 1;
        let before = s.project();
        if let Err(e) =
            s.commit(&[import(&format!("{n} {}", "The tide turns. ".repeat(1000)), "Tides")], None)
        {
            assert!(Arc::ptr_eq(&before, &s.project()), "memory shows only what the file has");
            break e;
        }
        assert!(n < 1000, "the limit never was reached");
    };
    assert!(matches!(refused, StoreError::Full | StoreError::Machine { .. }), "{refused:?}");
    drop(s);
    let mut s = open(&file());
    assert_eq!(s.project().docs.len(), n - 1);
    sound(&mut s);
}

#[test]
#[ignore = "a part that other tests start"]
fn cannot_write() {
    let mut s = open(&file());
    let why = s.read_only().expect("it can be written");
    assert_eq!(s.project().docs.len(), 1, "but it can be read");
    let refused = s.commit(&[import(FERRY, "Ferry")], None).unwrap_err();
    assert!(matches!(refused, StoreError::ReadOnly(_)));
    assert!(!refused.hint().is_empty());
    sound(&mut s);
    say(&format!("{why:?}"));
    assert!(matches!(why, ReadOnly::File | ReadOnly::Folder));
}

/// Whether this process may write anywhere, whatever the rights.
#[cfg(unix)]
fn is_root() -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let dir = tempfile::tempdir().unwrap();
    fs::metadata(dir.path()).unwrap().uid() == 0
}

#[test]
#[cfg(unix)]
fn a_write_protected_file_or_folder_is_opened_for_reading_and_says_so() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("p.sayso");
    create(&path).commit(&[import(HARBOUR, "Harbour")], None).unwrap();
    let place = dir.path().display();
    let bind = format!(
        "mount --bind '{place}' '{place}' && mount -o remount,bind,ro '{place}' && exec \"$0\" \"$@\""
    );
    if let Some(said) = run("cannot_write", &path, &["unshare", "-rm", "bash", "-c", &bind]) {
        assert!(said.contains("File"), "{said}");
    }
    // For somebody who is not root, as root may write everywhere.
    let nobody = ["setpriv", "--reuid=65534", "--clear-groups", "--inh-caps=-all"];
    let wrap: &[&str] = if is_root() { &nobody } else { &[] };
    let readable = Command::new("setpriv")
        .args(nobody.iter().skip(1))
        .arg("test")
        .arg("-x")
        .arg(std::env::current_exe().unwrap())
        .status();
    if !wrap.is_empty() && !readable.is_ok_and(|s| s.success()) {
        println!("skipped: this program cannot be run by another user");
        return;
    }
    fs::set_permissions(&path, fs::Permissions::from_mode(0o666)).unwrap();
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let said = run("cannot_write", &path, wrap);
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o755)).unwrap();
    assert!(said.is_none_or(|said| said.contains("Folder")));
}
