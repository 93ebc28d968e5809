//! Which rows are selected after a click or an arrow key.

use crate::model::QuoteId;
use std::collections::BTreeSet;

/// How a row was clicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Click {
    /// It alone.
    Plain,
    /// With Ctrl: it too, or no longer.
    Toggle,
    /// With Shift: all from the anchor to it.
    Range,
}

/// The selection after a click on `at`, the clicked row first. `anchor` is where a range begins and is moved along.
pub fn pick(
    rows: &[QuoteId],
    chosen: &BTreeSet<QuoteId>,
    anchor: &mut Option<QuoteId>,
    at: QuoteId,
    click: Click,
) -> Vec<QuoteId> {
    match click {
        Click::Plain => {
            *anchor = Some(at);
            vec![at]
        }
        Click::Toggle => {
            *anchor = Some(at);
            let others = chosen.iter().copied().filter(|&q| q != at);
            if chosen.contains(&at) && chosen.len() > 1 {
                others.collect()
            } else {
                [at].into_iter().chain(others).collect()
            }
        }
        Click::Range => {
            let place = |q: QuoteId| rows.iter().position(|&r| r == q);
            let Some((from, to)) = anchor.and_then(place).zip(place(at)) else {
                *anchor = Some(at);
                return vec![at];
            };
            let range = rows.get(from.min(to)..=from.max(to)).unwrap_or_default();
            [at].into_iter().chain(range.iter().copied().filter(|&q| q != at)).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(of: &[u32]) -> Vec<QuoteId> {
        of.iter().copied().map(QuoteId).collect()
    }

    #[test]
    fn clicks_with_ctrl_and_shift() {
        let rows = ids(&[5, 3, 9, 1, 7]);
        let mut anchor = None;
        let chosen =
            BTreeSet::from_iter(pick(&rows, &BTreeSet::new(), &mut anchor, QuoteId(3), Click::Plain));
        assert_eq!(pick(&rows, &chosen, &mut anchor, QuoteId(1), Click::Range), ids(&[1, 3, 9]));
        assert_eq!(
            pick(&rows, &chosen, &mut anchor, QuoteId(5), Click::Range),
            ids(&[5, 3]),
            "upwards, same anchor"
        );
        let two = BTreeSet::from_iter(pick(&rows, &chosen, &mut anchor, QuoteId(7), Click::Toggle));
        assert_eq!(two, BTreeSet::from_iter(ids(&[3, 7])));
        assert_eq!(pick(&rows, &two, &mut anchor, QuoteId(7), Click::Toggle), ids(&[3]));
        assert_eq!(pick(&rows, &chosen, &mut anchor, QuoteId(3), Click::Toggle), ids(&[3]), "one stays");
        anchor = Some(QuoteId(99));
        assert_eq!(
            pick(&rows, &two, &mut anchor, QuoteId(9), Click::Range),
            ids(&[9]),
            "the anchor is filtered out"
        );
    }
}
