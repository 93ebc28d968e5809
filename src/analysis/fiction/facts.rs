//! What is known of a candidate at a turn, as small numbers: the answers to numbered questions, for the network ([`super::net`]).

/// Answers that are told apart; what is larger counts as the last.
pub const ANSWERS: usize = 64;
/// Questions there are.
pub const QUESTIONS: usize = 160;

/// The first question about a candidate.
pub const CANDIDATE: u16 = 0;
/// The first question about the turn, which are the same for all its candidates.
pub const TURN: u16 = 36;
/// The first question about a mention near the turn: [`PLACES`] places for each.
pub const SPOT: u16 = 64;
/// Places that a mention may have: its zone, and whether it is the subject of the reporting clause.
pub const PLACES: u16 = 10;
/// The first question about who is in company.
pub const COMPANY: u16 = 144;

/// Facts, each as the number of its row in a table: the question times [`ANSWERS`], and the answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts(pub Vec<u16>);

impl Facts {
    /// Adds the answer to one question.
    pub fn add(&mut self, question: u16, answer: u32) {
        self.0.push(question * ANSWERS as u16 + answer.min(ANSWERS as u32 - 1) as u16);
    }

    /// Adds the answers to the questions from `first` on.
    pub fn add_all<const N: usize>(&mut self, first: u16, answers: [u32; N]) {
        self.0.reserve(N);
        for (question, answer) in (first..).zip(answers) {
            self.add(question, answer);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_a_row_of_its_own_and_a_large_one_the_last_of_its_question() {
        let mut facts = Facts::default();
        facts.add_all(2, [0, 5, 900]);
        assert_eq!(facts.0, [128, 197, 319]);
    }
}
