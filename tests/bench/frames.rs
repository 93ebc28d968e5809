//! Frames without a display: CPU time of layout and tessellation, per scenario. Drawing on a graphics card is not in it.
//!
//! `cargo bench --bench frames`, with a number to change how many frames each scenario takes.
#![expect(clippy::print_stdout, reason = "a benchmark prints its figures")]

use egui::{Context, Event, Key, Modifiers, MouseWheelUnit, RawInput, Rect, pos2, vec2};
use sayso::app::{Event as Told, JobView, Request, Settings};
use sayso::gui::backend::Backend;
use sayso::gui::dialogs::files::SystemDialogs;
use sayso::gui::theme::Theme;
use sayso::gui::{App, sample};
use sayso::model::{IdSource, Project, plan};
use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// An engine that plans and applies changes in memory: what it costs is not the window's.
#[derive(Clone)]
struct Memory(Rc<RefCell<Inner>>);

struct Inner {
    project: Arc<Project>,
    asked: Vec<Request>,
    events: Vec<Told>,
    ids: IdSource,
}

impl Memory {
    fn with(project: Project) -> Self {
        let project = Arc::new(project);
        let opened = Told::Opened {
            project: project.clone(),
            history: Arc::default(),
            path: PathBuf::from("/tmp/Frames.sayso"),
            scratch: false,
            read_only: None,
        };
        let ids = IdSource { document: 1_000_000, quotation: 10_000_000, speaker: 100_000 };
        Self(Rc::new(RefCell::new(Inner { project, asked: Vec::new(), events: vec![opened], ids })))
    }

    /// Does between two frames what the engine does on its own thread.
    fn work(&self) {
        let inner = &mut *self.0.borrow_mut();
        for request in std::mem::take(&mut inner.asked) {
            let Request::Commit { edits, focus } = request else { continue };
            let now = jiff::Timestamp::UNIX_EPOCH;
            let Ok(planned) = plan::plan(&inner.project, &edits, "Jo", now, &mut inner.ids) else { continue };
            inner.project = Arc::new(planned.next);
            let (project, said) = (inner.project.clone(), planned.label);
            inner.events.push(Told::Changed { project, history: Arc::default(), focus, said });
        }
    }
}

impl Backend for Memory {
    fn send(&mut self, request: Request) -> bool {
        self.0.borrow_mut().asked.push(request);
        true
    }

    fn events(&mut self) -> Vec<Told> {
        std::mem::take(&mut self.0.borrow_mut().events)
    }

    fn jobs(&mut self) -> Vec<JobView> {
        Vec::new()
    }
}

struct Window {
    ctx: Context,
    app: App,
    memory: Memory,
    time: f64,
    size: egui::Vec2,
}

impl Window {
    fn new(project: Project) -> Option<Self> {
        let ctx = Context::default();
        let theme = Theme::load().ok()?;
        let settings = Settings::default();
        let memory = Memory::with(project);
        let app = App::new(&ctx, Box::new(memory.clone()), Box::new(SystemDialogs), theme, settings);
        let mut window = Self { ctx, app, memory, time: 0.0, size: vec2(1440.0, 900.0) };
        // Threads that prepare a long document have to come to their end before anything is measured.
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(3) {
            window.frame(Vec::new());
            std::thread::sleep(Duration::from_millis(5));
        }
        Some(window)
    }

    /// One frame; its CPU time in milliseconds.
    fn frame(&mut self, events: Vec<Event>) -> f64 {
        self.time += 1.0 / 60.0;
        let mut all = vec![Event::PointerMoved(pos2(700.0, 300.0))];
        all.extend(events);
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), self.size)),
            time: Some(self.time),
            focused: true,
            events: all,
            ..RawInput::default()
        };
        let began = cpu_ms();
        self.app.take_events(&self.ctx);
        let app = &mut self.app;
        let output = self.ctx.run_ui(input, |ui| app.show(ui));
        let shapes = self.ctx.tessellate(output.shapes.clone(), output.pixels_per_point);
        let spent = cpu_ms() - began;
        std::hint::black_box(shapes);
        output.drop_without_applying_deltas();
        self.memory.work();
        spent
    }
}

/// CPU time of this thread in milliseconds, as Linux counts it; elsewhere the time on the wall.
fn cpu_ms() -> f64 {
    static BEGAN: std::sync::OnceLock<Instant> = std::sync::OnceLock::new();
    // Linux brings the count up to date when a thread offers to wait.
    std::thread::yield_now();
    let spent = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = spent.as_deref().and_then(|s| s.split(' ').next()).and_then(|n| n.parse::<f64>().ok());
    nanoseconds.map_or_else(|| BEGAN.get_or_init(Instant::now).elapsed().as_secs_f64() * 1000.0, |n| n / 1e6)
}

fn key(key: Key, modifiers: Modifiers) -> Vec<Event> {
    let of = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
    vec![of(true), of(false)]
}

fn wheel(points: f32) -> Vec<Event> {
    vec![Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -points),
        phase: egui::TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: egui::MouseWheelSource::Wheel,
    }]
}

fn report(name: &str, mut times: Vec<f64>) -> bool {
    times.sort_by(f64::total_cmp);
    let at = |p: f64| {
        times
            .get(((times.len() as f64 * p) as usize).min(times.len().saturating_sub(1)))
            .copied()
            .unwrap_or_default()
    };
    println!(
        "{name:<46} p50 {:>6.2}  p95 {:>6.2}  p99 {:>6.2}  max {:>6.2} ms",
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0)
    );
    at(1.0) <= 8.0
}

fn scenarios(name: &str, window: &mut Window, frames: usize) -> bool {
    let mut run = |what: &str, mut events: Box<dyn FnMut(usize) -> Vec<Event>>| {
        let times = (0..frames).map(|n| window.frame(events(n))).collect();
        report(&format!("{name}: {what}"), times)
    };
    let none = Modifiers::NONE;
    let mut good = run("nothing happens", Box::new(|_| Vec::new()));
    good &= run("smooth scroll, 40 points a frame", Box::new(|_| wheel(40.0)));
    good &= run("a page each frame", Box::new(move |_| key(Key::PageDown, none)));
    good &= run(
        "ends, back and forth",
        Box::new(|n| key(if n % 20 < 10 { Key::End } else { Key::Home }, Modifiers::COMMAND)),
    );
    good &= run(
        "next quotation every other frame",
        Box::new(move |n| if n % 2 == 0 { key(Key::J, none) } else { Vec::new() }),
    );
    good &= run(
        "accept every third frame",
        Box::new(move |n| if n % 3 == 0 { key(Key::A, none) } else { Vec::new() }),
    );
    good
}

/// The tab *Verify*, from quotation to quotation and signing.
fn verifying(name: &str, window: &mut Window, frames: usize) -> bool {
    let none = Modifiers::NONE;
    window.frame(key(Key::Num2, Modifiers::ALT));
    let mut run = |what: &str, press: Key, every: usize| {
        let events = |n: usize| if n.is_multiple_of(every) { key(press, none) } else { Vec::new() };
        let times = (0..frames).map(|n| window.frame(events(n))).collect();
        report(&format!("{name}: {what}"), times)
    };
    let mut good = run("next quotation each frame", Key::J, 1);
    good &= run("sign every third frame", Key::Num3, 3);
    good
}

/// Makes a project to draw.
type Make = fn() -> Project;

fn main() {
    let frames = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(300);
    let only = std::env::args().skip(1).find(|a| a.starts_with("only="));
    let mut good = true;
    let projects: [(&str, Make); 5] = [
        ("small", sample::project),
        ("10 MB, 100,000 highlights", || sample::large(10_000_000, 0)),
        ("verify, 1 MB against 1 MB", || sample::with_source(1_000_000)),
        ("10,000 documents", || sample::large(40_000, 10_000)),
        ("one paragraph of 1 MB", || sample::one_paragraph(1_000_000)),
    ];
    for (name, project) in projects {
        if only.as_ref().is_some_and(|o| !name.contains(o.trim_start_matches("only="))) {
            continue;
        }
        let project = project();
        let marks: usize = project
            .quotes()
            .map(|q| {
                q.content.count()
                    + usize::from(q.attribution.cue.is_some())
                    + usize::from(q.attribution.source.is_some())
            })
            .sum();
        println!(
            "-- {name}: {} documents, {} quotations, {marks} highlights",
            project.docs.len(),
            project.home.len()
        );
        if let Some(mut window) = Window::new(project) {
            let verify = name.starts_with("verify");
            good &= if verify {
                verifying(name, &mut window, frames)
            } else {
                scenarios(name, &mut window, frames)
            };
        }
    }
    println!("{}", if good { "every frame within 8 ms" } else { "some frames took more than 8 ms" });
}
