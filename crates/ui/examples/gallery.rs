//! Writes the gallery as a complete page: `cargo run -p tremplin-ui --example gallery [light|dark] [width ...] > gallery.html`.

use std::io::Write;

use tremplin_domain::locale::Locale;
use tremplin_ui::gallery::{Theme, page};

fn main() -> std::io::Result<()> {
    let mut asked = std::env::args().skip(1).peekable();
    let theme = match asked.next_if(|a| a.parse::<u16>().is_err()).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    };
    let widths: Vec<u16> = asked.filter_map(|a| a.parse().ok()).collect();
    let widths = if widths.is_empty() { vec![0, 360] } else { widths };
    std::io::stdout().lock().write_all(page(Locale::Fr, theme, &widths).into_string().as_bytes())
}
