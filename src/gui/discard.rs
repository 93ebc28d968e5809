//! Lets go of old states on a thread of their own: to free a document of many thousand quotations takes longer than a frame may.

use crossbeam_channel::{Sender, bounded};
use std::any::Any;
use std::sync::OnceLock;

type Old = Box<dyn Any + Send>;

/// Hands `old` over to be freed. Frees it here where the thread is not there or has too much to do.
pub(in crate::gui) fn discard(old: impl Any + Send) {
    static TO: OnceLock<Option<Sender<Old>>> = OnceLock::new();
    let to = TO.get_or_init(|| {
        let (to, from) = bounded::<Old>(64);
        let work = move || from.iter().for_each(drop);
        let thread = std::thread::Builder::new().name("discard".into()).spawn(work);
        thread.ok().map(|_| to)
    });
    if let Some(to) = to {
        drop(to.try_send(Box::new(old)));
    }
}
