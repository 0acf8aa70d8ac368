//! The page; `assets/start.js` loads it.

fn main() {
    web::run();
}
