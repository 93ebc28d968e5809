//! Which word forms a text has: each is met once, whatever is looked up of it is looked up once.

/// The forms met so far by their hashes: open addressing, at most half full. A slot holds a form; 0 is an empty one.
pub(super) struct Forms {
    slots: Vec<u32>,
    mask: usize,
}

impl Forms {
    /// None yet.
    pub(super) fn new() -> Self {
        Self { slots: vec![0; 1 << 10], mask: (1 << 10) - 1 }
    }

    /// The slot of `hash`, and the form that it holds.
    #[inline]
    fn place(&self, hash: u32, hashes: &[u32]) -> (usize, u32) {
        let mut at = (hash ^ (hash >> 15)) as usize & self.mask;
        loop {
            match self.slots.get(at) {
                Some(&form) if form != 0 && hashes.get(form as usize) != Some(&hash) => {
                    at = (at + 1) & self.mask;
                }
                found => return (at, found.copied().unwrap_or(0)),
            }
        }
    }

    /// The form of `hash`; a new one where it was not met.
    #[inline]
    pub(super) fn form(&mut self, hash: u32, hashes: &mut Vec<u32>) -> u32 {
        let (at, form) = self.place(hash, hashes);
        if form != 0 {
            return form;
        }
        let form = hashes.len() as u32;
        hashes.push(hash);
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = form;
        }
        if hashes.len() * 2 > self.slots.len() {
            self.grow(hashes);
        }
        form
    }

    fn grow(&mut self, hashes: &[u32]) {
        let size = self.slots.len() * 4;
        *self = Self { slots: vec![0; size], mask: size - 1 };
        for (form, &hash) in (0..).zip(hashes).skip(1) {
            let (at, _) = self.place(hash, hashes);
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = form;
            }
        }
    }
}
