//! The same news with other names must give the same attributions: names of many origins, women and men, initials, single names.

use crate::analysis::{Options, Progress, QuoteKind, analyse};
use crate::text::SourceText;

/// A person: full name, what later paragraphs call the person, *he*, *she* or *they*.
type Who = (&'static str, &'static str, &'static str);

/// Invented people by the origin of their names.
const GROUPS: &[(&str, &[Who])] = &[
    ("western Europe", &[("Ellen Marsh", "Marsh", "she"), ("Peter Holloway", "Holloway", "he")]),
    ("southern Europe", &[("Lucía Ferrandiz", "Ferrandiz", "she"), ("Paolo Zanetti", "Zanetti", "he")]),
    ("eastern Europe", &[("Zofia Wrzesniak", "Wrzesniak", "she"), ("Bohdan Kravchuk", "Kravchuk", "he")]),
    (
        "west Africa",
        &[("Adaeze Nwachukwu", "Nwachukwu", "she"), ("Kwabena Owusu-Ansah", "Owusu-Ansah", "he")],
    ),
    ("east Africa", &[("Wanjiru Kamotho", "Kamotho", "she"), ("Tesfaye Gebremariam", "Gebremariam", "he")]),
    ("Arab world", &[("Rania al-Khoury", "al-Khoury", "she"), ("Yusuf Haddadin", "Haddadin", "he")]),
    ("Iran and Turkey", &[("Shirin Tavakoli", "Tavakoli", "she"), ("Emre Yıldızoğlu", "Yıldızoğlu", "he")]),
    ("south Asia", &[("Priyanka Deshmukh", "Deshmukh", "she"), ("Imran Chaudhry", "Chaudhry", "he")]),
    ("east Asia", &[("Mei-ling Hsu", "Hsu", "she"), ("Takumi Haraguchi", "Haraguchi", "he")]),
    ("south-east Asia", &[("Nguyen Thi Hanh", "Hanh", "she"), ("Budi Santosa", "Santosa", "he")]),
    ("Latin America", &[("Ximena Quispe", "Quispe", "she"), ("João Figueiral", "Figueiral", "he")]),
    ("Pacific", &[("Leilani Kahananui", "Kahananui", "she"), ("Tane Rangihuna", "Rangihuna", "he")]),
    ("initials", &[("J. B. Adair", "Adair", "she"), ("T.K. Olumide", "Olumide", "he")]),
    (
        "particles",
        &[("Marijke van der Velde", "Van der Velde", "she"), ("Luis de la Fuente", "De la Fuente", "he")],
    ),
    ("single names", &[("Suharti", "Suharti", "she"), ("Wiranto", "Wiranto", "he")]),
];

/// Texts with *FULL*, *LAST* and *PRO*; each has as many quotations as the number says, all of them that person's.
const TEMPLATES: &[(usize, &str)] = &[
    (1, "The bridge will stay shut. “Nobody is to blame but us,” said FULL, who runs the ferry."),
    (1, "“We had eleven days of rain,” FULL told reporters on Tuesday."),
    (
        2,
        "FULL, a teacher from the harbour town, said the school had been warned. “They knew it in March,” PRO said.",
    ),
    (2, "“It is a scandal,” said FULL.\n\nLAST added: “We will go to court.”"),
    (1, "According to FULL, the council never replied to the letter."),
    (1, "FULL said that the harbour would open again in spring."),
    (2, "Chief engineer FULL warned that the dam could fail.\n\n“I would not sleep below it,” LAST said."),
    (1, "The minister praised the plan. But FULL called it “a gift to the builders” on Monday."),
    (
        2,
        "FULL laughed. “I am seventy,” PRO said. “What can they do to me?”\n\n“They can come and ask,” LAST said.",
    ),
    (1, "Asked about the delay, FULL replied: “Ask me in a year.”"),
];

fn fill(template: &str, who: &Who) -> String {
    let text = template.replace("FULL", who.0).replace("LAST", who.1).replace("PRO", who.2);
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
}

/// Of the quotations that the templates hold, how many are found and given to `who` by the full name.
fn right(who: &Who) -> (usize, usize) {
    let (mut right, mut all) = (0, 0);
    for (count, template) in TEMPLATES {
        let text = SourceText::new(fill(template, who));
        let found = analyse(&text, &Options::default(), &Progress::default()).unwrap();
        let speaker = |i: usize| found.speakers.get(i).map(|s| s.name.as_str());
        let own = found
            .quotes
            .iter()
            .filter(|q| q.kind != QuoteKind::NotSpeech && q.speaker.and_then(speaker) == Some(who.0));
        right += own.count().min(*count);
        all += count;
    }
    (right, all)
}

#[test]
fn other_names_are_read_as_well() {
    let mut lines = Vec::new();
    let (mut women, mut men, mut each) = (0, 0, 0);
    let mut least = usize::MAX;
    for (group, people) in GROUPS {
        let mut sum = 0;
        for who in *people {
            let (n, all) = right(who);
            sum += n;
            each = all;
            *if who.2 == "she" { &mut women } else { &mut men } += n;
            least = least.min(n);
        }
        lines.push(format!("{group}: {sum} of {}", each * people.len()));
    }
    let report = lines.join("\n");
    let all = each * GROUPS.len();
    println!("{report}\nwomen: {women} of {all}, men: {men} of {all}, worst name {least} of {each}");
    assert!(women * 100 >= all * 97 && men * 100 >= all * 97, "{report}");
    assert!(women.abs_diff(men) * 100 <= all * 2, "women {women}, men {men} of {all}");
    assert!(least * 100 >= each * 85, "a name is read worse than the others\n{report}");
}
