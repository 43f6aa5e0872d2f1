// One page, many addresses: fetches another state of it, shows it in place, and
// lets the browser's back and forward do the same.

const parts = ['results', 'switches', 'filters', 'kept'];
const input = document.getElementById('q');
const results = document.getElementById('results');
const filterWatchers = [];
const resultWatchers = [];
let running = null;
let arriving = Promise.resolve(); // What was gone to otherwise than by typing.
let typed = false; // The present entry of the history is of a word being typed.
let edited = false; // The search box was, since then.
let composing = false; // An input method is at work.
let showing = false; // The page is being changed.
let shown = location.pathname + location.search;

input.addEventListener('input', () => { edited = true; });
input.addEventListener('compositionstart', () => { composing = true; });
input.addEventListener('compositionend', () => { composing = false; });
// A box that goes while one types in it says that it was changed.
document.addEventListener('change', (event) => {
  if (showing) event.stopImmediatePropagation();
}, {capture: true});

// Calls `watcher` now and whenever other filters are shown.
export function onFilters(watcher) {
  filterWatchers.push(watcher);
  watcher();
}

// Calls `watcher` whenever other results are shown.
export function onResults(watcher) {
  resultWatchers.push(watcher);
}

// The address of the results, without parameters, and the parameters of an address of results.
export const home = `${document.documentElement.dataset.base}/`;
export const parametersOf = (address) => new URLSearchParams(address.slice(home.length + 1));

// The address that a form stands for, as short as it can be.
export function formAddress(form) {
  const fields = [...new FormData(form)].filter(([, value]) => value.trim() !== '');
  const dated = fields.some(([name]) => name === 'since' || name === 'until');
  const query = new URLSearchParams(fields.filter(([name]) => !(dated && name === 'last')));
  return query.size > 0 ? `${home}?${query}` : home;
}

// The address of a link that goes on with the query that results are shown for: with
// the one that is typed, if results of that are still to come.
export function withTyped(href) {
  const query = input.value.trim();
  const here = new URLSearchParams(location.search).get('q') ?? '';
  const there = parametersOf(href);
  if (query === here.trim() || (there.get('q') ?? '') !== here) return href;
  if (query === '') there.delete('q');
  else there.set('q', query);
  there.delete('offset');
  return there.size > 0 ? `${home}?${there}` : home;
}

// Searches for what is typed, once what was gone to before is shown; the form is
// part of that. False where something else was gone to meanwhile.
export async function goTyping(form) {
  await arriving;
  return show(formAddress(form), {typing: true});
}

// Shows `address`. `replace` takes the place of the present entry of the history,
// `typedOut` that of what was being typed.
export function go(address, options = {}) {
  edited = false;
  // What is entered stays in the history even if something else is before its answer comes.
  if (options.typedOut && address === location.pathname + location.search) typed = false;
  arriving = show(address, options);
}

async function show(address, {replace = false, typing = false, typedOut = false, scroll = false}) {
  running?.abort();
  const mine = new AbortController();
  running = mine;
  results.setAttribute('aria-busy', 'true');
  const slow = setTimeout(() => say(document.documentElement.dataset.searching, {visibly: true}), 1500);
  let page;
  try {
    const answer = await fetch(address, {signal: mine.signal, headers: {Accept: 'text/html'}});
    page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    if (!page.getElementById('results')) throw new Error('no page');
  } catch (error) {
    if (error.name === 'AbortError') return false;
    results.removeAttribute('aria-busy');
    // Who types goes on typing; who asked for a page shall see why there is none.
    if (typing) say(document.documentElement.dataset.unreachable, {visibly: true});
    else location.assign(address);
    return true;
  } finally {
    clearTimeout(slow);
  }
  if (running !== mine) return false;
  running = null;
  if (replace) {
    history.replaceState(null, '', address + location.hash);
  } else if ((typing || typedOut) && typed) {
    history.replaceState(null, '', address);
  } else if (address !== location.pathname + location.search) {
    history.pushState(null, '', address + (location.hash === '#filters' ? location.hash : ''));
  }
  typed = typing;
  shown = location.pathname + location.search;
  take(page, typing);
  if (scroll) scrollTo({top: 0});
  return true;
}

// Says what has changed to those who do not see it; visibly, to all.
function say(text, {visibly = false} = {}) {
  const said = document.getElementById('said');
  said.textContent = text;
  said.classList.toggle('hidden', !visibly);
}

// Puts another page in place of this one.
function take(page, typing) {
  const focus = placeOfFocus();
  const text = textInFocus();
  const inResults = results.contains(document.activeElement);
  const open = [...document.querySelectorAll('.facet details[open]')].map(
    (details) => details.closest('.facet').dataset.field);
  document.title = page.title;
  showing = true;
  // A page that says what is wrong has no filters: those here stay, to be mended.
  const filters = page.getElementById('filters').children.length > 0;
  for (const part of filters ? parts : parts.slice(0, 2)) {
    document.getElementById(part).replaceChildren(...document.adoptNode(page.getElementById(part)).childNodes);
  }
  showing = false;
  document.getElementById('feed').href = page.getElementById('feed').getAttribute('href');
  results.removeAttribute('aria-busy');
  say(document.getElementById('count')?.textContent ?? '');
  for (const field of open) {
    const details = document.querySelector(`.facet[data-field="${field}"] details`);
    if (details) details.open = true;
  }
  // What was typed meanwhile stays.
  if (!typing && !composing && !edited) input.value = new URL(location.href).searchParams.get('q') ?? '';
  if (filters) for (const watcher of filterWatchers) watcher();
  for (const watcher of resultWatchers) watcher();
  if (focus) focusOn(document.querySelector(focus), text);
  else if (inResults) results.focus({preventScroll: true});
}

// Where the focus is, so that it can be put there again.
function placeOfFocus() {
  const focused = document.activeElement;
  if (!focused?.closest('#filters')) return null;
  if (focused.dataset.value) return `.bars a[data-value="${CSS.escape(focused.dataset.value)}"]`;
  if (focused.matches('.spans a'))
    return `.spans a:nth-child(${[...focused.parentNode.children].indexOf(focused) + 1})`;
  if (focused.matches('.find'))
    return `.facet[data-field="${focused.closest('.facet').dataset.field}"] .find`;
  if (!focused.name) return null;
  const name = `#filters input[name="${CSS.escape(focused.name)}"]`;
  return focused.type === 'checkbox' ? `${name}[value="${CSS.escape(focused.value)}"]` : name;
}

// What is being typed there.
function textInFocus() {
  const {value, selectionStart, selectionEnd} = document.activeElement;
  return selectionStart === null ? null : {value, selectionStart, selectionEnd};
}

function focusOn(element, text) {
  element?.focus();
  if (!element || !text || text.value === element.value) return;
  element.value = text.value;
  element.setSelectionRange(text.selectionStart, text.selectionEnd);
  element.dispatchEvent(new Event('input'));
  // What a script has written is no change, to a browser.
  element.addEventListener('blur', () => {
    if (element.name && element.value !== element.defaultValue)
      element.dispatchEvent(new Event('change', {bubbles: true}));
  }, {once: true});
}

addEventListener('popstate', () => {
  // What was asked for before is no longer where one is.
  running?.abort();
  running = null;
  typed = false;
  results.removeAttribute('aria-busy');
  const address = location.pathname + location.search;
  // A place on the page that is shown is none to fetch.
  if (location.pathname === home && address !== shown) go(address, {replace: true});
});
