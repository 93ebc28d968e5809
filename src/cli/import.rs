//! `sayso import PROJECT PATH…`: the engine of the window, run to its end.

use super::args::ImportArgs;
use super::out::{Out, Stop};
use crate::app::report::{Report, ReportKind};
use crate::app::{Engine, Event, Finished, Input, Places, Request, Settings, SourceFacts};
use std::sync::Arc;
use std::time::Duration;

/// How long to wait for the next event before looking again whether work goes on.
const PATIENCE: Duration = Duration::from_millis(200);

pub(super) fn run(places: Places, args: ImportArgs, out: &mut Out) -> Result<u8, Stop> {
    let settings = Settings::load(&places).0;
    let engine = Engine::start(settings.annotator, places, Arc::new(|| {}));
    let open = if args.project.exists() {
        Request::Open(args.project.clone())
    } else {
        Request::Create(args.project.clone())
    };
    if args.project.exists() && args.project.is_dir() {
        let message = format!("“{}” is a folder.", args.project.display());
        return Err(
            Report::new(ReportKind::Usage, message, "Name a project file, such as town.sayso.").into()
        );
    }
    ask(&engine, open)?;
    let mut code = wait_until_open(&engine, out)?;
    if !args.paths.is_empty() {
        ask(&engine, Request::Import(args.paths.into_iter().map(Input::Path).collect()))?;
        code = finish(&engine, out, code)?;
    }
    if !args.sources.is_empty() {
        let facts = SourceFacts { kind: None, confidential: args.confidential };
        let inputs = args.sources.into_iter().map(Input::Path).collect();
        ask(&engine, Request::ImportSources { inputs, facts })?;
        code = finish(&engine, out, code)?;
    }
    if !args.texts.is_empty() {
        ask(&engine, Request::FindTexts(args.texts))?;
        code = finish(&engine, out, code)?;
    }
    Ok(code)
}

fn ask(engine: &Engine, request: Request) -> Result<(), Report> {
    engine.send(request).map_err(|busy| Report::new(ReportKind::Machine, busy.to_string(), ""))
}

fn wait_until_open(engine: &Engine, out: &mut Out) -> Result<u8, Report> {
    loop {
        match engine.wait(PATIENCE) {
            Some(Event::Opened { read_only: Some(why), .. }) => {
                return Err(Report { kind: ReportKind::Machine, ..why });
            }
            Some(Event::Opened { .. }) => return Ok(0),
            Some(Event::Refused(report)) => return Err(report),
            Some(event) => {
                tell(event, out, 0)?;
            }
            None => {}
        }
    }
}

/// Waits until the job that was asked for, and whatever it started, has ended.
fn finish(engine: &Engine, out: &mut Out, mut code: u8) -> Result<u8, Report> {
    let mut began = false;
    loop {
        match engine.wait(PATIENCE) {
            Some(Event::Refused(report)) if !began => return Err(report),
            Some(event) => {
                began |= matches!(event, Event::JobEnded(..));
                code = tell(event, out, code)?;
            }
            // A job is on the list before the one that started it is off it.
            None if began && engine.jobs().is_empty() => return Ok(code),
            None => {}
        }
    }
}

fn tell(event: Event, out: &mut Out, code: u8) -> Result<u8, Report> {
    match event {
        Event::JobEnded(_, Finished::Done { summary, problems }) => {
            let code = out.complain_all(&problems, code);
            out.aside(summary);
            Ok(code)
        }
        Event::JobEnded(_, Finished::Failed(report)) => Err(report),
        Event::Refused(report) => Ok(out.complain_all(&[report], code)),
        _ => Ok(code),
    }
}
