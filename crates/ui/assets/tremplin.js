// Tremplin's one script. It only improves: every page works without it, and whenever something here fails, the browser
// does what it would have done alone. No dependency, no global, nothing inline, no text of its own.
//
// What it expects of a page:
//   [data-tremplin-window="ID"]       a window of the portal; links and forms in it refresh it alone
//   [data-tremplin-handles="a b"]     on a window: the events after which it is fetched again
//   [data-tremplin-src="URL"]         on a window: where to fetch it again, if not at the page's own address
//   [data-tremplin-resource], [data-tremplin-page]  on a link or form: a file, another page; left alone
// What it sends: X-Tremplin-Partial: 1 and X-Tremplin-Window: ID. What it accepts: the page, or the window alone. What it
// reads: Fragment-Events, and Content-Location for the address to show after an action answered in place.

const WINDOW = "[data-tremplin-window]";
const text = (name) => document.querySelector(`[${name}]`)?.getAttribute(name) ?? "";
const bare = (url) => String(url).split("#")[0];

// ---- Windows --------------------------------------------------------------------------------------------------------

const pending = new WeakMap();
let shown = bare(location.href);

/** Fetches the page or window behind an address and returns it with its answer; throws on anything that is not HTML. */
async function fetchMarkup(win, url, init = {}) {
  pending.get(win)?.abort();
  const controller = new AbortController();
  pending.set(win, controller);
  const headers = { Accept: "text/html", "X-Tremplin-Partial": "1", "X-Tremplin-Window": win.dataset.tremplinWindow };
  const answer = await fetch(url, { credentials: "same-origin", ...init, headers, signal: controller.signal });
  if (!(answer.headers.get("Content-Type") ?? "").startsWith("text/html")) {
    controller.abort();
    throw new TypeError("not markup");
  }
  return { answer, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
}

/** The window in a fetched page, or the bare fragment that stands for its content. */
function findIn(page, win) {
  const whole = page.querySelector(`${WINDOW}[data-tremplin-window="${CSS.escape(win.dataset.tremplinWindow)}"]`);
  const roots = page.querySelectorAll("body > .tr");
  return whole ?? (roots.length === 1 && !page.querySelector(WINDOW) ? roots[0] : null);
}

/** Puts what was fetched in the place of what is shown. */
function put(win, fresh) {
  if (fresh.matches(WINDOW)) {
    for (const { name, value } of fresh.attributes) win.setAttribute(name, value);
    win.replaceChildren(...fresh.childNodes);
  } else {
    const old = win.querySelector(".tr");
    if (old) old.replaceWith(fresh);
    else win.replaceChildren(fresh);
  }
  enhance(win);
}

function busy(win, is) {
  for (const root of [win, ...win.querySelectorAll(":scope .tr")]) {
    if (is) root.setAttribute("aria-busy", "true");
    else root.removeAttribute("aria-busy");
  }
}

/** Fetches a window and shows it. Says whether it could. */
async function visit(win, url, init, trigger) {
  busy(win, true);
  try {
    const { answer, page } = await fetchMarkup(win, url, init);
    const fresh = findIn(page, win);
    if (!fresh) return false;
    const events = [...eventNames(answer.headers.get("Fragment-Events")), ...eventNames(fresh.dataset.tremplinEvents)];
    put(win, fresh);
    const isRefused = answer.status === 422 || answer.status === 409;
    if (isRefused) win.querySelectorAll("form[data-tremplin-guard]").forEach(markUnsaved);
    else if (answer.ok) showAddress(answer, init?.method === "POST");
    if (page.title && page.querySelector(WINDOW)) document.title = page.title;
    settle(win, trigger, new URL(url, document.baseURI).hash);
    publish(win, events);
    return true;
  } catch (error) {
    // A newer visit of the same window took over: nothing is left to do.
    return error.name === "AbortError";
  } finally {
    busy(win, false);
  }
}

function showAddress(answer, isAction) {
  const told = answer.headers.get("Content-Location");
  if (isAction && !told && !answer.redirected) return;
  const url = new URL(told ?? answer.url, location.href);
  if (url.origin !== location.origin) return;
  if (bare(url) !== bare(location.href)) history.pushState({ tremplin: true }, "", url);
  shown = bare(url);
}

/** Moves the focus to what matters now: what is wrong, else what the address names, else the control that was used, else the heading. */
function settle(win, trigger, hash) {
  const same = trigger?.id ? document.getElementById(trigger.id) : null;
  const target = win.querySelector("[data-tremplin-focus]") ?? (hash.length > 1 ? win.querySelector(`#${CSS.escape(hash.slice(1))}`) : null) ?? (win.contains(same) ? same : null) ?? win.querySelector(".tr :is(h3, h4, h5)") ?? win;
  if (target.tabIndex < 0 && !target.hasAttribute("tabindex")) target.tabIndex = -1;
  target.focus();
  const said = win.querySelector("[role='status'][data-tremplin-say]");
  if (said) announce(said.textContent);
}

function eventNames(list) {
  return (list ?? "").split(/[,\s]+/).map((name) => name.split(";")[0].replaceAll('"', "")).filter((name) => /^[a-z][a-z0-9-]*$/.test(name));
}

/** Tells the page what happened, then fetches again the windows that want to know. */
function publish(from, events) {
  for (const name of new Set(events)) {
    from.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail: { window: from.dataset.tremplinWindow } }));
  }
  for (const win of document.querySelectorAll(WINDOW)) {
    const handled = eventNames(win.dataset.tremplinHandles);
    if (win !== from && events.some((name) => handled.includes(name))) refresh(win);
  }
}

/** Fetches a window again where it stands. What a person is typing in it is worth more than news. */
export async function refresh(win) {
  if (win.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")) return;
  if (unsavedIn(win)) return;
  try {
    const { answer, page } = await fetchMarkup(win, win.dataset.tremplinSrc || location.href);
    const fresh = answer.ok && findIn(page, win);
    if (fresh) put(win, fresh);
  } catch {
    // It keeps what it showed.
  }
}

addEventListener("popstate", async () => {
  if (bare(location.href) === shown) return;
  shown = bare(location.href);
  const windows = [...document.querySelectorAll(WINDOW)];
  try {
    const answer = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = windows.map((win) => findIn(page, win));
    if (!answer.ok || fresh.includes(null) || page.querySelectorAll(WINDOW).length !== windows.length) throw new TypeError("another page");
    windows.forEach((win, at) => put(win, fresh[at]));
    document.title = page.title || document.title;
  } catch {
    location.reload();
  }
});

// ---- Links and forms ------------------------------------------------------------------------------------------------

function onClick(event) {
  const add = event.target.closest?.("[data-tremplin-rows] button[name='add']");
  if (add) return addRow(event, add);
  const link = event.target.closest?.("a[href]");
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const win = link.closest(WINDOW);
  const url = new URL(link.href, document.baseURI);
  const isInPage = url.hash && bare(url) === bare(location.href);
  if (!win || isInPage || link.target || link.download || url.origin !== location.origin || link.closest("[data-tremplin-resource], [data-tremplin-page]")) return;
  event.preventDefault();
  if (unsavedIn(win) && !confirm(text("data-tremplin-unsaved"))) return;
  forget(win);
  visit(win, url, undefined, link).then((done) => done || location.assign(url));
}

function onSubmit(event) {
  const form = event.target;
  const submitter = event.submitter;
  const win = form.closest(WINDOW);
  const attribute = (name) => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? "";
  const isPost = attribute("method").toLowerCase() === "post";
  const url = new URL(attribute("action") || location.href, document.baseURI);
  const isLeftAlone = form.dataset.tremplinAlone !== undefined || form.closest("[data-tremplin-page]") || submitter?.closest("[data-tremplin-page], [data-tremplin-resource]");
  if (event.defaultPrevented) return;
  if (!win || isLeftAlone || attribute("target") || url.origin !== location.origin) return saved(form);
  event.preventDefault();
  if (form.getAttribute("aria-busy") === "true") return;
  stopCalculating(form);
  form.setAttribute("aria-busy", "true");
  const data = new FormData(form, submitter);
  const words = () => new URLSearchParams([...data].map(([name, value]) => [name, typeof value === "string" ? value : value.name]));
  let init;
  if (isPost) init = { method: "POST", body: attribute("enctype") === "multipart/form-data" ? data : words() };
  else url.search = words();
  visit(win, url, init, submitter).then((done) => {
    form.removeAttribute("aria-busy");
    if (done) return saved(form);
    saved(form);
    if (!isPost) return location.assign(url);
    // The once-token makes sending it a second time harmless.
    form.dataset.tremplinAlone = "";
    form.requestSubmit(submitter);
  });
}

// ---- Unsaved changes ------------------------------------------------------------------------------------------------

const unsaved = new Set();
const warn = (event) => event.preventDefault();

function watch() {
  for (const form of unsaved) if (!form.isConnected) unsaved.delete(form);
  // The listener costs the page its place in the back-forward cache, so it is there only when needed.
  if (unsaved.size) addEventListener("beforeunload", warn);
  else removeEventListener("beforeunload", warn);
}

function markUnsaved(form) {
  // A form of one button has nothing to lose.
  if (!form.querySelector("input:not([type='hidden']), select, textarea")) return;
  unsaved.add(form);
  watch();
}

function saved(form) {
  unsaved.delete(form);
  watch();
}

function forget(win) {
  for (const form of unsaved) if (win.contains(form)) unsaved.delete(form);
  watch();
}

const unsavedIn = (win) => [...unsaved].some((form) => form.isConnected && win.contains(form));

// ---- Figures and checks while typing --------------------------------------------------------------------------------

const timers = new WeakMap();

function onInput(event) {
  const form = event.target.form;
  if (!form || event.target.closest("[role='combobox']")) return;
  if (form.matches("[data-tremplin-guard]") && !event.target.matches("[data-tremplin-tick], [data-tremplin-tick-all] *")) markUnsaved(form);
  if (form.dataset.live === undefined) return;
  stopCalculating(form);
  const controller = new AbortController();
  timers.set(form, { controller, timer: setTimeout(calculate, 350, form, controller) });
}

function stopCalculating(form) {
  clearTimeout(timers.get(form)?.timer);
  timers.get(form)?.controller.abort();
}

async function calculate(form, controller) {
  const data = new FormData(form);
  // A calculation changes nothing, so it does not use up the token that makes the change happen once.
  data.delete("once");
  const body = new URLSearchParams([...data].filter(([, value]) => typeof value === "string"));
  const win = form.closest(WINDOW);
  const headers = { Accept: "text/html", "X-Tremplin-Partial": "1", "X-Tremplin-Live": "1" };
  if (win) headers["X-Tremplin-Window"] = win.dataset.tremplinWindow;
  try {
    const answer = await fetch(new URL(form.dataset.live, document.baseURI), { method: "POST", body, headers, credentials: "same-origin", signal: controller.signal });
    if (!answer.ok && answer.status !== 422) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!form.isConnected) return;
    for (const region of (win ?? form).querySelectorAll("[data-live-region]")) {
      const fresh = page.querySelector(`[data-live-region="${CSS.escape(region.dataset.liveRegion)}"]`);
      if (fresh) redraw(region, fresh);
    }
  } catch {
    // The button "calculate" is still there.
  }
}

function redraw(region, fresh) {
  if (region.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")) return;
  const before = region.textContent;
  const open = [...region.querySelectorAll("details")].map((details) => details.open);
  const active = region.contains(document.activeElement) ? [...region.querySelectorAll("a, button, summary")].indexOf(document.activeElement) : -1;
  region.replaceChildren(...fresh.childNodes);
  region.querySelectorAll("details").forEach((details, at) => (details.open = open[at] ?? details.open));
  if (active >= 0) region.querySelectorAll("a, button, summary")[active]?.focus();
  if (region.textContent !== before) announce([...region.querySelectorAll("[data-tremplin-say]")].map((e) => e.textContent).join(". "));
}

// ---- Saying things aloud --------------------------------------------------------------------------------------------

let voice;

function announce(words) {
  if (!voice) {
    const home = document.createElement("div");
    home.className = "tr";
    voice = document.createElement("p");
    voice.className = "tr-hidden";
    voice.setAttribute("role", "status");
    voice.setAttribute("aria-live", "polite");
    home.append(voice);
    document.body.append(home);
  }
  voice.textContent = "";
  // Set a moment later: a region that gets its words together with its place stays silent.
  setTimeout(() => (voice.textContent = words.replace(/\s+/g, " ").trim()), 50);
}

// ---- Boxes to tick, rows to add -------------------------------------------------------------------------------------

function onChange(event) {
  const all = event.target.closest?.("[data-tremplin-tick-all]");
  if (all) {
    for (const box of all.closest("table").querySelectorAll("[data-tremplin-tick]")) box.checked = event.target.checked;
  }
  if (event.target.form) showAsked(event.target.form);
  if (all || event.target.matches?.("[data-tremplin-tick]")) countTicks(event.target.closest(`${WINDOW}, .tr`));
  onInput(event);
}

function countTicks(root) {
  const boxes = [...root.querySelectorAll("[data-tremplin-tick]")];
  const count = boxes.filter((box) => box.checked).length;
  for (const said of root.querySelectorAll("[data-tremplin-bulk] [role='status']")) {
    const sentence = [said.dataset.none, said.dataset.one][count] ?? said.dataset.many.replace("{n}", count);
    if (said.textContent !== sentence) said.textContent = sentence;
  }
  for (const all of root.querySelectorAll("[data-tremplin-tick-all] input")) {
    all.checked = boxes.length > 0 && count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
  }
}

/** Shows what is asked only after certain answers; what is wrong stays in sight. */
function showAsked(root) {
  for (const part of root.querySelectorAll("[data-tremplin-when]")) {
    const answer = part.closest("form")?.elements[part.dataset.tremplinWhen]?.value ?? "";
    part.hidden = !part.dataset.tremplinAnswers.split(" ").includes(answer) && !part.querySelector("[aria-invalid='true'], .tr-field--wrong");
  }
}

let added = 0;

function addRow(event, button) {
  const rows = button.closest("[data-tremplin-rows]").querySelectorAll("[role='group']");
  const last = rows[rows.length - 1];
  if (!last) return;
  event.preventDefault();
  const row = last.cloneNode(true);
  added += 1;
  for (const element of row.querySelectorAll("[id]")) {
    const id = `${element.id}-new${added}`;
    row.querySelector(`[for="${CSS.escape(element.id)}"]`)?.setAttribute("for", id);
    element.id = id;
    if ("value" in element) element.value = "";
  }
  row.setAttribute("aria-label", (row.getAttribute("aria-label") ?? "").replace(/\d+/, rows.length + 1));
  last.after(row);
  row.querySelector("input, select, textarea")?.focus();
}

// ---- Finding one among thousands (the APG's editable combobox with a list) -------------------------------------------

function combo(box) {
  const input = box.querySelector("input[type='search']");
  const button = box.querySelector("[data-tremplin-combo-search]");
  const said = box.querySelector(".tr-combo__said");
  const results = box.querySelector("[data-tremplin-combo-results]");
  const chosen = document.createElement("input");
  chosen.type = "hidden";
  chosen.name = box.dataset.name;
  chosen.value = results?.querySelector("input:checked")?.value ?? "";
  const list = document.createElement("ul");
  list.id = `${input.id}-list`;
  list.className = "tr-listbox";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", box.dataset.results);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  // A list that the server found stays until something is chosen or typed: with several found, it is opened at once.
  const found = [...(results?.querySelectorAll(".tr-choice") ?? [])].map((choice) => ({
    value: choice.querySelector("input").value,
    label: choice.querySelector(".tr-choice__label").textContent,
    detail: choice.querySelector(".tr-choice__detail")?.textContent ?? "",
  }));
  results?.remove();
  button.hidden = true;
  input.after(list);
  box.append(chosen);

  let at = -1;
  let timer;
  let controller;

  const options = () => [...list.querySelectorAll("[role='option']")];
  const close = () => {
    list.hidden = true;
    at = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const move = (to) => {
    const all = options();
    if (!all.length) return;
    at = (to + all.length) % all.length;
    all.forEach((option, i) => option.setAttribute("aria-selected", String(i === at)));
    all[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", all[at].id);
  };
  const choose = (option) => {
    chosen.value = option.dataset.value;
    input.value = option.dataset.label;
    said.textContent = option.dataset.detail;
    close();
    chosen.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const show = (items) => {
    list.replaceChildren(
      ...items.map((item, i) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${i + 1}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        Object.assign(option.dataset, { value: item.value ?? "", label: item.label ?? "", detail: item.detail ?? "" });
        const label = document.createElement("span");
        label.className = "tr-choice__label";
        label.textContent = item.label ?? "";
        const detail = document.createElement("span");
        detail.className = "tr-choice__detail";
        detail.textContent = item.detail ?? "";
        option.append(label, ...(item.detail ? [detail] : []));
        return option;
      }),
    );
    at = -1;
    list.hidden = items.length === 0;
    input.setAttribute("aria-expanded", String(items.length > 0));
    input.removeAttribute("aria-activedescendant");
    said.textContent = [box.dataset.none, box.dataset.one][items.length] ?? box.dataset.many.replace("{n}", items.length);
  };
  const search = async () => {
    const words = input.value.trim();
    controller?.abort();
    if (words.length < 2) {
      close();
      said.textContent = "";
      return;
    }
    controller = new AbortController();
    said.textContent = box.dataset.searching;
    try {
      const answer = await fetch(sourceFor(box.dataset.tremplinCombo, words), { headers: { Accept: "application/json" }, credentials: "same-origin", signal: controller.signal });
      if (!answer.ok) throw new TypeError(answer.statusText);
      show(await answer.json());
    } catch (error) {
      if (error.name === "AbortError") return;
      close();
      said.textContent = box.dataset.away;
      button.hidden = false;
    }
  };

  input.addEventListener("input", () => {
    chosen.value = "";
    clearTimeout(timer);
    timer = setTimeout(search, 200);
  });
  input.addEventListener("keydown", (event) => {
    const isOpen = !list.hidden;
    if (event.key === "ArrowDown") isOpen ? move(at + 1) : list.childElementCount ? ((list.hidden = false), input.setAttribute("aria-expanded", "true"), move(0)) : search();
    else if (event.key === "ArrowUp" && isOpen) move(at < 0 ? -1 : at - 1);
    else if (event.key === "Enter" && isOpen && at >= 0) choose(options()[at]);
    else if (event.key === "Enter" && button.hidden) search();
    else if (event.key === "Escape" && isOpen) close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  // The field keeps the focus while the list is used with a pointer.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role='option']");
    if (option) choose(option);
  });
  if (found.length && !chosen.value) show(found);
  else said.textContent = found.find((item) => item.value === chosen.value)?.detail ?? said.textContent;
}

/** The address of a search: `{q}` stands for the words, however often a portal has escaped it. */
function sourceFor(source, words) {
  const once = encodeURIComponent(words);
  const filled = source.replaceAll("{q}", once).replaceAll(/%7Bq%7D/gi, once).replaceAll(/%257Bq%257D/gi, encodeURIComponent(once));
  const url = new URL(filled, document.baseURI);
  if (filled === source) url.searchParams.set("q", words);
  return url;
}

// ---- Frames that are as high as what they hold ----------------------------------------------------------------------

function frames() {
  const embed = document.querySelector("[data-tremplin-embed]");
  if (embed && window.parent !== window) {
    const tell = () => window.parent.postMessage({ type: "tremplin-height", height: Math.ceil(document.documentElement.getBoundingClientRect().height) }, embed.dataset.tremplinEmbed || "*");
    new ResizeObserver(tell).observe(document.documentElement);
  }
  addEventListener("message", ({ data, origin, source }) => {
    if (data?.type !== "tremplin-height" || !Number.isFinite(data.height)) return;
    for (const frame of document.querySelectorAll("iframe[data-tremplin-frame]")) {
      if (frame.contentWindow === source && new URL(frame.src, document.baseURI).origin === origin) frame.height = String(Math.min(Math.max(data.height, 40), 20000));
    }
  });
}

// ---- Beginning ------------------------------------------------------------------------------------------------------

function enhance(root) {
  for (const box of root.querySelectorAll("[data-tremplin-combo]")) if (!box.querySelector("[role='combobox']")) combo(box);
  for (const all of root.querySelectorAll("[data-tremplin-tick-all]")) all.hidden = false;
  showAsked(root);
  for (const bulk of root.querySelectorAll("[data-tremplin-bulk]")) countTicks(bulk.closest(`${WINDOW}, .tr`));
}

/** Improves everything under a root: the document, or the shadow root of a custom element. */
export function start(root) {
  root.addEventListener("click", onClick);
  root.addEventListener("submit", onSubmit);
  root.addEventListener("input", onInput);
  root.addEventListener("change", onChange);
  enhance(root);
}

// Two widgets may bring the script under two addresses: the page needs it once.
if (document.documentElement.dataset.tremplinScript === undefined) {
  document.documentElement.dataset.tremplinScript = "";
  start(document);
  frames();
}
