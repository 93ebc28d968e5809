//! Each rule on small texts of our own: what it finds, and what it passes over.

use super::*;
use crate::lang::profile;
use crate::text::SourceText;

/// `rule: source | cue | content` of each attribution.
fn found(lang: &str, text: &str) -> Vec<String> {
    let source = SourceText::new(text);
    let page = Page::new(&source, profile(lang), None);
    let words = |s: &Spans| source.words_of(s);
    matches(&page)
        .iter()
        .filter_map(|m| {
            let r = relation(&page, m)?;
            let named = r.source.as_ref().map_or_else(|| "-".to_owned(), words);
            Some(format!("{}: {named} | {} | {}", m.rule.id, words(&r.cue), words(&r.content)))
        })
        .collect()
}

/// Whether `rule` finds something in `text`.
fn fires(lang: &str, text: &str, rule: Rule) -> bool {
    found(lang, text).iter().any(|f| f.starts_with(&format!("{}:", rule.id)))
}

#[test]
fn cue_then_clause() {
    assert_eq!(
        found("de", "Die Sprecherin der Hafenstadt sagte am Montag, dass der Deich hält."),
        ["cue-then-clause: Die Sprecherin der Hafenstadt | sagte | dass der Deich hält"]
    );
    assert_eq!(
        found("fr", "La mairie a affirmé que la digue tiendrait."),
        ["cue-then-clause: La mairie | affirmé | que la digue tiendrait"]
    );
    assert_eq!(
        found("es", "El alcalde dijo que el dique resistirá."),
        ["cue-then-clause: El alcalde | dijo | que el dique resistirá"]
    );
    assert_eq!(
        found("nl", "De burgemeester zei dat de dijk het houdt."),
        ["cue-then-clause: De burgemeester | zei | dat de dijk het houdt"]
    );
    assert!(!fires("de", "Sie wusste den Weg, den er ging.", CLAUSE));
}

#[test]
fn a_subject_before_its_place_and_its_name() {
    assert_eq!(
        found("de", "Der Leiter des Amtes in Nordhafen, Paul Reik, kritisierte den Plan: „Das hält nicht.“"),
        ["cue-then-colon: Der Leiter des Amtes | kritisierte | „Das hält nicht.“"]
    );
}

#[test]
fn a_clause_behind_a_subject_with_an_apposition() {
    assert_eq!(
        found("es", "La alcaldesa, Inés Balmaseda, dijo que el dique resistirá."),
        ["cue-then-clause: La alcaldesa | dijo | que el dique resistirá"]
    );
}

#[test]
fn cue_then_bare_clause() {
    assert_eq!(
        found("de", "Jana Vogt erklärte, der Deich sei sicher."),
        ["cue-then-bare-clause: Jana Vogt | erklärte | der Deich sei sicher"]
    );
    assert!(!fires("de", "Jana Vogt erklärte den Plan, der alt ist.", BARE));
}

#[test]
fn clause_then_cue() {
    assert_eq!(
        found("de", "Der Deich sei sicher, sagte Jana Vogt."),
        ["clause-then-cue: Jana Vogt | sagte | Der Deich sei sicher"]
    );
    assert_eq!(
        found("de", "„Der Deich hält“, teilte die Stadt am Abend mit."),
        ["clause-then-cue: die Stadt | teilte mit | „Der Deich hält“"]
    );
    assert!(!fires("de", "Der Deich hält, und die Stadt teilt das Geld.", BEHIND));
}

#[test]
fn cue_then_colon() {
    assert_eq!(
        found("de", "Er sagte: Der Deich hält nicht."),
        ["cue-then-colon: Er | sagte | Der Deich hält nicht"]
    );
    assert_eq!(
        found("fr", "Elle répondit : « La digue tiendra. »"),
        ["cue-then-colon: Elle | répondit | « La digue tiendra. »"]
    );
    assert!(!fires("de", "Der Plan hat zwei Teile: Deich und Tor.", COLON));
}

#[test]
fn as_clause() {
    assert_eq!(
        found("de", "Wie die Polizei mitteilte, blieb der Hafen zu."),
        ["as-clause: die Polizei | mitteilte | blieb der Hafen zu"]
    );
    assert!(!fires("de", "Wie ein Turm stand er da, blieb aber still.", AS));
}

#[test]
fn according_to() {
    assert_eq!(
        found("de", "Laut Polizei blieb der Hafen zu."),
        ["according-to: Polizei | Laut | blieb der Hafen zu"]
    );
    assert_eq!(
        found("de", "Der Hafen blieb nach Angaben der Stadt zwei Tage zu."),
        ["according-to: Angaben der Stadt | nach Angaben | Der Hafen blieb zwei Tage zu"]
    );
    assert_eq!(
        found("fr", "Selon la police, le port restait fermé."),
        ["according-to: la police | Selon | le port restait fermé"]
    );
    assert_eq!(
        found("es", "Según la policía, el puerto seguía cerrado."),
        ["according-to: la policía | Según | el puerto seguía cerrado"]
    );
    assert!(!fires("de", "Nach dem Regen blieb der Hafen zu.", ACCORDING));
}

#[test]
fn source_then_word() {
    assert_eq!(
        found("de", "Dem Sprecher zufolge blieb der Hafen zu."),
        ["source-then-word: Dem Sprecher | zufolge | blieb der Hafen zu"]
    );
    assert!(!fires("de", "Er ging dem Wagen nach.", AFTER_SOURCE));
}

#[test]
fn sends_back_and_reporting_mood() {
    let text = "Die Stadt legte einen Bericht vor. Jana Vogt sagte, der Deich sei alt. Er werde erneuert. Demnach koste das viel.";
    let found = found("de", text);
    assert!(found.contains(&"reporting-mood: Jana Vogt | werde | Er werde erneuert".to_owned()), "{found:?}");
    assert!(
        !fires("de", "Der Deich wurde erneuert.", MOOD)
            && !fires("de", "Ich sei der Wind, rief niemand.", MOOD)
    );
    assert!(!fires("de", "Danach ging er heim.", BACK));
}

#[test]
fn noun_then_clause_and_phrase() {
    assert!(fires("de", "Den Vorwurf, dass der Deich alt ist, wies sie zurück.", NOUN));
    assert!(!fires("de", "Der Vorwurf traf die Stadt.", NOUN));
    assert_eq!(
        found("de", "Die Stadt forderte mehr Geld."),
        ["cue-then-phrase: Die Stadt | forderte | Die Stadt forderte mehr Geld"]
    );
    assert!(!fires("de", "Die Stadt bekam mehr Geld.", PHRASE));
}

#[test]
fn marked_words_with_a_cue() {
    assert_eq!(
        found("de", "Jana Vogt nannte den Plan „mutig“."),
        ["cue-with-marks: Jana Vogt | nannte | „mutig“"]
    );
    assert!(!fires("de", "Der Plan heißt „Flut“ im Rathaus der Stadt.", COLON));
}

#[test]
fn every_rule_has_its_own_name() {
    let mut ids: Vec<&str> = RULES.iter().map(|r| r.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), RULES.len());
}

#[test]
fn a_number_with_a_stop_counts_on() {
    assert_eq!(
        found("de", "Am 3. Mai sagte Jana Vogt, der Deich sei sicher."),
        ["cue-then-bare-clause: Jana Vogt | sagte | der Deich sei sicher"]
    );
    assert_eq!(
        found("de", "Jana Vogt sagte, Papst Ivo IV. sei „sehr müde“."),
        ["cue-then-bare-clause: Jana Vogt | sagte | Papst Ivo IV. sei „sehr müde“"]
    );
}

#[test]
fn a_noun_is_no_verb_and_a_verb_no_noun() {
    assert!(!fires("de", "Vogt sprach lange. Die Suche nach dem Schiff hat als Folge viel Streit.", MOOD));
    assert!(!fires("de", "Sie ist auf der Suche nach Geld, das fehlt.", AFTER_SOURCE));
    assert_eq!(
        found("de", "Ihrer Meinung nach hält der Deich."),
        ["source-then-word: Ihrer Meinung | nach | hält der Deich"]
    );
}

#[test]
fn what_a_sentence_sums_up_is_the_one_before() {
    assert_eq!(
        found("de", "Der Deich hält. Das sagte Jana Vogt am Montag."),
        ["clause-then-cue: Jana Vogt | sagte | Der Deich hält."]
    );
    assert!(!fires("de", "Der Deich hält (wir berichteten).", PHRASE));
}

#[test]
fn whoever_sees_it_so() {
    assert_eq!(
        found("de", "Für Jana Vogt ist der Plan „ein Witz“."),
        ["according-to: Jana Vogt | Für | ist der Plan „ein Witz“"]
    );
    assert!(!fires("de", "Für Jana Vogt ist der Plan ein Geschenk.", ACCORDING));
}

#[test]
fn whom_somebody_cites_speaks() {
    assert_eq!(
        found("de", "Der Kurier zitierte Jana Vogt mit den Worten: „Der Deich hält.“"),
        ["cue-then-colon: Jana Vogt | zitierte | „Der Deich hält.“"]
    );
}

#[test]
fn whoever_does_what_a_passive_verb_says() {
    assert_eq!(
        found("de", "Der Plan wurde von der Stadt als „zu teuer“ bezeichnet."),
        ["cue-with-marks: der Stadt | bezeichnet | „zu teuer“"]
    );
    assert!(!fires("de", "Der Turm wird „Langer Ivo“ genannt.", MARKED));
}

#[test]
fn a_verb_without_its_subject() {
    assert!(fires("es", "«El dique resistirá», dijo.", BEHIND));
    assert!(!fires("de", "„Der Deich hält“, sagte.", BEHIND));
}

#[test]
fn a_word_that_owns_and_a_verb_that_means() {
    assert_eq!(
        found("de", "„Der Deich hält nicht“, meinen die beiden Fischer."),
        ["clause-then-cue: die beiden Fischer | meinen | „Der Deich hält nicht“"]
    );
    assert!(!fires("de", "Er hat meinen Nachbarn „Ivo“ getroffen.", MARKED));
}

#[test]
fn marks_behind_the_verb_come_before_a_name_in_marks() {
    assert_eq!(
        found("de", "Ein Vertreter der „holm werke“ bezeichnet den Kauf als „klug“."),
        ["cue-with-marks: Ein Vertreter | bezeichnet | „klug“"]
    );
}

#[test]
fn marked_words_in_a_list_are_one_content() {
    assert_eq!(
        found("de", "Jana Vogt nannte den Plan „teuer“, „dumm“ und „zu spät“."),
        ["cue-with-marks: Jana Vogt | nannte | „teuer“ „dumm“ „zu spät“"]
    );
}

#[test]
fn a_particle_is_that_of_the_verb_before_it() {
    assert_eq!(
        found("de", "Sie sprach von einer „ernsten Lage“ und kündigte Hilfe an.").first().map(String::as_str),
        Some("cue-with-marks: Sie | sprach | „ernsten Lage“")
    );
}

#[test]
fn the_second_verb_has_the_subject_of_the_first() {
    assert_eq!(
        found("de", "Jana Vogt bezeichnete den Deich als „Knüller“ und sagte, dass er hält."),
        [
            "cue-with-marks: Jana Vogt | bezeichnete | „Knüller“",
            "cue-then-clause: Jana Vogt | sagte | dass er hält"
        ]
    );
    assert_eq!(
        found("de", "Jana Vogt tanzte am Deich und rief: „Er hält!“"),
        ["cue-then-colon: Jana Vogt | rief | „Er hält!“"]
    );
}

#[test]
fn a_relative_clause_has_its_pronoun_for_a_subject() {
    assert_eq!(
        found("de", "Anna traf den Bund, der diese Mauer als „Zumutung“ bezeichnete."),
        ["cue-with-marks: der | bezeichnete | „Zumutung“"]
    );
    let other = found("de", "Anna sah die Mauer, die der Bürgermeister als „Zumutung“ bezeichnete.");
    assert!(
        other.iter().any(|f| f == "cue-with-marks: der Bürgermeister | bezeichnete | „Zumutung“"),
        "{other:?}"
    );
}

#[test]
fn whoever_is_as_many_as_the_verb_says() {
    assert_eq!(
        found("de", "Die alten Gräben nannte die Stadt „nutzlos“."),
        ["cue-with-marks: die Stadt | nannte | „nutzlos“"]
    );
    assert_eq!(
        found("de", "Die alten Männer nannten den Graben „nutzlos“."),
        ["cue-with-marks: Die alten Männer | nannten | „nutzlos“"]
    );
}

#[test]
fn any_verb_behind_marked_words_names_who_says_them() {
    assert_eq!(
        found("de", "„Wir haben jetzt vier Punkte“, freute sich Trainerin Jana Vogt."),
        ["clause-then-cue: Trainerin Jana Vogt | freute | „Wir haben jetzt vier Punkte“"]
    );
    assert_eq!(
        found("de", "„Wir haben jetzt vier Punkte“, schwadronierte Jana Vogt am Montag."),
        ["clause-then-cue: Jana Vogt | schwadronierte | „Wir haben jetzt vier Punkte“"]
    );
    // Too few words to be all that somebody says.
    assert!(found("de", "„Rost“, glitzerte Jana Vogt am Montag.").is_empty());
}

#[test]
fn a_clause_that_hangs_on_another_is_its_subjects() {
    let text =
        "Jana Vogt sagte, der Kran sei alt. Die Hafenbehörde will prüfen, ob er verkauft werden solle.";
    let all = found("de", text);
    assert!(all.iter().any(|f| f.starts_with("reporting-mood: Die Hafenbehörde |")), "{all:?}");
}

#[test]
fn an_adjective_ends_as_one() {
    assert_eq!(
        found("de", "Gestern warb Jana Vogt mit den Worten: „Der Deich hält.“"),
        ["colon-then-marks: Jana Vogt | : | „Der Deich hält.“"]
    );
    assert_eq!(
        found("de", "Auf dem Plakat stand: „Der Deich hält.“"),
        ["cue-with-marks: dem Plakat | stand | „Der Deich hält.“"]
    );
    assert_eq!(
        found("de", "Anwohner warfen der Regierung „Wortbruch“ vor."),
        ["cue-with-marks: Anwohner | warfen vor | „Wortbruch“"]
    );
}

#[test]
fn a_text_speaks_of_something() {
    assert_eq!(
        found("de", "In einem internen Schreiben war von einem „offenen Umgang“ die Rede."),
        ["cue-with-marks: einem internen Schreiben | die Rede | „offenen Umgang“"]
    );
    assert!(!fires("de", "Die Rede war lang und von der Stadt bezahlt.", MARKED));
}

#[test]
fn a_participle_stands_before_its_noun() {
    let page_of = |text: &str| found("de", text).join(" ");
    assert!(
        page_of("„Ich gebe mein Amt auf“, heißt es in einer gestern verbreiteten Erklärung.")
            .contains("einer gestern verbreiteten Erklärung")
    );
    // *danach* in a clause of its own is no source.
    assert!(!fires("de", "Vogt bestritt, dass sie ihn danach gefragt habe.", BACK));
}

#[test]
fn words_on_signs_and_in_chants() {
    assert_eq!(
        found("de", "Einige Bürger trugen Banner mit der Aufschrift „Lärm macht krank“ durch die Stadt."),
        ["cue-with-marks: Banner | Aufschrift | „Lärm macht krank“"]
    );
    assert_eq!(
        found("de", "Auf dem Plakat stand „Wir bleiben hier“."),
        ["cue-with-marks: dem Plakat | stand | „Wir bleiben hier“"]
    );
    assert_eq!(
        found("de", "Die Menge skandierte Parolen wie zum Beispiel „Kein Abriss“ oder „Der Park bleibt“."),
        ["cue-with-marks: Die Menge | skandierte | „Kein Abriss“ „Der Park bleibt“"]
    );
    assert_eq!(
        found("de", "Die Stadt legte einen Bericht vor. Darin steht unter anderem: „Der Deich ist alt.“"),
        ["cue-with-marks: einen Bericht | steht | „Der Deich ist alt.“"]
    );
    assert_eq!(
        found("nl", "In de brief stond “Wij blijven hier”."),
        ["cue-with-marks: de brief | stond | “Wij blijven hier”"]
    );
    assert!(found("de", "Das Boot stand „Am Alten Hafen“.").is_empty());
}

#[test]
fn whom_somebody_cites() {
    assert_eq!(
        found("de", "„Das ist zu wenig“, zitierte man Jana Vogt vom Hafenamt."),
        ["clause-then-cue: Jana Vogt vom Hafenamt | zitierte | „Das ist zu wenig“"]
    );
    assert_eq!(
        found("de", "„Das ist zu wenig“, wird Jana Vogt, die Sprecherin, zitiert."),
        ["clause-then-cue: Jana Vogt | zitiert | „Das ist zu wenig“"]
    );
}

#[test]
fn a_form_that_is_no_subject() {
    assert_eq!(
        found("de", "Der freien Zeitung sagte Jana Vogt: „Das ist zu wenig.“"),
        ["cue-then-colon: Jana Vogt | sagte | „Das ist zu wenig.“"]
    );
    assert_eq!(
        found("de", "Der freie Rat sagte gestern: „Das ist zu wenig.“"),
        ["cue-then-colon: Der freie Rat | sagte | „Das ist zu wenig.“"]
    );
}

#[test]
fn a_clause_in_front_ends_where_the_sentence_goes_on() {
    assert_eq!(
        found("de", "Nachdem der Rat gefragt hatte, was der Deich koste, sagte Jana Vogt: „Zu viel.“"),
        [
            "cue-then-clause: der Rat | gefragt | was der Deich koste",
            "cue-then-colon: Jana Vogt | sagte | „Zu viel.“"
        ]
    );
}

#[test]
fn a_name_is_nobodys_words() {
    assert!(found("de", "Der Strom wird als „Sonnenwind“ bezeichnet.").is_empty());
    assert!(found("de", "Das Werk der Hafengesellschaft (Motto: „Wir packen an“) schließt.").is_empty());
    assert!(!fires("de", "Der Rat zeigte alte Filme, wie „Die Flut“ von Vogt.", BARE));
    assert_eq!(
        found("de", "Wie „kurier online“ berichtet, hält der Deich."),
        ["as-clause: „kurier online“ | berichtet | hält der Deich"]
    );
    assert_eq!(
        found("de", "Denn wie die Stadt berichtet, hält der Deich."),
        ["as-clause: die Stadt | berichtet | hält der Deich"]
    );
}

#[test]
fn who_stands_before_a_colon() {
    assert_eq!(
        found("de", "Der Rat lobte den Plan, und die Ministerin Jana Vogt: „Der Preis kommt nicht zu früh.“")
            .last()
            .map(String::as_str),
        Some("colon-then-marks: die Ministerin Jana Vogt | : | „Der Preis kommt nicht zu früh.“")
    );
}
