//! Who is in company: what the turns around a turn, once decided, say of who may speak in it.

use super::chain::Link;
use crate::analysis::weights::Features;

/// Turns looked at on each side.
const REACH: usize = 8;

/// How much of turn `t` is `member`'s, of 65536.
fn part(links: &[Link], shares: &[Vec<u32>], t: usize, member: usize) -> u32 {
    let at = links.get(t).and_then(|l| l.members.iter().position(|&m| m == member));
    at.and_then(|i| shares.get(t)?.get(i)).copied().unwrap_or(0)
}

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

/// For each candidate of turn `t`, whose reporting clause has `subject`, what the shares of the turns around say.
pub fn company(links: &[Link], shares: &[Vec<u32>], t: usize, subject: u32) -> Vec<Features> {
    let Some(link) = links.get(t) else { return Vec::new() };
    let around: Vec<[u32; 6]> = link
        .members
        .iter()
        .map(|&m| {
            let before = |d: usize| t.checked_sub(d).map_or(0, |t| part(links, shares, t, m));
            let after = |d: usize| part(links, shares, t + d, m);
            let earlier: u32 = (1..=REACH).map(before).sum();
            let later: u32 = (1..=REACH).map(after).sum();
            [earlier, later, before(1), after(1), before(2), after(2)]
        })
        .collect();
    let sums: Vec<u32> = around.iter().map(|[a, b, ..]| a + b).collect();
    around
        .iter()
        .zip(&sums)
        .map(|(&[earlier, later, b1, a1, b2, a2], &sum)| {
            let rank = sums.iter().filter(|&&s| s > sum).count().min(6) as u32;
            let mut f = Features(Vec::with_capacity(8));
            f.add(40, bucket(sum) * 16 + subject, rank);
            f.add(41, bucket(earlier) * 8 + bucket(later), subject);
            f.add(42, bucket(b1) * 8 + bucket(a1), subject);
            f.add(43, bucket(b2) * 8 + bucket(a2), subject);
            f.add(44, bucket(b1) * 8 + bucket(b2), bucket(a1) * 8 + bucket(a2));
            f.add(45, bucket(sum), rank);
            f
        })
        .collect()
}
