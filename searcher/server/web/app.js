// Makes the page faster to use; without it everything works by links and a form.
// All HTML is the server's, where text of papers is escaped; what scripts make of
// JSON they set as text.
import {act, answer, copy, isOpen, on, open, watchDialogs} from './dialogs.js';
import {formAddress, go, home, onFilters, onResults, withTyped} from './history.js';
import {watchBars} from './histogram.js';
import {watchPanels} from './panels.js';
import {watchSaved} from './saved.js';
import {showPicked, watchSelection} from './selection.js';
import {watchSheet} from './sheet.js';
import {watchFacets, watchSuggestions} from './suggest.js';

const form = document.getElementById('search');
const input = document.getElementById('q');
const searches = location.pathname === home;

// A plain click on a link to another state of this page.
document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!searches || !link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
  if (link.hasAttribute('download') || link.hasAttribute('hreflang')) return;
  const href = link.getAttribute('href');
  if (!href || (href !== home && !href.startsWith(`${home}?`))) return;
  event.preventDefault();
  go(link.matches('.brand') ? href : withTyped(href), {scroll: Boolean(link.closest('.pages'))});
});

form.addEventListener('submit', (event) => {
  if (!searches) return;
  event.preventDefault();
  go(formAddress(form), {typedOut: true});
});

document.addEventListener('change', (event) => {
  if (event.target.form === form && event.target !== input && searches) go(formAddress(form));
});

function moveToHit(step) {
  const titles = [...document.querySelectorAll('.hit h2 a')];
  const at = titles.findIndex((title) => title.closest('.hit').contains(document.activeElement));
  titles.at(Math.min(Math.max(at + step, 0), titles.length - 1))?.focus();
}

// What a key does where nothing is typed. index.html lists them all.
const keys = {
  '/': () => {
    input.focus();
    input.select();
  },
  'j': () => moveToHit(1),
  'k': () => moveToHit(-1),
  'x': () => document.activeElement.closest('.hit')?.querySelector('.pick input').click(),
  '[': () => document.querySelector('.pages [rel="prev"]')?.click(),
  ']': () => document.querySelector('.pages [rel="next"]')?.click(),
  's': () => act('saved'),
  'c': () => act('link', document.querySelector('[data-do="link"]')),
  '?': () => open('keys'),
};

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.metaKey || event.ctrlKey || event.altKey || isOpen()) return;
  if (event.target.matches('input:not([type="checkbox"]), textarea, select') || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});

on('keys', () => open('keys'));
on('link', async (button) => {
  if (await copy(location.href) && button) answer(button, document.documentElement.dataset.copied);
});
on('theme', () => {
  const root = document.documentElement;
  const dark = root.dataset.theme
    ? root.dataset.theme === 'dark'
    : matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = dark ? 'light' : 'dark';
  try {
    localStorage.setItem('theme', root.dataset.theme);
  } catch {
    // It holds until the page is left.
  }
});

watchDialogs();
watchSuggestions(input, form, searches);
watchPanels();
watchSaved();
watchSelection();
watchSheet();
onResults(showPicked);
onFilters(() => {
  watchBars();
  watchFacets(form);
});
