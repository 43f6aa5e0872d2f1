// Papers that are selected, on however many pages of results, to be cited or exported.
import {on, open} from './dialogs.js';

const most = 200; // As many as the server exports by their ids.
const bar = document.getElementById('picked');
const pre = document.querySelector('#cite-picked pre');
const {base} = document.documentElement.dataset;
let picked = new Set(read());

function read() {
  try {
    return JSON.parse(sessionStorage.getItem('picked')) ?? [];
  } catch {
    return [];
  }
}

function exportAddress(format) {
  const query = new URLSearchParams([...picked].map((id) => ['id', id]));
  query.set('format', format);
  return `${base}/api/export?${query}`;
}

// Shows what is selected: on the hits, and how many there are.
export function showPicked() {
  for (const box of document.querySelectorAll('.pick input')) box.checked = picked.has(box.value);
  bar.hidden = picked.size === 0;
  bar.querySelector('.number').textContent = bar.dataset.text.replace('{0}', picked.size);
  for (const link of bar.querySelectorAll('a')) link.href = exportAddress(link.dataset.format);
}

function keep() {
  try {
    sessionStorage.setItem('picked', JSON.stringify([...picked]));
  } catch {
    // It holds until the page is left.
  }
  showPicked();
}

async function cite(format) {
  for (const button of document.querySelectorAll('#cite-picked .formats button'))
    button.setAttribute('aria-pressed', String(button.dataset.format === format));
  try {
    const answer = await fetch(exportAddress(format));
    if (!answer.ok) throw new Error(answer.statusText);
    pre.textContent = await answer.text();
  } catch {
    pre.textContent = document.documentElement.dataset.unreachable;
  }
}

export function watchSelection() {
  document.addEventListener('change', ({target}) => {
    if (!target.matches('.pick input')) return;
    if (target.checked && picked.size < most) picked.add(target.value);
    else picked.delete(target.value);
    keep();
  });
  on('unpick', () => {
    picked = new Set();
    keep();
  });
  on('cite', () => {
    open('cite-picked');
    cite('gbt7714');
  });
  document.querySelector('#cite-picked .formats').addEventListener('click', ({target}) => {
    if (target.dataset.format) cite(target.dataset.format);
  });
  showPicked();
}
