//! What is known about a language: data in, lookups out. Knows nothing of quotations found or projects kept.
