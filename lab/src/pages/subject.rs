//! Where machines and pages speak in a network that has subjects, as NATS has.
//!
//! A subject is made of tokens with dots between them, and a few characters stand for many
//! subjects. So the cookie and the machine's name become one token each, which only they become:
//! whatever a cookie is, it names its own cluster and reaches no other.

use core::fmt::{self, Write as _};

use node_core::NodeId;

use super::PageId;

/// The longest cookie, in bytes. Servers bound what a subject may take.
pub const MAX_COOKIE_BYTES: usize = 64;

/// The subjects of one cluster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subjects {
    /// What all of them begin with, and the dot behind it.
    root: String,
}

impl Subjects {
    /// Those of the cluster with this cookie.
    ///
    /// # Errors
    ///
    /// A cookie that is longer than [`MAX_COOKIE_BYTES`].
    pub fn new(cookie: &str) -> Result<Self, CookieTooLong> {
        if cookie.len() > MAX_COOKIE_BYTES {
            return Err(CookieTooLong { bytes: cookie.len() });
        }
        Ok(Self { root: format!("apothik.{}.", token(cookie)) })
    }

    /// Where machines say what all of them are to hear: `apothik.<cookie>.cluster`.
    #[must_use]
    pub fn cluster(&self) -> String {
        format!("{}cluster", self.root)
    }

    /// Where one machine is addressed: `apothik.<cookie>.node.<name>`.
    #[must_use]
    pub fn node(&self, node: NodeId) -> String {
        format!("{}node.{}", self.root, token(&node.to_string()))
    }

    /// Where pages say what all of them are to hear: `apothik.<cookie>.lab`.
    #[must_use]
    pub fn lab(&self) -> String {
        format!("{}lab", self.root)
    }

    /// Where one page is addressed: `apothik.<cookie>.lab.<page>`. Requests and replies, which are
    /// large and many, are said here, since all would hear them on [`lab`](Self::lab).
    #[must_use]
    pub fn page(&self, page: PageId) -> String {
        format!("{}lab.{}", self.root, page.0)
    }
}

/// A text as a token: letters, digits and `-` stand for themselves; any other byte of its UTF-8
/// is `_` and two hexadecimal digits; the empty text is `_` alone. Different texts are different
/// tokens.
#[must_use]
pub fn token(text: &str) -> String {
    if text.is_empty() {
        return "_".to_owned();
    }
    text.bytes().fold(String::new(), |mut token, byte| {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            token.push(byte.into());
        } else {
            // Writing to memory does not fail.
            let _ = write!(token, "_{byte:02x}");
        }
        token
    })
}

/// A cookie is longer than [`MAX_COOKIE_BYTES`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CookieTooLong {
    /// How long it is, in bytes.
    pub bytes: usize,
}

impl core::error::Error for CookieTooLong {}

impl fmt::Display for CookieTooLong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a cookie of {} bytes; it has {MAX_COOKIE_BYTES} at most", self.bytes)
    }
}
