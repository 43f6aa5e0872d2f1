// Shows the summary, similar papers or references of a hit below it: a part of
// the paper's own page, where the link leads without scripts; and a chart above the page.
import {answer, copy, open} from './dialogs.js';

export function watchPanels() {
  for (const button of document.querySelectorAll('.copy')) button.hidden = false;
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[data-part]');
    const plain = !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (link && event.button === 0 && plain) {
      event.preventDefault();
      toggle(link);
    }
    const chart = event.target.closest('.to-chart');
    if (chart && event.button === 0 && plain) {
      event.preventDefault();
      showChart(chart.getAttribute('href'));
    }
    const copy = event.target.closest('.copy');
    if (copy) copyText(copy);
  });
}

async function toggle(link) {
  const hit = link.closest('.hit');
  const shown = link.getAttribute('aria-expanded') === 'true';
  hit.querySelector('.panel')?.remove();
  for (const other of hit.querySelectorAll('a[data-part]')) other.removeAttribute('aria-expanded');
  if (shown) return;
  link.setAttribute('aria-expanded', 'true');
  try {
    const answer = await fetch(link.getAttribute('href').split('#')[0]);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const part = page.getElementById(link.dataset.part);
    if (link.getAttribute('aria-expanded') !== 'true') return;
    part.removeAttribute('id');
    part.classList.add('panel');
    for (const button of part.querySelectorAll('.copy')) button.hidden = false;
    hit.querySelector('article').append(document.adoptNode(part));
  } catch {
    location.assign(link.getAttribute('href'));
  }
}

// The chart of a search, which the server draws and describes, to be looked at and saved.
async function showChart(address) {
  const dialog = open('chart');
  const image = dialog.querySelector('img');
  image.alt = document.getElementById('count').textContent;
  image.src = dialog.querySelector('[download]').href = address;
  // Where it is wider than the screen, the last years are in view.
  image.onload = () => { image.parentElement.scrollLeft = image.parentElement.scrollWidth; };
  try {
    const [, description] = (await (await fetch(address)).text()).match(/<desc[^>]*>([^<]*)</);
    image.alt = new DOMParser().parseFromString(description, 'text/html').body.textContent;
  } catch {
    // The picture says itself what there is, or that the server does not answer.
  }
}

async function copyText(button) {
  const text = button.closest('.reference').querySelector('pre').textContent;
  if (await copy(text)) answer(button, document.documentElement.dataset.copied);
}
