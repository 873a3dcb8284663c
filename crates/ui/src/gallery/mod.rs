//! Every component with awkward examples: empty, very long words, markup in the text. For eyes and for the browser tests.

mod forms;
mod lists;
mod states;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use tremplin_domain::locale::Locale;

use crate::{Root, STYLESHEET, Ui};

/// A word longer than a narrow column.
const LONG: &str = "Anticonstitutionnellement-hospitalo-universitaire-de-Saint-Rémy-en-Bouzemont-Saint-Genest-et-Isson";
/// Text that would be markup if anybody forgot to escape it.
const MARKUP: &str = "<script>alert(1)</script> & <b>\"gras\"</b> ; l’été";

/// How the page around a gallery is coloured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the reader's system says.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// One widget that holds every component.
pub fn widget(ui: Ui<'_>) -> Markup {
    let parts = [("states", states::all(ui)), ("forms", forms::all(ui)), ("lists", lists::all(ui))];
    let body = html! { @for (name, part) in parts { section.tr-stack id=(ui.id(name)) { (part) } } };
    html! { (Root { ui, handle: "ui-gallery", body }) }
}

/// A complete page that shows the gallery in columns of these widths, in pixels; 0 is all there is.
pub fn page(locale: Locale, theme: Theme, widths: &[u16]) -> Markup {
    let theme = match theme {
        Theme::System => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    let columns = widths.iter().map(|width| (*width, format!("g{width}")));
    html! {
        (DOCTYPE)
        html lang=(locale.tag()) data-theme=[theme] {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width";
                title { "Tremplin" }
                style { (PreEscaped(STYLESHEET)) (PreEscaped(FRAME)) @for width in widths { ".gallery__" (width) "{width:" (width) "px;flex:none}" } }
            }
            body.tr-page.gallery {
                header { h1 { "Tremplin" } }
                main {
                    @for (width, ns) in columns {
                        section class={ "gallery__column" @if width > 0 { " gallery__" (width) } } data-tremplin-window=(ns) aria-labelledby={ (ns) "-title" } {
                            h2 id={ (ns) "-title" } { @if width > 0 { (width) } @else { "100 %" } }
                            (widget(Ui::new(&ns, locale)))
                        }
                    }
                }
            }
        }
    }
}

/// What stands around the widgets, as a portal's own sheet would.
const FRAME: &str = "
.gallery{margin:0;background:var(--tr-wash);color:var(--tr-ink);font:400 .9375rem/1.5 var(--tr-font)}
.gallery h1{font-size:1.125rem;margin:0;padding:.75rem 1.5rem;background:var(--tr-paper);border-bottom:1px solid var(--tr-line)}
.gallery main{display:flex;gap:1.25rem;padding:1.25rem;align-items:flex-start}
.gallery__column{box-sizing:border-box;flex:1;min-width:0;background:var(--tr-paper);border:1px solid var(--tr-line);border-radius:10px;overflow:clip}
.gallery__column>h2{font-size:.875rem;margin:0;padding:.6rem 1rem;border-bottom:1px solid var(--tr-line);color:var(--tr-ink-2)}
.gallery__column>.tr{padding:1rem}
@media(max-width:40rem){.gallery main{padding:0;flex-direction:column}.gallery__column{width:100%}}
";
