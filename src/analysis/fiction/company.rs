//! Who is in company: what the turns around a turn, once decided, say of who may speak in it, and how they talk.

use super::chain::Link;
use super::facts::{self, Facts};
use super::focus::{Mind, Telling};
use super::talk::{Talk, Words};
use crate::analysis::weights::Features;

/// Turns looked at on each side.
const REACH: usize = 8;

/// Turns' worth in coarse steps.
fn bucket(sum: u32) -> u32 {
    match sum >> 13 {
        0 => 0,
        1..=3 => 1,
        4..=7 => 2,
        8..=11 => 3,
        12..=19 => 4,
        20..=29 => 5,
        _ => 6,
    }
}

/// The share of a turn from which on it is taken for a candidate's, where it is learned how they talk.
const TAKEN: u32 = 45_000;

/// A book of which it was decided once who speaks.
#[derive(Debug)]
pub struct Company<'a> {
    links: &'a [Link],
    shares: &'a [Vec<u32>],
    words: &'a [Words],
    talk: Talk,
    telling: &'a Telling,
    /// For each turn who is in mind before it.
    minds: Vec<Mind>,
}

impl<'a> Company<'a> {
    /// By the shares of all candidates, the words of all turns, and what is told around them.
    pub fn new(links: &'a [Link], shares: &'a [Vec<u32>], words: &'a [Words], telling: &'a Telling) -> Self {
        let taken = |(link, shares): (&Link, &Vec<u32>)| {
            link.members.iter().zip(shares).find(|s| *s.1 >= TAKEN).map(|s| *s.0)
        };
        let who: Vec<Option<usize>> = links.iter().zip(shares).map(taken).collect();
        let minds = telling.read(0, &who).minds;
        Self { links, shares, words, talk: Talk::new(words, who), telling, minds }
    }

    /// How much of turn `t` is `member`'s, of 65536.
    fn part(&self, t: usize, member: usize) -> u32 {
        let at = self.links.get(t).and_then(|l| l.members.iter().position(|&m| m == member));
        at.and_then(|i| self.shares.get(t)?.get(i)).copied().unwrap_or(0)
    }

    /// For each candidate of turn `t`, whose reporting clause has `subject`, what the shares of the turns around say, and how those
    /// talk whom they are taken for, and what is known by them.
    pub fn features(&self, t: usize, subject: u32) -> Vec<(Features, Facts)> {
        let Some(link) = self.links.get(t) else { return Vec::new() };
        let around: Vec<[u32; 6]> = link
            .members
            .iter()
            .map(|&m| {
                let before = |d: usize| t.checked_sub(d).map_or(0, |t| self.part(t, m));
                let after = |d: usize| self.part(t + d, m);
                let earlier: u32 = (1..=REACH).map(before).sum();
                let later: u32 = (1..=REACH).map(after).sum();
                [earlier, later, before(1), after(1), before(2), after(2)]
            })
            .collect();
        let sums: Vec<u32> = around.iter().map(|[a, b, ..]| a + b).collect();
        let likeness = self.talk.likeness(self.words, t, &link.members);
        let mind = self.minds.get(t);
        around
            .iter()
            .zip(&sums)
            .zip(likeness)
            .zip(&link.members)
            .map(|(((&[earlier, later, b1, a1, b2, a2], &sum), likeness), &member)| {
                let rank = sums.iter().filter(|&&s| s > sum).count().min(6) as u32;
                let mut f = Features(Vec::with_capacity(13));
                let mut known = Facts::default();
                let worth = [sum, earlier, later, b1, a1, b2, a2].map(bucket);
                known.add_all(facts::COMPANY, worth);
                known.add(facts::COMPANY + 7, rank);
                f.add(40, bucket(sum) * 16 + subject, rank);
                f.add(41, bucket(earlier) * 8 + bucket(later), subject);
                f.add(42, bucket(b1) * 8 + bucket(a1), subject);
                f.add(43, bucket(b2) * 8 + bucket(a2), subject);
                f.add(44, bucket(b1) * 8 + bucket(b2), bucket(a1) * 8 + bucket(a2));
                f.add(45, bucket(sum), rank);
                if let Some(mind) = mind {
                    let (before, since, leads) = self.telling.place(mind, member).unwrap_or((7, 15, false));
                    let place = (before.min(7) * 16 + since.min(15)) * 2 + u32::from(leads);
                    let meant = mind.meant.map_or(0, |m| 1 + u32::from(m == member));
                    let fits = self.telling.fits(mind, member);
                    known.add_all(
                        facts::COMPANY + 8,
                        [before.min(7), since.min(15), u32::from(leads), meant, fits],
                    );
                    f.add(80, place, subject * 4 + fits);
                    f.add(81, (before.min(7) * 4 + meant) * 4 + fits, bucket(sum) * 16 + subject);
                    f.add(82, (before.min(7) * 4 + meant) * 16 + since.min(15), bucket(b1) * 8 + bucket(a1));
                    f.add(83, meant * 8 + rank, bucket(b2) * 8 + bucket(a2));
                }
                if let Some(code) = likeness {
                    f.add(52, code, subject);
                    f.add(53, code, bucket(sum) * 8 + rank);
                    f.add(54, code, bucket(b2) * 8 + bucket(a2));
                    known.add_all(facts::COMPANY + 13, [code / 32, code / 4 % 8, code % 4]);
                }
                (f, known)
            })
            .collect()
    }
}
