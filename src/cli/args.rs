//! What can be said on the command line.

use clap::{Args as Arguments, Parser, Subcommand};
use std::path::PathBuf;

/// Finds every quotation in a document and whose words it is; lets you decide on each, and exports what you stand behind.
#[derive(Debug, Parser)]
#[command(
    version,
    args_conflicts_with_subcommands = true,
    subcommand_negates_reqs = true,
    max_term_width = 100,
    after_help = "\
Examples:
  sayso                                  Open the window
  sayso draft.txt interviews/            Open documents in the window
  sayso town.sayso                       Open a project in the window
  sayso extract draft.txt                Print its quotations, without a window

Exit status: 0 done, 1 findings, 2 usage, 3 bad input, 4 the machine's fault.
Without arguments, or with paths alone, the window opens. The commands need no display."
)]
pub(super) struct Args {
    /// Documents, folders, a bundle or a project to open in the window
    pub(super) paths: Vec<PathBuf>,

    /// Folder in which texts are looked for that a bundle names and does not carry
    #[arg(long, value_name = "DIR")]
    pub(super) texts: Vec<PathBuf>,

    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Find the quotations in documents and print them
    Extract(ExtractArgs),
    /// Bring documents into a project and find their quotations
    Import(ImportArgs),
    /// Write a project's attributions in another format
    Export(ExportArgs),
    /// Write an evidence pack: how every quotation was compared with its source, and who signed
    Pack(PackArgs),
    /// Prove an evidence pack again and name what no longer holds
    Recheck(RecheckArgs),
    /// Prove that a project is whole: its tables, its history, every span
    Check(CheckArgs),
    /// Count who is quoted, how often, and with how many words
    Stats(StatsArgs),
    /// Measure what is found in documents that people marked
    Eval(EvalArgs),
    /// Compare the quotations of drafts with their sources
    Verify(VerifyArgs),
    /// List the formats that go in and out
    Formats,
    /// List the rules that quotations and speakers are found by
    Rules(RulesArgs),
    /// Commands for those who build the engine
    #[command(hide = true, disable_help_flag = true)]
    Dev {
        /// The command and its arguments
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        words: Vec<String>,
    },
}

#[derive(Debug, Arguments)]
#[command(after_help = "\
Examples:
  sayso extract draft.txt
  sayso extract articles/ --format csv -o quotations.csv
  sayso extract novel.txt --lang en --with-text -o novel.jsonl
  curl -s https://example.org/a.txt | sayso extract
  cat corpus.jsonl | sayso extract --jsonl > quotations.jsonl

With --jsonl and no path it filters standard input: one {\"id\": …, \"text\": …, \"lang\": …} a line,
in order, on all cores. `lang` may be absent; other keys are carried through; the text is taken
as it is. A line that cannot be read, or that has more than 64 MB, is named on standard error
and skipped, and the exit status is 3 at the end.
Without --jsonl and without a path, standard input is one document.")]
pub(super) struct ExtractArgs {
    /// Documents and folders
    pub(super) paths: Vec<PathBuf>,

    /// JSON Lines, one document a line; without a path also from standard input
    #[arg(long, conflicts_with = "format")]
    pub(super) jsonl: bool,

    /// Put the text into each line
    #[arg(long)]
    pub(super) with_text: bool,

    /// Format of the output; `sayso formats` lists them
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    pub(super) format: String,

    /// Language of all documents (en, de, fr, nl, es); otherwise it is detected. In others only marks are found
    #[arg(long, value_name = "TAG")]
    pub(super) lang: Option<String>,

    /// File to write; standard output without it
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,

    /// Threads that work; all cores without it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(super) jobs: Option<u16>,
}

#[derive(Debug, Arguments)]
#[command(after_help = "\
Examples:
  sayso import town.sayso draft.txt interviews/
  sayso import town.sayso colleague.sayso
  sayso import checked.sayso seeds-bundle/ --texts ~/articles
  sayso import town.sayso draft.txt --sources tapes/ statement.txt

The project is made where it does not exist. A document that is in it already is noticed and left
as it is.")]
pub(super) struct ImportArgs {
    /// The project file; made where it does not exist
    pub(super) project: PathBuf,

    /// Documents, folders, bundles, projects
    #[arg(required_unless_present = "sources")]
    pub(super) paths: Vec<PathBuf>,

    /// Transcripts, statements and folders of them that quotations are compared with
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub(super) sources: Vec<PathBuf>,

    /// The sources, and their words, must not leave the desk: a redacted evidence pack goes without
    #[arg(long, requires = "sources")]
    pub(super) confidential: bool,

    /// Folder in which texts are looked for that a bundle names and does not carry
    #[arg(long, value_name = "DIR")]
    pub(super) texts: Vec<PathBuf>,
}

#[derive(Debug, Arguments)]
#[command(after_help = "\
Examples:
  sayso pack town.sayso -o evidence/
  sayso pack town.sayso -o evidence-to-send/ --redacted

Every quotation of the drafts is compared with the sources of the project. The pack holds
pack.json, report.html, quotations.csv and each draft as a Word document with comments: hashes,
passages, verdicts, alarms, signatures. It says that the words were said, not that they are so.
With --redacted, confidential sources are named by number alone: no words, names or hashes.")]
pub(super) struct PackArgs {
    /// The project file
    pub(super) project: PathBuf,

    /// Folder to write: a new or an empty one, or an earlier pack
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: PathBuf,

    /// Leave confidential sources and their words out
    #[arg(long)]
    pub(super) redacted: bool,
}

#[derive(Debug, Arguments)]
#[command(after_help = "\
Examples:
  sayso recheck evidence/ --sources tapes/ statement.txt
  sayso recheck evidence/ --sources tapes/ draft.txt

Shows whether the files of the pack are as they were written, whether the sources (and the draft,
where it is given) are those that were compared, and whether every passage stands where the pack
says. Exit status 1 where something no longer holds.")]
pub(super) struct RecheckArgs {
    /// Folder of the pack
    pub(super) pack: PathBuf,

    /// Sources and drafts, and folders of them
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub(super) sources: Vec<PathBuf>,
}

#[derive(Debug, Arguments)]
#[command(after_help = "\
Examples:
  sayso export town.sayso --format csv -o town.csv
  sayso export town.sayso --format html -o report.html
  sayso export town.sayso --format jsonl --proposals --rejected > town.jsonl
  sayso export town.sayso --format bundle -o town-bundle/

Accepted quotations go out; --proposals and --rejected add the others. What the format cannot
carry is said on standard error before anything is written. Every span is read again after
writing, and the file takes its name only then.")]
pub(super) struct ExportArgs {
    /// The project file, or a bundle
    pub(super) project: PathBuf,

    /// Format; `sayso formats` lists them. By the ending of OUT without it
    #[arg(long, value_name = "FORMAT")]
    pub(super) format: Option<String>,

    /// File or folder to write; standard output without it
    #[arg(short, long, value_name = "OUT")]
    pub(super) output: Option<PathBuf>,

    /// Undecided proposals too
    #[arg(long)]
    pub(super) proposals: bool,

    /// Rejected ones too, marked as such
    #[arg(long)]
    pub(super) rejected: bool,

    /// Put the texts in, where the format can leave them out
    #[arg(long, overrides_with = "without_text")]
    pub(super) with_text: bool,

    /// Leave the texts out, where the format can hold them
    #[arg(long)]
    pub(super) without_text: bool,

    /// Folder in which texts are looked for that a bundle names and does not carry
    #[arg(long, value_name = "DIR")]
    pub(super) texts: Vec<PathBuf>,
}

#[derive(Debug, Arguments)]
#[command(after_help = "\
Examples:
  sayso check town.sayso
  sayso check seeds-bundle/ --texts ~/articles

Exit status 1 where something is found, 3 where the file cannot be read as a project.")]
pub(super) struct CheckArgs {
    /// The project file, or a bundle
    pub(super) project: PathBuf,

    /// Folder in which texts are looked for that a bundle names and does not carry
    #[arg(long, value_name = "DIR")]
    pub(super) texts: Vec<PathBuf>,
}

#[derive(Debug, Arguments)]
#[command(after_help = "\
Examples:
  sayso stats town.sayso
  sayso stats articles/
  sayso stats town.sayso --accepted --csv > who-speaks.csv

Of a project, accepted quotations and proposals are counted; rejected ones and marks around
nobody's words are not.")]
pub(super) struct StatsArgs {
    /// A project, a bundle, documents or folders
    #[arg(required = true)]
    pub(super) paths: Vec<PathBuf>,

    /// Count accepted quotations alone
    #[arg(long)]
    pub(super) accepted: bool,

    /// Comma-separated values instead of a table
    #[arg(long)]
    pub(super) csv: bool,

    /// Folder in which texts are looked for that a bundle names and does not carry
    #[arg(long, value_name = "DIR")]
    pub(super) texts: Vec<PathBuf>,
}

#[derive(Debug, Arguments)]
#[command(after_help = "\
Examples:
  sayso eval gold.jsonl
  sayso eval gold.jsonl found.jsonl --errors 100
  sayso eval gold.jsonl --html figures.html --json > figures.json

Both files hold a document a line, as sayso extract --jsonl prints it; they are matched by id. Without
a second file, the texts of the first are looked through. Printed are: which marked regions are
somebody's words (speech), whose (speaker), both (e2e), exact bounds of direct words (boundary), all
attributions (relations, source), and the calibration of the confidence (ece); by kind, by what
names the source, and by rule; then mistakes in their context.")]
pub(super) struct EvalArgs {
    /// What people marked
    pub(super) gold: PathBuf,

    /// What was found; without it the texts are looked through
    pub(super) predicted: Option<PathBuf>,

    /// How many mistakes are shown, taken evenly from all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub(super) errors: usize,

    /// A page to write
    #[arg(long, value_name = "FILE")]
    pub(super) html: Option<PathBuf>,

    /// One object of JSON instead of tables
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Arguments)]
#[command(after_help = "\
Examples:
  sayso rules
  sayso rules verb-then-source
  sayso rules --examples

Every reason that a quotation shows is given by one of these rules; `why` in the JSON Lines names it.
In an example {1:…} are the quoted words and {=1:…} the mention of their source. Texts with + get
the reason, texts with - do not.")]
pub(super) struct RulesArgs {
    /// One rule, with its examples
    pub(super) id: Option<String>,

    /// All rules with their examples
    #[arg(long)]
    pub(super) examples: bool,
}

#[derive(Debug, Arguments)]
#[command(after_help = "\
Examples:
  sayso verify draft.txt --sources transcripts/
  sayso verify draft.txt --sources interview.txt statement.md --style reuters
  sayso verify town.sayso --jsonl > verdicts.jsonl
  sayso verify draft.txt --sources transcripts/ --style our-desk.toml

Each quotation in marks is compared word by word with the passage that fits it best. The verdict is
one of: identical, identical but for typography, permitted edits (by the house style), altered,
partly found, not found, ambiguous. Alarms name places where the sense may have turned. Whether the
source gives the words to the same speaker is a verdict of its own.
Styles: ap, guardian, reuters, translated, verbatim; your own beside them.
A project, a bundle or JSON Lines with quotations are taken as they were decided; other drafts are
read by the engine.

Exit status 1 where the gate is not passed: a verdict is altered, partly found, not found or
ambiguous, or a source gives the words to somebody else.")]
pub(super) struct VerifyArgs {
    /// Drafts: documents, folders, a project, a bundle, JSON Lines with quotations
    #[arg(required = true, value_name = "DRAFT")]
    pub(super) drafts: Vec<PathBuf>,

    /// Documents, transcripts, folders, projects to compare with; a project's own sources without it
    #[arg(long, num_args = 1.., value_name = "PATH")]
    pub(super) sources: Vec<PathBuf>,

    /// House style: its name, or a file; otherwise the project's, or verbatim
    #[arg(long, value_name = "NAME")]
    pub(super) style: Option<String>,

    /// JSON Lines, one quotation a line
    #[arg(long)]
    pub(super) jsonl: bool,

    /// Language of the drafts, such as en; otherwise it is detected
    #[arg(long, value_name = "TAG")]
    pub(super) lang: Option<String>,

    /// Folder in which texts are looked for that a bundle names and does not carry
    #[arg(long, value_name = "DIR")]
    pub(super) texts: Vec<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_command_shows_examples() {
        for command in Args::command().get_subcommands().filter(|c| !c.is_hide_set()) {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains("Examples:") || command.get_name() == "formats", "{}", command.get_name());
        }
    }
}
