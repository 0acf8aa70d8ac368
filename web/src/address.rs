//! What the page's address says: behind its `#` the cluster's cookie, the lesson and the step, the
//! scenario; behind its `?` the figure to be shown alone.

use wasm_bindgen::JsValue;
use web_sys::window;

/// The value of a parameter of the address, as it was written.
#[must_use]
pub fn parameter(name: &str) -> Option<String> {
    of_hash(&hash()?, name)
}

/// The value of a parameter before the `#`, as it was written.
#[must_use]
pub fn query(name: &str) -> Option<String> {
    let search = window()?.location().search().ok()?;
    of_hash(search.strip_prefix('?')?, name)
}

/// The address of the page itself, with this behind its `#`: nothing of this cluster is in it.
#[must_use]
pub fn bare(fragment: Option<&str>) -> String {
    let address = window().and_then(|window| window.location().href().ok()).unwrap_or_default();
    let page = address.split(['?', '#']).next().unwrap_or_default();
    fragment.map_or_else(|| page.to_owned(), |fragment| format!("{page}#{fragment}"))
}

/// Sets parameters of the address, or takes them away; the others stay. Nothing is loaded, and no
/// step of the browser's history is made.
pub fn set(parameters: &[(&str, Option<String>)]) {
    let Some(window) = window() else { return };
    let Ok(address) = window.location().href() else { return };
    let page = address.split('#').next().unwrap_or_default();
    let changed = changed(&hash().unwrap_or_default(), parameters);
    let address = if changed.is_empty() { page.to_owned() } else { format!("{page}#{changed}") };
    if let Ok(history) = window.history() {
        // Where that is not allowed, the address only says less.
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// Keeps a parameter of an older address that the page's does not set.
pub fn keep(name: &str, older: &str) {
    let kept = older.split_once('#').and_then(|(_, hash)| of_hash(hash, name));
    if kept.is_some() && parameter(name).is_none() {
        set(&[(name, kept)]);
    }
}

fn hash() -> Option<String> {
    let address = window()?.location().href().ok()?;
    Some(address.split_once('#')?.1.to_owned())
}

fn of_hash(hash: &str, name: &str) -> Option<String> {
    let value = |part: &str| part.strip_prefix(name)?.strip_prefix('=').map(str::to_owned);
    hash.split('&').find_map(value)
}

fn changed(hash: &str, parameters: &[(&str, Option<String>)]) -> String {
    let is_set = |part: &&str| {
        let name = part.split('=').next().unwrap_or_default();
        parameters.iter().any(|(set, _)| *set == name)
    };
    let kept = hash.split('&').filter(|part| !part.is_empty() && !is_set(part)).map(str::to_owned);
    let new =
        parameters.iter().filter_map(|(name, value)| Some(format!("{name}={}", value.as_ref()?)));
    kept.chain(new).collect::<Vec<_>>().join("&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_is_found_by_its_whole_name() {
        assert_eq!(of_hash("cookie=a&lesson=4&step=2", "lesson"), Some("4".to_owned()));
        assert_eq!(of_hash("lessons=4", "lesson"), None);
        assert_eq!(of_hash("", "lesson"), None);
    }

    #[test]
    fn what_is_not_set_stays() {
        let to = |step: Option<&str>| {
            [("lesson", Some("1".to_owned())), ("step", step.map(str::to_owned))]
        };
        assert_eq!(changed("cookie=a", &to(Some("2"))), "cookie=a&lesson=1&step=2");
        assert_eq!(changed("lesson=4&cookie=a&step=9", &to(None)), "cookie=a&lesson=1");
    }
}
