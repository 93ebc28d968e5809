-- Format 2: sources and checks.

-- The way from the text of a transcript back to time, line and turn, as JSON by its SHA-256. It stays when its document
-- goes, as texts do.
CREATE TABLE track (
  sha256 TEXT PRIMARY KEY,
  content TEXT NOT NULL
);

-- What is known about a document as a source; its id is the document's.
CREATE TABLE material (
  id INTEGER PRIMARY KEY,
  data TEXT NOT NULL,
  kind TEXT AS (json_extract(data, '$.kind')),
  date TEXT AS (json_extract(data, '$.date')),
  link TEXT AS (json_extract(data, '$.link')),
  confidential INTEGER AS (json_extract(data, '$.confidential')),
  note TEXT AS (json_extract(data, '$.note'))
);

-- A person's signed verification of a quotation; its id is the quotation's.
CREATE TABLE quotation_check (
  id INTEGER PRIMARY KEY,
  data TEXT NOT NULL,
  outcome TEXT AS (json_extract(data, '$.outcome')),
  method TEXT AS (json_extract(data, '$.method')),
  signed_by TEXT AS (json_extract(data, '$.signed.who')),
  signed_at TEXT AS (json_extract(data, '$.signed.at')),
  second_by TEXT AS (json_extract(data, '$.second.who')),
  verdict TEXT AS (json_extract(data, '$.shown.verdict')),
  speaker_verdict TEXT AS (json_extract(data, '$.shown.speaker')),
  source INTEGER AS (json_extract(data, '$.shown.passage.doc')),
  seen_words TEXT AS (json_extract(data, '$.seen_words'))
);

-- What is set for the whole project, such as the house style.
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
