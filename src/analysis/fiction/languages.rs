//! A story of our own in each language whose words nobody learned: what the language file says is enough to tell who speaks.

use super::tests::speakers;
use crate::analysis::{FoundQuote, Options, Progress, analyse};
use crate::text::SourceText;

/// Whether the first turns of `text` are said by whoever is called so.
fn tells(text: &str, expected: &[&str]) {
    let said = speakers(text);
    assert!(said.len() >= expected.len(), "{said:?}");
    let right = said.iter().zip(expected).map(|(s, e)| s.contains(e));
    assert!(right.clone().all(|r| r), "{:?}", said.iter().zip(expected).collect::<Vec<_>>());
}

const GERMAN: &str = "Der Regen hatte die halbe Nacht gegen die Scheiben geschlagen, und als Konrad Brehm am Morgen die Treppe hinunterkam, stand seine Schwester Hedwig schon am Herd. Sie sah müde aus. Der alte Kater lag unter der Bank und rührte sich nicht, und auf dem Tisch stand noch das Geschirr vom Abend.

»Du hast wieder nicht geschlafen«, sagte Hedwig.

»Nicht viel.« Er setzte sich und zog die Tasse zu sich heran.

»Der Müller war hier«, fuhr sie fort. »Er will sein Geld.«

»Er soll warten.«

»Er wartet seit März, Konrad.«

Konrad schwieg. Draußen ging jemand über den Hof, und gleich darauf klopfte es. Der Müller trat ein, ohne auf Antwort zu warten, und nahm den Hut ab. Er war ein schwerer Mann mit roten Händen.

»Guten Morgen«, brummte der Müller. »Ist das Geld da?«

»Setzen Sie sich, Herr Lenz«, bat Hedwig. »Wollen Sie Kaffee?«

»Ich will mein Geld.«

Da stand Konrad auf und trat ans Fenster. »Sie bekommen es am Freitag«, sagte er leise. »Ich habe die Kuh verkauft.«

»Die Kuh!« rief Hedwig. Sie ließ den Löffel fallen.

»Was hätte ich tun sollen?«, fragte er.

Der Müller drehte den Hut in den Händen und wurde verlegen. »Am Freitag also«, murmelte er und ging hinaus.
";

const FRENCH: &str = "La pluie avait battu les vitres toute la nuit, et quand Étienne Brulard descendit l'escalier, sa sœur Mathilde était déjà devant le fourneau. Elle avait l'air fatiguée. Le vieux chat dormait sous le banc et ne bougeait pas.

— Tu n'as pas dormi, dit Mathilde.

— Pas beaucoup.

Il s'assit et tira la tasse vers lui.

— Le meunier est venu, reprit-elle. Il veut son argent.

— Qu'il attende !

— Il attend depuis mars, Étienne.

Étienne ne répondit pas. Dehors, quelqu'un traversait la cour, et presque aussitôt on frappa. Le meunier entra sans attendre et ôta son chapeau. C'était un homme lourd, aux mains rouges.

— Bonjour, grogna le meunier. L'argent est là ?

— Asseyez-vous, monsieur Lenoir, lui dit Mathilde. Voulez-vous du café ?

— Je veux mon argent.

Alors Étienne se leva et alla vers la fenêtre.

— Vous l'aurez vendredi, dit-il à voix basse. J'ai vendu la vache.

— La vache ! s'écria Mathilde.

Le meunier tourna son chapeau entre ses doigts : « Vendredi, donc. »

Et il sortit.
";

const DUTCH: &str = "De regen had de halve nacht tegen de ruiten geslagen, en toen Koen Brandsma de trap afkwam, stond zijn zuster Hilde al bij het fornuis. Zij zag er moe uit. De oude kater lag onder de bank en verroerde zich niet.

‘Je hebt weer niet geslapen,’ zei Hilde.

‘Niet veel.’ Hij ging zitten en trok het kopje naar zich toe.

‘De molenaar is hier geweest,’ ging zij voort. ‘Hij wil zijn geld.’

‘Laat hem wachten.’

‘Hij wacht al sinds maart, Koen.’

Koen zweeg. Buiten liep iemand over het erf, en even later werd er geklopt. De molenaar kwam binnen zonder op antwoord te wachten en nam zijn hoed af. Het was een zware man met rode handen.

‘Goedemorgen,’ bromde de molenaar. ‘Is het geld er?’

‘Gaat u zitten, meneer De Wit,’ zei Hilde. ‘Wilt u koffie?’

‘Ik wil mijn geld.’

Toen stond Koen op en liep naar het raam. ‘U krijgt het vrijdag,’ zei hij zacht. ‘Ik heb de koe verkocht.’

‘De koe!’ riep Hilde. Zij liet de lepel vallen.

‘Wat had ik moeten doen?’ vroeg hij.

De molenaar draaide zijn hoed in zijn handen rond. ‘Vrijdag dan,’ mompelde hij, en hij ging naar buiten.
";

const SPANISH: &str = "La lluvia había golpeado los cristales toda la noche, y cuando Esteban Robledo bajó la escalera, su hermana Matilde estaba ya junto al fogón. Ella tenía cara de cansada. El viejo gato dormía debajo del banco y no se movía.

—Otra vez no has dormido —dijo Matilde.

—No mucho.

Él se sentó y acercó la taza.

—Ha venido el molinero —continuó ella—. Quiere su dinero.

—Que espere.

—Espera desde marzo, Esteban.

Esteban no contestó. Fuera, alguien cruzaba el patio, y enseguida llamaron a la puerta. El molinero entró sin esperar y se quitó el sombrero. Era un hombre pesado, de manos rojas.

—Buenos días —gruñó el molinero—. ¿Está el dinero?

—Siéntese, señor Lagos —dijo Matilde—. ¿Quiere café?

—Quiero mi dinero.

Entonces Esteban se levantó y fue hacia la ventana.

—Lo tendrá el viernes —dijo él en voz baja—. He vendido la vaca.

—¡La vaca! —gritó Matilde.

El molinero dio vueltas al sombrero entre las manos.

—El viernes, pues —murmuró, y salió.
";

#[test]
fn the_miller_comes_in_german() {
    tells(
        GERMAN,
        &[
            "Hedwig", "Konrad", "Hedwig", "Konrad", "Hedwig", "Müller", "Hedwig", "Müller", "Konrad",
            "Hedwig", "Konrad",
        ],
    );
}

#[test]
fn the_miller_comes_in_french() {
    tells(
        FRENCH,
        &[
            "Mathilde", "Étienne", "Mathilde", "Étienne", "Mathilde", "meunier", "Mathilde", "meunier", "",
            "Mathilde", "meunier",
        ],
    );
}

#[test]
fn the_miller_comes_in_dutch() {
    tells(
        DUTCH,
        &["Hilde", "Koen", "Hilde", "Koen", "Hilde", "molenaar", "Hilde", "", "Koen", "Hilde", "Koen"],
    );
}

#[test]
fn the_miller_comes_in_spanish() {
    tells(
        SPANISH,
        &[
            "Matilde", "Esteban", "Matilde", "Esteban", "Matilde", "molinero", "Matilde", "", "Esteban",
            "Matilde",
        ],
    );
}

#[test]
fn a_name_keeps_the_small_word_of_its_house() {
    let said = speakers(&FRENCH.replace("Mathilde", "madame de Varille"));
    assert_eq!(said.first().map(String::as_str), Some("madame de Varille"), "{said:?}");
    let said = speakers(&DUTCH.replace("Hilde", "mevrouw van der Velde"));
    assert!(said.first().is_some_and(|s| s.contains("van der Velde")), "{said:?}");
}

#[test]
fn whoever_a_sentence_before_a_colon_begins_with_says_what_follows() {
    let said = speakers(&FRENCH.replace(
        "— Il attend depuis mars, Étienne.",
        "Mathilde posa la cuillère : « Il attend depuis mars. »",
    ));
    assert_eq!(said.get(4).map(String::as_str), Some("Mathilde"), "{said:?}");
}

/// The speaker of each quotation of `text` in `lang`; nobody where its marks are no speech.
fn speakers_in(lang: &str, text: &str) -> Vec<String> {
    let options = Options { lang: Some(lang.to_owned()), ..Options::default() };
    let found = analyse(&SourceText::new(text), &options, &Progress::default()).unwrap();
    let name = |q: &FoundQuote| q.speaker.and_then(|i| found.speakers.get(i)).map(|s| s.name.clone());
    found.quotes.iter().map(|q| name(q).unwrap_or_default()).collect()
}

#[test]
fn news_describes_whoever_says_marked_words_by_any_noun() {
    let said = speakers_in(
        "fr",
        "Le pont est fermé depuis lundi. « On attendra, on a l’habitude », soupirait une rempailleuse du plateau.\n\nLe maire a promis des travaux.",
    );
    assert!(said.first().is_some_and(|s| s.starts_with("une rempailleuse")), "{said:?}");
}

#[test]
fn a_name_behind_an_article_is_nobodys_words() {
    let said = speakers_in("fr", "Le vent a rompu l’amarre du « Belle Aurore », qui dérive depuis lundi.");
    assert!(said.iter().all(String::is_empty), "{said:?}");
    let said =
        speakers_in("es", "En la plaza, Marta Lagos espera. «Que lo cosan ellos». Lagos preside el gremio.");
    assert!(said.iter().any(|s| s.contains("Lagos")), "{said:?}");
}

#[test]
fn whoever_is_mostly_called_so_is_called_so() {
    let story =
        DUTCH.replace("‘De molenaar is hier geweest,’", "‘De molenaar van Oudermeer is hier geweest,’");
    let story = story.replace("De molenaar kwam binnen", "De molenaar van Oudermeer kwam binnen");
    let said = speakers(&format!("{story}\nBij het hek keek de molenaar niet om.\n"));
    assert!(said.iter().any(|s| s.eq_ignore_ascii_case("de molenaar")), "{said:?}");
    assert!(!said.iter().any(|s| s.contains("Oudermeer")), "{said:?}");
}

#[test]
fn a_role_behind_a_title_is_a_surname() {
    let said = speakers_in(
        "de",
        "„Das Amt prüft den Antrag“, sagte Frau Müller am Montag. „Es eilt nicht“, sagte Herr Weber.",
    );
    assert_eq!(said, ["Frau Müller", "Herr Weber"]);
    let said = speakers_in(
        "nl",
        "‘Wij wachten af,’ zei mevrouw Visser maandag. ‘Het kan nog weken duren,’ zei meneer de Jager.",
    );
    assert!(said.first().is_some_and(|s| s.contains("Visser")), "{said:?}");
    assert!(said.get(1).is_some_and(|s| s.contains("Jager")), "{said:?}");
}
