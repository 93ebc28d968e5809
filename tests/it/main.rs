//! Tests of everything but the window. Modules stand under `cfg(test)` so that the lints know them for tests.

#[cfg(test)]
mod cli;
#[cfg(test)]
mod engine;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod score;
#[cfg(test)]
mod store;
#[cfg(test)]
mod tidy;
#[cfg(test)]
mod verify;
