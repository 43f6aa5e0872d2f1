// Searches that are kept in this browser, in the form of the file that dssearch keeps:
// {"name": {"q": "...", "domain": ["a", "b"]}}; and the commits of the index up to which
// their papers were seen.
import {on, open} from './dialogs.js';
import {home} from './history.js';

const dialog = document.getElementById('saved');
const list = dialog.querySelector('ul');
const form = document.getElementById('save');
const note = dialog.querySelector('.note');
const nothing = note.textContent;
const file = dialog.querySelector('[type="file"]');
const news = document.getElementById('news');
const {base} = document.documentElement.dataset;
const mostOfFeed = 50; // Searches, to the server.
let searches = read('saved');
let seen = read('seen');
let counts = {}; // New papers, by name.
let commit = ''; // The present one.
let wrong = ''; // What was wrong with the last file.

function read(name) {
  try {
    const value = JSON.parse(localStorage.getItem(name));
    return value && typeof value === 'object' ? value : {};
  } catch {
    return {};
  }
}

function keep() {
  try {
    localStorage.setItem('saved', JSON.stringify(searches));
    localStorage.setItem('seen', JSON.stringify(seen));
  } catch {
    // They hold until the page is left.
  }
  show();
}

// The parameters of a saved search, as pairs.
const pairsOf = (search) => Object.entries(search).flatMap(
  ([name, value]) => [value].flat().map((one) => [name, String(one)]));

// What is searched for now, in the form of a saved search.
function present() {
  const search = {};
  for (const [name, value] of new URLSearchParams(location.search)) {
    if (['ui', 'offset', 'added_after'].includes(name)) continue;
    if (name in search) search[name] = [search[name], value].flat();
    else search[name] = value;
  }
  return search;
}

function addressOf(search, more = {}) {
  const query = new URLSearchParams(pairsOf(search));
  const ui = new URLSearchParams(location.search).get('ui');
  if (ui) query.set('ui', ui);
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return `${home}?${query}`;
}

// Up to which commit a search was seen. An index that was made anew has fewer commits, and
// all of it is new.
function seenOf(name) {
  const number = (text) => Number(text.replace(/^\D+/, ''));
  if (!seen[name]) return '';
  return number(seen[name]) > number(commit) ? 'commit-000000' : seen[name];
}

async function json(address) {
  const answer = await fetch(base + address);
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

// Asks how many papers are new for each search.
async function count() {
  try {
    ({commit} = await json('/healthz'));
    for (const [name, search] of Object.entries(searches)) {
      const after = seenOf(name);
      if (!after) seen[name] = commit;
      if (!after || after === commit) {
        counts[name] = 0;
        continue;
      }
      const query = new URLSearchParams(pairsOf(search));
      for (const [key, value] of [['added_after', after], ['limit', 0], ['facets', '']]) query.set(key, value);
      // One that is wrong, in a file that people edit, does not hide the others.
      counts[name] = (await json(`/api/search?${query}`).catch(() => ({total: 0}))).total;
    }
  } catch {
    // The server does not answer: nothing is known to be new.
  }
  keep();
}

function element(tag, properties, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function row([name, search]) {
  const all = element('a', {href: addressOf(search), textContent: name});
  const fresh = element('a', {
    className: 'new', hidden: !counts[name], href: addressOf(search, {added_after: seenOf(name), sort: 'added'}),
    textContent: dialog.dataset.new.replace('{0}', counts[name] ?? 0),
  });
  for (const link of [all, fresh]) {
    link.addEventListener('click', () => {
      if (!commit) return;
      seen[name] = commit;
      counts[name] = 0;
      dialog.close();
      keep();
    });
  }
  const remove = element('button', {type: 'button', className: 'icon', textContent: '×'});
  remove.setAttribute('aria-label', `${dialog.dataset.remove} ${name}`);
  remove.addEventListener('click', () => {
    delete searches[name];
    delete seen[name];
    delete counts[name];
    keep();
    (list.querySelector('a') ?? form.elements.name).focus();
  });
  return element('li', {}, all, fresh, remove);
}

function show() {
  const all = Object.entries(searches);
  const total = all.reduce((sum, [name]) => sum + (counts[name] ?? 0), 0);
  news.hidden = total === 0;
  news.textContent = total > 99 ? '99+' : total;
  list.replaceChildren(...all.map(row));
  note.hidden = all.length > 0 && !wrong;
  note.textContent = wrong || nothing;
  const feed = dialog.querySelector('.feed-of-all');
  const download = dialog.querySelector('.export');
  feed.hidden = download.hidden = all.length === 0;
  feed.href = `${base}/feed.atom?${new URLSearchParams(all.slice(0, mostOfFeed).map(
    ([, search]) => ['search', new URLSearchParams(pairsOf(search))]))}`;
  URL.revokeObjectURL(download.href);
  const lines = all.map(([name, search]) => `  ${JSON.stringify(name)}: ${JSON.stringify(search)}`);
  download.href = URL.createObjectURL(new Blob([`{\n${lines.join(',\n')}\n}\n`]));
}

// The searches of a file; throws where there are none.
function parse(text) {
  const found = JSON.parse(text);
  const isText = (value) => ['string', 'number', 'boolean'].includes(typeof value);
  if (!found || typeof found !== 'object' || Array.isArray(found)) throw new Error('no object');
  for (const search of Object.values(found))
    if (!search || typeof search !== 'object' || !Object.values(search).every((value) => [value].flat().every(isText)))
      throw new Error('no search');
  return found;
}

// Takes the searches of a file that the server understands, and says of the others what is wrong.
async function take(found) {
  const faults = [];
  for (const [name, search] of Object.entries(found)) {
    const query = new URLSearchParams(pairsOf(search));
    for (const [key, value] of [['limit', 0], ['facets', '']]) query.set(key, value);
    const answer = await fetch(`${base}/api/search?${query}`);
    if (answer.status === 400) faults.push(`${name}: ${(await answer.json()).error.message}`);
    else searches = {...searches, [name]: search};
  }
  return faults.join('; ');
}

export function watchSaved() {
  on('saved', () => {
    const {q, ...filters} = present();
    form.hidden = location.pathname !== home || document.querySelector('.failure') !== null;
    const {sort, limit, ...named} = filters;
    form.elements.name.value = [q, ...Object.values(named)].flat().filter(Boolean).join(' ');
    wrong = '';
    show();
    open('saved');
    if (!form.hidden) form.elements.name.select();
    count();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const name = form.elements.name.value.trim();
    if (!name) return;
    wrong = '';
    searches = {...searches, [name]: present()};
    seen[name] = commit;
    counts[name] = 0;
    keep();
  });
  on('import', () => file.click());
  file.addEventListener('change', async () => {
    try {
      wrong = await take(parse(await file.files[0].text()));
      count();
    } catch {
      wrong = dialog.dataset.noFile;
      show();
    }
    file.value = '';
  });
  // Another tab has saved something.
  addEventListener('storage', ({key}) => {
    if (key !== 'saved' && key !== 'seen') return;
    searches = read('saved');
    seen = read('seen');
    show();
  });
  // What is new can wait until the page is there.
  if (Object.keys(searches).length > 0) setTimeout(count, 500);
}
