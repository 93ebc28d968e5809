//! schema.org as JSON-LD: each document as an `Article`, each quotation as a `Quotation` of it with `spokenByCharacter`, each
//! speaker as a `Person` or an `Organization`. For search engines and knowledge graphs; it has no positions.
//!
//! No `ClaimReview`: that somebody said something is no rating of what they said.

use super::{About, Carries, ExportView, Exporter, Files, FormatError, Output, Unit};
use crate::model::{Quotation, Speaker, SpeakerId, SpeakerKind, Status};
use crate::text::SourceText;
use serde_json::{Map, Value, json};

/// The export.
pub(super) struct SchemaOrg;

/// What is told of it.
const ABOUT: About = About {
    id: "schema-org",
    name: "schema.org",
    extension: "jsonld",
    describe: "Quotations and their speakers in JSON-LD, for web pages and knowledge graphs. It says who said something, not whether it is so.",
    unit: Unit::None,
    carries: Carries { status: true, aliases: true, ..Carries::NONE },
};

impl Exporter for SchemaOrg {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn export(&self, view: &ExportView<'_>, out: &mut dyn Output) -> Result<(), FormatError> {
        let mut graph = Vec::new();
        for (doc, text) in view.readable() {
            let d = &doc.document;
            let article = format!("urn:sha256:{}", d.text.to_hex());
            let quotes = view.quotes(doc);
            let parts: Vec<Value> = quotes.iter().map(|q| json!({ "@id": quote_id(&article, q) })).collect();
            let mut fields = json!({ "@type": "Article", "@id": article, "name": d.title, "hasPart": parts });
            set(&mut fields, "inLanguage", &d.lang);
            set(&mut fields, "author", d.meta.get("author").map_or("", String::as_str));
            graph.push(fields);
            graph.extend(quotes.iter().map(|q| quotation(view, &article, &d.lang, text, q)));
        }
        graph.extend(view.speakers().into_values().map(|s| speaker(s)));
        let whole = json!({ "@context": "https://schema.org", "@graph": graph });
        let json = serde_json::to_string_pretty(&whole).map_err(|e| FormatError::Malformed(e.to_string()))?;
        // It is made to stand in a page's `script`, which `</` would end.
        out.put("", json.replace("</", "<\\/").as_bytes())?;
        out.put("", b"\n")?;
        Ok(())
    }

    fn verify(&self, files: &Files, view: &ExportView<'_>) -> Result<(), FormatError> {
        let back: Value =
            serde_json::from_slice(files.single()).map_err(|e| FormatError::NotAsWritten(e.to_string()))?;
        let nodes = back.get("@graph").and_then(Value::as_array).cloned().unwrap_or_default();
        let is = |n: &Value, kind: &str| n.get("@type").and_then(Value::as_str) == Some(kind);
        let mut there = nodes.iter().filter(|n| is(n, "Quotation"));
        for (doc, text) in view.readable() {
            for quote in view.quotes(doc) {
                let spoken = view.speaker(quote).map(|s| json!({ "@id": speaker_id(s.id) }));
                let said = words(text, quote);
                let same = there.next().is_some_and(|node| {
                    node.get("text").and_then(Value::as_str) == Some(&said)
                        && node.get("spokenByCharacter") == spoken.as_ref()
                });
                if !same {
                    return Err(FormatError::NotAsWritten(format!(
                        "{} of “{}”",
                        quote.id, doc.document.title
                    )));
                }
            }
        }
        let names = nodes.iter().filter(|n| is(n, "Person") || is(n, "Organization"));
        let names = names.map(|n| n.get("name").and_then(Value::as_str).unwrap_or_default());
        let speakers = view.speakers();
        let same = names.eq(speakers.values().map(|s| s.name.as_str()));
        if there.next().is_some() || !same {
            return Err(FormatError::NotAsWritten("the quotations or the speakers".into()));
        }
        Ok(())
    }
}

fn set(node: &mut Value, key: &str, value: &str) {
    if let Some(fields) = node.as_object_mut().filter(|_| !value.is_empty()) {
        fields.insert(key.to_owned(), json!(value));
    }
}

fn quote_id(article: &str, quote: &Quotation) -> String {
    format!("{article}#{}", quote.id)
}

fn speaker_id(id: SpeakerId) -> String {
    format!("urn:x-sayso:speaker:{id}")
}

/// The words, an ellipsis where the reporting words stood between.
fn words(text: &SourceText, quote: &Quotation) -> String {
    quote.content.iter().map(|s| text.slice(s)).collect::<Vec<_>>().join(" … ")
}

fn quotation(
    view: &ExportView<'_>,
    article: &str,
    lang: &str,
    text: &SourceText,
    quote: &Quotation,
) -> Value {
    let status = match quote.status {
        Status::Proposed => "proposed",
        Status::Accepted => "accepted",
        Status::Rejected => "rejected",
    };
    let mut node = json!({
        "@type": "Quotation",
        "@id": quote_id(article, quote),
        "text": words(text, quote),
        "isPartOf": { "@id": article },
        "creativeWorkStatus": status,
    });
    set(&mut node, "inLanguage", lang);
    if let (Some(speaker), Some(fields)) = (view.speaker(quote), node.as_object_mut()) {
        fields.insert("spokenByCharacter".into(), json!({ "@id": speaker_id(speaker.id) }));
    }
    node
}

fn speaker(s: &Speaker) -> Value {
    let person = matches!(s.kind, SpeakerKind::Person | SpeakerKind::Anonymous);
    let mut fields = Map::new();
    fields.insert("@type".into(), json!(if person { "Person" } else { "Organization" }));
    fields.insert("@id".into(), json!(speaker_id(s.id)));
    fields.insert("name".into(), json!(s.name));
    if !s.aliases.is_empty() {
        let names: Vec<&str> = s.aliases.iter().map(|a| a.name.as_str()).collect();
        fields.insert("alternateName".into(), json!(names));
    }
    if !s.links.is_empty() {
        fields.insert("sameAs".into(), json!(s.links));
    }
    let mut node = Value::Object(fields);
    set(&mut node, if person { "jobTitle" } else { "description" }, &s.role);
    node
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::sample::full;

    fn write(view: &ExportView<'_>) -> Files {
        let mut files = Files::default();
        SchemaOrg.export(view, &mut files).unwrap();
        files
    }

    #[test]
    fn quotations_name_their_speakers_and_articles() {
        let p = full();
        let view = ExportView { proposals: true, rejected: true, ..ExportView::new(&p) };
        let files = write(&view);
        SchemaOrg.verify(&files, &view).unwrap();
        let back: Value = serde_json::from_slice(files.single()).unwrap();
        let nodes = back["@graph"].as_array().unwrap();
        let first = nodes.iter().find(|n| n["@type"] == "Quotation").unwrap();
        assert_eq!(first["text"], "“We will build it,” … “by the spring.”");
        assert_eq!(first["isPartOf"]["@id"], nodes[0]["@id"]);
        let ines = nodes.iter().find(|n| n["name"] == "Ines Okafor").unwrap();
        assert_eq!(first["spokenByCharacter"]["@id"], ines["@id"]);
        assert_eq!(
            (ines["jobTitle"].as_str(), ines["@type"].as_str()),
            (Some("mayor of Lindmoor"), Some("Person"))
        );
        let all = String::from_utf8(files.single().to_vec()).unwrap().to_lowercase();
        assert!(!all.contains("claimreview") && !all.contains("true") && !all.contains("rating"));
    }

    #[test]
    fn another_word_is_noticed_and_a_script_is_not_ended() {
        let mut p = full();
        let speaker = std::sync::Arc::make_mut(&mut p.speakers).values_mut().next().unwrap();
        std::sync::Arc::make_mut(speaker).name = "</script><b>".into();
        let view = ExportView::new(&p);
        let text = String::from_utf8(write(&view).single().to_vec()).unwrap();
        assert!(!text.contains("</"), "{text}");
        SchemaOrg.verify(&Files::one(text.clone().into_bytes()), &view).unwrap();
        let bent = Files::one(text.replacen("We will build it", "We will sell it", 1).into_bytes());
        assert!(SchemaOrg.verify(&bent, &view).is_err());
        let lost: Vec<_> = SchemaOrg.losses(&view).into_iter().map(|l| l.what).collect();
        assert!(lost.contains(&"The tags of 1 quotation are not told.".to_owned()), "{lost:?}");
    }
}
