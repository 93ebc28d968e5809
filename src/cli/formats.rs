//! `sayso formats`: what goes in and out.

use super::out::{Out, Stop};
use crate::formats::{EXPORTERS, IMPORTERS};

pub(super) fn run(out: &mut Out) -> Result<u8, Stop> {
    out.line("In:")?;
    for format in IMPORTERS {
        let endings: Vec<_> = format.extensions().iter().map(|e| format!(".{e}")).collect();
        out.line(format_args!("  {:<10} {} ({})", format.id(), format.name(), endings.join(", ")))?;
    }
    out.line(format_args!("  {:<10} Bundle (a folder with a project.json)", "bundle"))?;
    out.line(format_args!("  {:<10} Project (.sayso)", "project"))?;
    out.line("\nOut:")?;
    for format in EXPORTERS {
        let ending = if format.is_folder() { String::new() } else { format!(".{}; ", format.extension()) };
        let unit = format.unit().describe();
        out.line(format_args!("  {:<10} {} ({ending}{unit})", format.id(), format.name()))?;
        out.line(format_args!("  {:<10} {}", "", format.describe()))?;
    }
    out.line(format_args!("  {:<10} Evidence pack (a folder; positions in Unicode code points)", "pack"))?;
    out.line(format_args!(
        "  {:<10} How every quotation was compared with its source, and who signed: sayso pack, sayso recheck.",
        ""
    ))?;
    Ok(0)
}
