//! ZIP archives, after PKWARE's APPNOTE.TXT 6.3: written with Deflate and without times, so that the same parts give the same
//! bytes; read back within a bound.

use super::FormatError;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use std::io::{Read as _, Write as _};

/// 1 January 1980, midnight: no time at all.
const DATE: u16 = 0x21;
/// Names are UTF-8.
const FLAGS: u16 = 1 << 11;
const DEFLATE: u16 = 8;
const STORED: u16 = 0;
const LOCAL: &[u8; 4] = b"PK\x03\x04";
const CENTRAL: &[u8; 4] = b"PK\x01\x02";
const END: &[u8; 4] = b"PK\x05\x06";
/// Bytes of the end record without its comment.
const END_LEN: usize = 22;

/// An archive with these parts, in order.
pub(super) fn pack(parts: &[(&str, &[u8])]) -> Result<Vec<u8>, FormatError> {
    let (mut out, mut central) = (Vec::new(), Vec::new());
    for (name, bytes) in parts {
        let mut deflated = DeflateEncoder::new(Vec::new(), Compression::default());
        deflated.write_all(bytes)?;
        let deflated = deflated.finish()?;
        let mut crc = Crc::new();
        crc.update(bytes);
        let mut facts = Vec::with_capacity(26);
        for n in [20, FLAGS, DEFLATE, 0, DATE] {
            facts.extend(n.to_le_bytes());
        }
        for n in [crc.sum(), size(deflated.len())?, size(bytes.len())?] {
            facts.extend(n.to_le_bytes());
        }
        let length = u16::try_from(name.len()).map_err(|_| too_large())?;
        facts.extend(length.to_le_bytes());
        facts.extend(0_u16.to_le_bytes());
        let at = size(out.len())?;
        out.extend(LOCAL);
        out.extend(&facts);
        out.extend(name.as_bytes());
        out.extend(&deflated);
        central.extend(CENTRAL);
        central.extend(20_u16.to_le_bytes());
        central.extend(&facts);
        central.extend([0; 10]);
        central.extend(at.to_le_bytes());
        central.extend(name.as_bytes());
    }
    let (at, length) = (size(out.len())?, size(central.len())?);
    let count = u16::try_from(parts.len()).map_err(|_| too_large())?;
    out.extend(central);
    out.extend(END);
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(length.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0; 2]);
    Ok(out)
}

fn size(n: usize) -> Result<u32, FormatError> {
    u32::try_from(n).map_err(|_| too_large())
}

fn too_large() -> FormatError {
    FormatError::Malformed("it is too large for an archive".into())
}

/// The part of that name, at most `limit` bytes of it; nothing where it is not there or cannot be read.
pub(super) fn part(archive: &[u8], name: &str, limit: usize) -> Option<Vec<u8>> {
    // The end record stands within the last 64 KB, its comment behind it.
    let tail = archive.len().saturating_sub(END_LEN + 0xffff);
    let end = tail + memchr::memmem::rfind(archive.get(tail..)?, END)?;
    let count = u16_at(archive, end + 10)?;
    let mut at = u32_at(archive, end + 16)? as usize;
    for _ in 0..count {
        if archive.get(at..at + 4)? != CENTRAL {
            return None;
        }
        let (length, extra, comment) =
            (u16_at(archive, at + 28)?, u16_at(archive, at + 30)?, u16_at(archive, at + 32)?);
        let (length, rest) = (usize::from(length), usize::from(extra) + usize::from(comment));
        if archive.get(at + 46..at + 46 + length)? == name.as_bytes() {
            return content(archive, at, limit);
        }
        at += 46 + length + rest;
    }
    None
}

/// The bytes of the entry whose record in the directory begins at `at`, if they are those that its checksum names.
fn content(archive: &[u8], at: usize, limit: usize) -> Option<Vec<u8>> {
    let (method, sum) = (u16_at(archive, at + 10)?, u32_at(archive, at + 16)?);
    let packed = u32_at(archive, at + 20)? as usize;
    let local = u32_at(archive, at + 42)? as usize;
    if archive.get(local..local + 4)? != LOCAL {
        return None;
    }
    let skip = usize::from(u16_at(archive, local + 26)?) + usize::from(u16_at(archive, local + 28)?);
    let data = archive.get(local + 30 + skip..)?.get(..packed)?;
    let mut out = Vec::new();
    match method {
        STORED => out.extend(data.get(..data.len().min(limit + 1))?),
        DEFLATE => drop(DeflateDecoder::new(data).take(limit as u64 + 1).read_to_end(&mut out).ok()?),
        _ => return None,
    }
    let mut crc = Crc::new();
    crc.update(&out);
    (out.len() <= limit && crc.sum() == sum).then_some(out)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_back_and_broken_ones_do_not() {
        let long = "weir ".repeat(10_000);
        let all = pack(&[("a/ü.xml", b"<a/>"), ("long", long.as_bytes()), ("empty", b"")]).unwrap();
        assert!(all.len() < 1_000, "it is packed");
        assert_eq!(part(&all, "a/ü.xml", 10).as_deref(), Some(&b"<a/>"[..]));
        assert_eq!(part(&all, "long", long.len()).unwrap().len(), long.len());
        assert_eq!(part(&all, "long", long.len() - 1), None, "over the bound");
        assert_eq!((part(&all, "empty", 9), part(&all, "none", 9)), (Some(Vec::new()), None));
        for cut in 0..all.len() {
            part(&all[..cut], "long", 1 << 20);
            let mut bent = all.clone();
            bent[cut] ^= 0x55;
            part(&bent, "long", 1 << 20);
        }
    }
}
