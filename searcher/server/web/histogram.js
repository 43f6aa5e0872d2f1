// Ranges of dates in the histogram. Each bar is a link to its own month or year;
// here a range is drawn with the mouse, or extended with Shift.
import {go, withTyped} from './history.js';

export function watchBars() {
  const svg = document.querySelector('.bars');
  if (!svg || location.pathname !== `${document.documentElement.dataset.base}/`) return;
  const bars = [...svg.querySelectorAll('a')];
  const chosen = bars.filter((bar) => bar.hasAttribute('aria-current'));
  let anchor = bars.indexOf(chosen[0]);
  let from = -1; // Where the mouse was pressed.
  let drawn = false;

  // One stop for the Tab key; the arrows move inside.
  const stop = chosen[0] ?? bars.at(-1);
  for (const bar of bars) bar.setAttribute('tabindex', bar === stop ? '0' : '-1');

  function outline(a, b) {
    bars.forEach((bar, i) =>
      bar.classList.toggle('within', a >= 0 && i >= Math.min(a, b) && i <= Math.max(a, b)));
  }

  function select(a, b) {
    const address = new URL(location.href);
    address.searchParams.delete('offset');
    address.searchParams.delete('last');
    address.searchParams.set('since', bars[Math.min(a, b)].dataset.value);
    address.searchParams.set('until', bars[Math.max(a, b)].dataset.value);
    go(withTyped(address.pathname + address.search));
  }

  svg.addEventListener('keydown', (event) => {
    const at = bars.indexOf(event.target.closest('a'));
    const to = {
      ArrowLeft: at - 1, ArrowDown: at - 1, ArrowRight: at + 1, ArrowUp: at + 1,
      Home: 0, End: bars.length - 1,
    }[event.key];
    if (to !== undefined && bars[to]) {
      event.preventDefault();
      if (event.shiftKey && anchor < 0) anchor = at;
      if (event.shiftKey) outline(anchor, to);
      else outline(-1, -1);
      if (!event.shiftKey) anchor = -1;
      bars[at].setAttribute('tabindex', '-1');
      bars[to].setAttribute('tabindex', '0');
      bars[to].focus();
    } else if (event.key === 'Enter' && anchor >= 0 && anchor !== at) {
      event.preventDefault();
      select(anchor, at);
    }
  });

  svg.addEventListener('pointerdown', (event) => {
    if (event.button === 0) from = bars.indexOf(event.target.closest('a'));
    drawn = false;
  });
  svg.addEventListener('pointermove', (event) => {
    const to = bars.indexOf(event.target.closest('a'));
    if (from < 0 || to < 0 || event.buttons === 0) return;
    drawn = drawn || to !== from;
    if (drawn) outline(from, to);
  });
  svg.addEventListener('click', (event) => {
    const to = bars.indexOf(event.target.closest('a'));
    const start = event.shiftKey ? anchor : from;
    if (to >= 0 && start >= 0 && (drawn || event.shiftKey)) {
      event.preventDefault();
      select(start, to);
    }
    from = -1;
  });
  // A drag ends over another bar than it began: there is no click then.
  svg.addEventListener('pointerup', (event) => {
    const to = bars.indexOf(event.target.closest('a'));
    if (drawn && from >= 0 && to >= 0 && to !== from) {
      select(from, to);
      from = -1;
    }
  });
  svg.addEventListener('dragstart', (event) => event.preventDefault());
}
