-- The project file of Sayso, format 1.
--
-- Every row holds its value as JSON in "data"; the columns beside it are read from there, so that they cannot differ.
-- Positions are UTF-8 bytes of the text. "entry" is the journal: only ever added to; the tables are what it adds up to.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value NOT NULL
) WITHOUT ROWID;

-- Texts by the SHA-256 of their UTF-8 bytes. A text stays when its document goes, so that undo can bring it back.
CREATE TABLE text (
  sha256 TEXT PRIMARY KEY,
  content TEXT NOT NULL
);

-- Original bytes by their SHA-256, where they differ from the text.
CREATE TABLE original (
  sha256 TEXT PRIMARY KEY,
  content BLOB NOT NULL
);

CREATE TABLE document (
  id INTEGER PRIMARY KEY,
  data TEXT NOT NULL,
  title TEXT AS (json_extract(data, '$.title')),
  key TEXT AS (json_extract(data, '$.key')),
  text_sha256 TEXT AS (json_extract(data, '$.text')),
  lang TEXT AS (json_extract(data, '$.lang')),
  marks TEXT AS (json_extract(data, '$.marks')),
  file_name TEXT AS (json_extract(data, '$.origin.name')),
  file_path TEXT AS (json_extract(data, '$.origin.path')),
  original_sha256 TEXT AS (json_extract(data, '$.origin.bytes')),
  encoding TEXT AS (json_extract(data, '$.origin.encoding'))
);

CREATE TABLE speaker (
  id INTEGER PRIMARY KEY,
  data TEXT NOT NULL,
  name TEXT AS (json_extract(data, '$.name')),
  kind TEXT AS (json_extract(data, '$.kind')),
  role TEXT AS (json_extract(data, '$.role')),
  named INTEGER AS (json_extract(data, '$.named')),
  note TEXT AS (json_extract(data, '$.note'))
);

CREATE TABLE quotation (
  id INTEGER PRIMARY KEY,
  data TEXT NOT NULL,
  -- The quoted words, a space between two parts; derived from the text.
  words TEXT NOT NULL,
  document INTEGER AS (json_extract(data, '$.doc')),
  speaker INTEGER AS (json_extract(data, '$.attribution.speaker')),
  kind TEXT AS (json_extract(data, '$.kind')),
  status TEXT AS (json_extract(data, '$.status')),
  decided_by TEXT AS (json_extract(data, '$.decision.who')),
  decided_at TEXT AS (json_extract(data, '$.decision.at')),
  confidence REAL AS (json_extract(data, '$.attribution.confidence') / 1000.0),
  start_byte INTEGER AS (json_extract(data, '$.content[0][0]')),
  end_byte INTEGER AS (json_extract(data, '$.content[#-1][1]')),
  note TEXT AS (json_extract(data, '$.note'))
);

-- Pairs of speakers that a person said are two.
CREATE TABLE kept_apart (
  a INTEGER NOT NULL,
  b INTEGER NOT NULL,
  PRIMARY KEY (a, b)
) WITHOUT ROWID;

CREATE TABLE entry (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  kind TEXT NOT NULL,
  -- The entry that an undo or redo is about, and (as a JSON array) later ones that went or came along with it.
  target INTEGER,
  along TEXT,
  label TEXT NOT NULL,
  focus TEXT,
  -- Version of the form of "deltas".
  version INTEGER NOT NULL,
  deltas TEXT NOT NULL
);
