//! In which language the page speaks: the one chosen before, else the first of the browser's that it
//! has.

use js_sys::Array;
use web_sys::{Storage, window};

use crate::language::Language;

/// Under what the choice is kept.
const STORED_AS: &str = "apothik/language";

/// The language to begin with.
#[must_use]
pub fn chosen() -> Language {
    let stored = storage().and_then(|storage| storage.get_item(STORED_AS).ok()?);
    stored.and_then(|tag| Language::of_tag(&tag)).or_else(of_browser).unwrap_or_default()
}

fn of_browser() -> Option<Language> {
    let wanted: Array = window()?.navigator().languages();
    wanted.iter().find_map(|tag| Language::of_tag(&tag.as_string()?))
}

/// Keeps the choice for the next visit.
pub(super) fn remember(language: Language) {
    if let Some(storage) = storage() {
        // A full or forbidden storage only means that the choice is not kept.
        let _ = storage.set_item(STORED_AS, language.tag());
    }
}

/// Tells the browser which language the page is in, and answers it.
pub(super) fn begin(language: Language) -> Language {
    if let Some(document) = window().and_then(|window| window.document()) {
        set_title(language.page_title());
        if let Some(root) = document.document_element() {
            // It can't fail: the attribute's name is a valid one.
            let _ = root.set_attribute("lang", language.tag());
        }
    }
    language
}

/// Gives the page this title, unless it has it.
pub(super) fn set_title(title: &str) {
    if let Some(document) = window().and_then(|window| window.document())
        && document.title() != title
    {
        document.set_title(title);
    }
}

/// Browsers can be told to keep nothing; then there is no storage.
fn storage() -> Option<Storage> {
    window()?.local_storage().ok()?
}
