//! From keys to commands. Letters act only when no text field has the focus and no dialog is open.

use super::cx::Action;
use super::view_state::ViewState;
use crate::app::{Command, Input, Key, Request, Shortcut, Situation};
use egui::{Event, Modifiers};

/// The commands whose keys were pressed since the last frame.
pub(super) fn commands(ctx: &egui::Context, view: &ViewState, now: &Situation, out: &mut Vec<Action>) {
    let typing = ctx.text_edit_focused();
    let modal = view.dialog.is_some() || view.history.is_asking();
    let in_table = view.quotes.has_keyboard();
    let enter_signs = now.verifying && view.verify.enter_signs();
    let at_source = !now.verifying && view.verify.at_source.is_some();
    let popup = egui::Popup::is_any_open(ctx);
    ctx.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key { key, pressed: true, modifiers, repeat, .. } => {
                let command = match key {
                    egui::Key::Enter if enter_signs && modifiers.is_none() => Some(Command::SignVerified),
                    // A menu that is open is closed first, and a field that was typed in is left.
                    egui::Key::Escape if popup || view.was_typing => None,
                    egui::Key::Escape if at_source && modifiers.is_none() => Some(Command::GoVerify),
                    _ => command_of(*key, *modifiers, now.verifying),
                };
                let Some(command) = command else { return true };
                // Tab goes from control to control, except where the two texts have the keyboard.
                let passage = matches!(command, Command::NextPassage | Command::PreviousPassage);
                if passage && !view.verify.has_keyboard() {
                    return true;
                }
                let letter = !modifiers.command
                    && !modifiers.alt
                    && !matches!(key, egui::Key::F1 | egui::Key::F5 | egui::Key::F6);
                let field = typing
                    && (letter
                        || matches!(
                            command,
                            Command::Undo
                                | Command::Redo
                                | Command::SelectParagraph
                                | Command::EndEarlier
                                | Command::EndFurther
                                | Command::StartEarlier
                                | Command::StartLater
                        ));
                let again = *repeat && !repeats(command);
                let rows = in_table && command == Command::SelectParagraph;
                if field || modal || again || rows {
                    return true;
                }
                out.push(Action::Command(command));
                false
            }
            Event::Copy if !typing && !modal => {
                out.push(Action::Command(Command::CopyWords));
                false
            }
            Event::Paste(text) if !typing && !modal => {
                out.push(Action::Send(Request::Import(vec![pasted(text)])));
                false
            }
            _ => true,
        });
    });
}

/// Pasted words as a document: the first line is the title.
pub(super) fn pasted(text: &str) -> Input {
    let first = text.lines().map(str::trim).find(|l| !l.is_empty()).unwrap_or("Pasted text");
    let title = first.chars().take(80).collect();
    Input::Text { title, text: text.to_owned() }
}

/// Whether holding the key repeats the command. A decision never repeats.
fn repeats(command: Command) -> bool {
    matches!(
        command,
        Command::NextQuotation
            | Command::PreviousQuotation
            | Command::NextDocument
            | Command::PreviousDocument
            | Command::ReadingLarger
            | Command::ReadingSmaller
            | Command::WindowLarger
            | Command::WindowSmaller
            | Command::EndFurther
            | Command::EndEarlier
            | Command::StartEarlier
            | Command::StartLater
            | Command::Undo
            | Command::Redo
    )
}

fn command_of(key: egui::Key, modifiers: Modifiers, verifying: bool) -> Option<Command> {
    let pressed = |c: &Command| c.shortcuts().iter().any(|s| is_pressed(*s, key, modifiers));
    let here = Command::all().filter(|c| verifying && c.only_in_verify()).find(pressed);
    here.or_else(|| Command::all().filter(|c| !c.only_in_verify()).find(pressed))
}

fn is_pressed(s: Shortcut, key: egui::Key, m: Modifiers) -> bool {
    if egui_key(s.key) != Some(key) || s.ctrl != m.command || s.alt != m.alt {
        return false;
    }
    // A sign may need Shift on some keyboards, so that Shift says nothing there, except where it tells two commands apart.
    let sign = matches!(s.key, Key::Char(c) if !c.is_ascii_alphabetic());
    s.shift == m.shift || (sign && !s.ctrl)
}

/// egui's name of a key.
pub(super) fn egui_key(key: Key) -> Option<egui::Key> {
    Some(match key {
        Key::Char('+') => egui::Key::Plus,
        Key::Char('-') => egui::Key::Minus,
        Key::Char('=') => egui::Key::Equals,
        Key::Char(',') => egui::Key::Comma,
        Key::Char('/') => egui::Key::Slash,
        Key::Char('?') => egui::Key::Questionmark,
        Key::Char(c) => egui::Key::from_name(c.encode_utf8(&mut [0; 4]))?,
        Key::F(n) => egui::Key::from_name(&format!("F{n}"))?,
        Key::Enter => egui::Key::Enter,
        Key::Escape => egui::Key::Escape,
        Key::Delete => egui::Key::Delete,
        Key::Left => egui::Key::ArrowLeft,
        Key::Right => egui::Key::ArrowRight,
        Key::Up => egui::Key::ArrowUp,
        Key::Down => egui::Key::ArrowDown,
        Key::Tab => egui::Key::Tab,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_can_be_pressed_and_means_its_command() {
        for command in Command::all() {
            for s in command.shortcuts() {
                let key = egui_key(s.key).unwrap_or_else(|| panic!("{command:?}: {s:?} is no key"));
                let m =
                    Modifiers { alt: s.alt, shift: s.shift, command: s.ctrl, ctrl: s.ctrl, mac_cmd: false };
                assert_eq!(command_of(key, m, command.only_in_verify()), Some(command), "{s:?}");
            }
        }
    }
}
