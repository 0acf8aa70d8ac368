//! How a message's pattern becomes text, or a piece of the page.

use yew::{Html, html};

use super::Language;

/// A piece of a pattern.
#[derive(Clone, Copy)]
pub(super) enum Part {
    /// Text as it is.
    Text(&'static str),
    /// The argument at this place.
    Argument(usize),
    /// What the argument at this place chooses: the first variant whose key fits.
    Choice(usize, &'static [(Key, &'static [Part])]),
}

/// When a variant fits.
#[derive(Clone, Copy)]
pub(super) enum Key {
    /// The number is this one.
    Exactly(u64),
    /// The number takes the singular.
    One,
    /// The number takes the form for millions (French: `un million de clés`).
    Many,
    /// The text is this word.
    Word(&'static str),
    /// Always.
    Otherwise,
}

/// What stands for a variable.
#[derive(Clone, Copy)]
pub(super) enum Argument<'a> {
    Count(u64),
    Text(&'a str),
    /// The piece of the page at this place.
    Drawn(usize),
}

impl Language {
    /// The text of a pattern.
    pub(super) fn write(self, pattern: &[Part], arguments: &[Argument<'_>]) -> String {
        let mut text = String::new();
        self.walk(pattern, arguments, &mut |part| match part {
            Ok(words) | Err(Argument::Text(words)) => text.push_str(words),
            Err(Argument::Count(n)) => text.push_str(&self.count(n)),
            Err(Argument::Drawn(_)) => {}
        });
        text
    }

    /// A pattern as a piece of the page, with these pieces in it.
    pub(super) fn draw(
        self,
        pattern: &[Part],
        arguments: &[Argument<'_>],
        pieces: &[Html],
    ) -> Html {
        let mut all: Vec<Html> = Vec::new();
        self.walk(pattern, arguments, &mut |part| {
            let words = match part {
                Ok(words) | Err(Argument::Text(words)) => words.to_owned(),
                Err(Argument::Count(n)) => self.count(n),
                Err(Argument::Drawn(at)) => return all.push(pieces[at].clone()),
            };
            all.push(html! { words });
        });
        all.into_iter().collect()
    }

    fn walk(
        self,
        pattern: &[Part],
        arguments: &[Argument<'_>],
        place: &mut dyn FnMut(Result<&str, Argument<'_>>),
    ) {
        for part in pattern {
            match *part {
                Part::Text(text) => place(Ok(text)),
                Part::Argument(at) => place(Err(arguments[at])),
                Part::Choice(at, variants) => {
                    let fits = |key: &Key| self.fits(key, arguments[at]);
                    if let Some((_, chosen)) = variants.iter().find(|(key, _)| fits(key)) {
                        self.walk(chosen, arguments, place);
                    }
                }
            }
        }
    }

    fn fits(self, key: &Key, argument: Argument<'_>) -> bool {
        match (key, argument) {
            (Key::Otherwise, _) => true,
            (Key::Exactly(wanted), Argument::Count(n)) => *wanted == n,
            (Key::One, Argument::Count(n)) => self.is_singular(n),
            (Key::Many, Argument::Count(n)) => self.is_in_millions(n),
            (Key::Word(word), Argument::Text(text)) => *word == text,
            _ => false,
        }
    }

    /// CLDR's plural category "one" for whole numbers.
    const fn is_singular(self, n: u64) -> bool {
        match self {
            Self::English => n == 1,
            Self::French => n <= 1,
        }
    }

    /// CLDR's plural category "many" for whole numbers.
    const fn is_in_millions(self, n: u64) -> bool {
        matches!(self, Self::French) && n != 0 && n.is_multiple_of(1_000_000)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static KEYS: [Part; 1] = [Part::Choice(
        0,
        &[
            (Key::Exactly(0), &[Part::Text("rien")]),
            (Key::One, &[Part::Argument(0), Part::Text(" clé")]),
            (Key::Many, &[Part::Argument(0), Part::Text(" de clés")]),
            (Key::Otherwise, &[Part::Argument(0), Part::Text(" clés")]),
        ],
    )];

    #[test]
    fn a_number_takes_the_form_its_language_gives_it() {
        let keys = |language: Language, n| language.write(&KEYS, &[Argument::Count(n)]);
        assert_eq!(keys(Language::French, 0), "rien");
        assert_eq!(keys(Language::French, 1), "1 clé");
        assert_eq!(keys(Language::French, 5_000), "5\u{202f}000 clés");
        assert_eq!(keys(Language::French, 2_000_000), "2\u{202f}000\u{202f}000 de clés");
        assert_eq!(keys(Language::English, 2_000_000), "2,000,000 clés");
    }
}
