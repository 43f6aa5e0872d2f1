// Makes the page faster to use; without it everything works by links and a form.
// All HTML is the server's, where text of papers is escaped; what scripts make of
// JSON they set as text.
import {formAddress, go, home, onFilters, withTyped} from './history.js';
import {watchBars} from './histogram.js';
import {watchPanels} from './panels.js';
import {watchFacets, watchSuggestions} from './suggest.js';

const form = document.getElementById('search');
const input = document.getElementById('q');
const onResults = location.pathname === home;

// A plain click on a link to another state of this page.
document.addEventListener('click', (event) => {
  const link = event.target.closest('a');
  if (!onResults || !link || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
  if (link.hasAttribute('download') || link.hasAttribute('hreflang')) return;
  const href = link.getAttribute('href');
  if (!href || (href !== home && !href.startsWith(`${home}?`))) return;
  event.preventDefault();
  go(link.matches('.brand') ? href : withTyped(href), {scroll: Boolean(link.closest('.pages'))});
});

form.addEventListener('submit', (event) => {
  if (!onResults) return;
  event.preventDefault();
  go(formAddress(form), {typedOut: true});
});

document.addEventListener('change', (event) => {
  if (event.target.form === form && event.target !== input && onResults) go(formAddress(form));
});

document.addEventListener('keydown', (event) => {
  if (event.isComposing || event.metaKey || event.ctrlKey || event.altKey) return;
  const typing = event.target.matches('input, textarea');
  if (event.key === '/' && !typing) {
    event.preventDefault();
    input.focus();
    input.select();
  } else if ((event.key === 'j' || event.key === 'k') && !typing) {
    const titles = [...document.querySelectorAll('.hit h2 a')];
    const at = titles.findIndex((title) => title.closest('.hit').contains(document.activeElement));
    titles.at(Math.min(Math.max(at + (event.key === 'j' ? 1 : -1), 0), titles.length - 1))?.focus();
  }
});

const theme = document.getElementById('theme');
theme.hidden = false;
theme.addEventListener('click', () => {
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

watchSuggestions(input, form, onResults);
watchPanels();
onFilters(() => {
  watchBars();
  watchFacets(form);
});
