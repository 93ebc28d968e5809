//! Where the text stands: a block and a distance, so that better heights above never move what is read.

use super::ReaderView;

impl ReaderView {
    /// Moves the text by `by` points; down is more.
    pub(super) fn scroll_by(&mut self, by: f32, height: f32) {
        self.anchor.1 += by;
        self.normalise(height);
    }

    /// Goes to a place between 0, the beginning, and 1, the end.
    pub(super) fn scroll_to(&mut self, place: f64, height: f32) {
        let y = place.clamp(0.0, 1.0)
            * (self.heights.total() + f64::from(Self::tail(height)) - f64::from(height)).max(0.0);
        self.anchor = self.heights.find(y);
        self.glide = 0.0;
        self.normalise(height);
    }

    /// How far the text has gone, from 0 to 1.
    pub(super) fn place(&self, height: f32) -> f64 {
        let all = (self.heights.total() + f64::from(Self::tail(height)) - f64::from(height)).max(1.0);
        ((self.heights.before(self.anchor.0) + f64::from(self.anchor.1)) / all).clamp(0.0, 1.0)
    }

    /// Room below the last line, so that it can be read at a comfortable height.
    pub(super) fn tail(height: f32) -> f32 {
        height * 0.4
    }

    /// Brings the anchor onto the block that it stands on, inside the text.
    pub(super) fn normalise(&mut self, height: f32) {
        let (mut block, mut offset) = self.anchor;
        while offset < 0.0 && block > 0 {
            block -= 1;
            offset += self.heights.get(block);
        }
        while block + 1 < self.heights.len() && offset >= self.heights.get(block) {
            offset -= self.heights.get(block);
            block += 1;
        }
        if block == 0 {
            offset = offset.max(-16.0);
        }
        self.anchor = (block, offset);
        let rest = self.heights.total() + f64::from(Self::tail(height))
            - self.heights.before(block)
            - f64::from(offset);
        if rest < f64::from(height) {
            let y = self.heights.total() + f64::from(Self::tail(height)) - f64::from(height);
            self.anchor = if y <= 0.0 { (0, -16.0) } else { self.heights.find(y) };
            self.glide = 0.0;
        }
    }
}
