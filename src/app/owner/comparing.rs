//! Comparing the drafts with the sources, beside the window: again whenever sources, style or quotations changed, and then
//! only what changed.

use super::{Kind, Owner};
use crate::app::engine::{Event, Finished};
use crate::app::styles::Styles;
use crate::app::tasks::Product;
use crate::app::tasks::verify::{
    Asked, Comparisons, Ground, IndexKey, asked, compare_all, index_key, index_of,
};
use crate::model::{Comparison, DocId, DocState, Project, QuoteId};
use crate::verify::{Index, Style};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What was compared so far, and with what.
#[derive(Default)]
pub(super) struct Compared {
    index: Option<(IndexKey, Arc<Index>)>,
    style: Option<Style>,
    grounds: BTreeMap<QuoteId, Ground>,
    told: Arc<Comparisons>,
    /// The project that it was compared as.
    seen: Option<Arc<Project>>,
    /// Whether something may have changed since.
    due: bool,
}

/// What a worker brings.
pub(in crate::app) struct Comparing {
    project: Arc<Project>,
    key: IndexKey,
    index: Arc<Index>,
    style: Style,
    gone: BTreeSet<QuoteId>,
    grounds: Vec<(QuoteId, Ground)>,
    results: Vec<(QuoteId, Arc<Comparison>)>,
}

impl std::fmt::Debug for Comparing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Comparing({} quotations with {} sources)", self.results.len(), self.key.len())
    }
}

/// The drafts of `project` that are not those of `seen` to the last row, or all of them where a speaker changed.
fn changed_drafts(seen: Option<&Project>, project: &Project) -> BTreeSet<DocId> {
    let same_speakers = seen.is_some_and(|s| Arc::ptr_eq(&s.speakers, &project.speakers));
    let same = |d: &DocState, now: &Arc<DocState>| {
        let before = seen.and_then(|s| s.doc(d.document.id));
        same_speakers && before.is_some_and(|b| Arc::ptr_eq(b, now))
    };
    let drafts = project.docs.values().filter(|d| !d.is_source() && !same(d, d));
    drafts.map(|d| d.document.id).collect()
}

impl Owner {
    /// Something changed that comparisons may rest on.
    pub(super) fn comparing_is_due(&mut self) {
        self.compared.due = true;
    }

    /// Another project is open: nothing of it was compared.
    pub(super) fn forget_comparisons(&mut self) {
        self.compared = Compared { due: true, ..Compared::default() };
    }

    /// Compares everything again, as a person asked.
    pub(super) fn compare_again(&mut self) {
        self.load_styles();
        self.forget_comparisons();
        self.compare_what_changed();
    }

    /// Reads the house styles of this machine and tells which there are.
    pub(super) fn load_styles(&mut self) {
        let (styles, problems) = Styles::load(&self.places);
        self.styles = styles;
        self.outbox.push(Event::Styles(self.styles.clone()));
        let lacking = self.project().and_then(|p| self.styles.lacking(&p));
        for report in problems.into_iter().chain(lacking) {
            self.refuse(report);
        }
    }

    /// Starts to compare what changed since the last time, when nothing else is being brought in.
    pub(super) fn compare_what_changed(&mut self) {
        if !self.compared.due || self.jobs.iter().any(|j| !matches!(j.kind, Kind::Single(_))) {
            return;
        }
        let Some(project) = self.project() else { return };
        if self.jobs.iter().any(|j| Some(j.card.id()) == self.comparing) {
            return;
        }
        self.compared.due = false;
        let (key, style) = (index_key(&project), self.styles.in_force(&project));
        if key.is_empty() {
            return self.tell_no_comparisons(&style);
        }
        let index = self.compared.index.as_ref().filter(|(k, _)| *k == key).map(|(_, i)| Arc::clone(i));
        let fresh = index.is_some() && self.compared.style.as_ref() == Some(&style);
        let seen = self.compared.seen.clone().filter(|_| fresh);
        let changed = changed_drafts(seen.as_deref(), &project);
        let all = asked(&project, &changed);
        let here: BTreeSet<QuoteId> = all.iter().map(|a| a.quote).collect();
        let is_gone = |id: &QuoteId| match project.home.get(*id) {
            Some(doc) => changed.contains(&doc) && !here.contains(id),
            None => true,
        };
        let gone: BTreeSet<QuoteId> = self.compared.told.by_quote.keys().copied().filter(is_gone).collect();
        let stale: Vec<Asked> = all
            .into_iter()
            .filter(|a| !fresh || self.compared.grounds.get(&a.quote) != Some(&a.ground()))
            .collect();
        if stale.is_empty() && fresh {
            self.compared.seen = Some(project);
            return self.tell_those_that_are_left(&gone);
        }
        if stale.is_empty() && self.compared.told.by_quote.is_empty() {
            return;
        }
        let on = match stale.len() {
            1 => "1 quotation".to_owned(),
            n => format!("{n} quotations"),
        };
        let work = move |progress: &_| {
            let Some(index) = index.or_else(|| index_of(&project, progress).map(Arc::new)) else {
                return Product::Stopped;
            };
            match compare_all(&stale, &index, &style, progress) {
                Some(results) => {
                    let grounds = stale.iter().map(|a| (a.quote, a.ground())).collect();
                    Product::Compared(Box::new(Comparing {
                        project,
                        key,
                        index,
                        style,
                        gone,
                        grounds,
                        results,
                    }))
                }
                None => Product::Stopped,
            }
        };
        let id = self.start("Comparing with the sources:", &on, 0, Kind::Single(Some(Box::new(work))));
        self.comparing = Some(id);
    }

    /// Takes what a worker brought.
    pub(super) fn take_comparisons(&mut self, brought: Comparing) -> Finished {
        let Comparing { project, key, index, style, gone, grounds, results } = brought;
        let same = self.compared.style.as_ref() == Some(&style)
            && self.compared.index.as_ref().is_some_and(|(k, _)| *k == key);
        let mut by_quote = if same { self.compared.told.by_quote.clone() } else { BTreeMap::new() };
        if !same {
            self.compared.grounds.clear();
        }
        let count = results.len();
        by_quote.extend(results);
        by_quote.retain(|id, _| !gone.contains(id));
        self.compared.grounds.extend(grounds);
        self.compared.grounds.retain(|id, _| !gone.contains(id));
        self.compared.seen = Some(project);
        self.compared.index = Some((key, index));
        let told = Comparisons { style: style.id.clone(), by_quote };
        self.compared.style = Some(style);
        self.tell_comparisons(told);
        let plural = if count == 1 { "" } else { "s" };
        Finished::Done {
            summary: format!("Compared {count} quotation{plural} with the sources."),
            problems: Vec::new(),
        }
    }

    fn tell_no_comparisons(&mut self, style: &Style) {
        self.compared = Compared { told: Arc::clone(&self.compared.told), ..Compared::default() };
        let none = Comparisons { style: style.id.clone(), by_quote: BTreeMap::new() };
        if !self.compared.told.by_quote.is_empty() {
            self.tell_comparisons(none);
        }
    }

    /// Quotations went, and no other changed.
    fn tell_those_that_are_left(&mut self, gone: &BTreeSet<QuoteId>) {
        if gone.is_empty() {
            return;
        }
        let mut left = Comparisons::clone(&self.compared.told);
        left.by_quote.retain(|id, _| !gone.contains(id));
        self.compared.grounds.retain(|id, _| !gone.contains(id));
        self.tell_comparisons(left);
    }

    fn tell_comparisons(&mut self, told: Comparisons) {
        self.compared.told = Arc::new(told);
        self.outbox.push(Event::Compared(Arc::clone(&self.compared.told)));
    }
}
