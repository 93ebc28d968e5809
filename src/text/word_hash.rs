//! The hash by which a word is looked up, whatever its case and whichever its apostrophe.

pub(crate) const SEED: u32 = 0x811c_9dc5;

#[inline]
pub(crate) fn mix(hash: u32, byte: u8) -> u32 {
    (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

/// FNV-1a over the UTF-8 bytes of `word` in small letters, ’ read as ' and soft hyphens left out. Never 0.
pub fn fold_hash(word: &str) -> u32 {
    word.chars().fold(SEED, mix_char).max(1)
}

#[inline]
pub(crate) fn mix_char(hash: u32, c: char) -> u32 {
    if c.is_ascii() {
        return mix(hash, c.to_ascii_lowercase() as u8);
    }
    match c {
        '\u{2019}' | '\u{2bc}' => mix(hash, b'\''),
        '\u{2010}' | '\u{2011}' => mix(hash, b'-'),
        '\u{ad}' => hash,
        _ => c.to_lowercase().fold(hash, |h, low| {
            let mut buffer = [0; 4];
            low.encode_utf8(&mut buffer).bytes().fold(h, mix)
        }),
    }
}
