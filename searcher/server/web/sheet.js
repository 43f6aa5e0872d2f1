// On a narrow screen the filters are a sheet over the results, at the address #filters:
// the browser's back closes it, as its links do.

const narrow = matchMedia('(max-width: 52rem)');
const filters = document.getElementById('filters');
let before = null; // What had the focus.

function changed() {
  const open = narrow.matches && location.hash === '#filters' && filters.children.length > 0;
  for (const behind of document.querySelectorAll('header, main, footer, .skip')) behind.inert = open;
  if (open) {
    before ??= document.activeElement;
    filters.querySelector('a, input')?.focus();
  } else if (before) {
    document.querySelector('.to-filters')?.focus({preventScroll: true});
    before = null;
  }
}

export function watchSheet() {
  addEventListener('hashchange', changed);
  narrow.addEventListener('change', changed);
  document.addEventListener('click', (event) => {
    if (filters.inert || !narrow.matches || location.hash !== '#filters') return;
    // Beside the sheet are the results.
    if (!filters.contains(event.target)) location.hash = '#results';
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && narrow.matches && location.hash === '#filters') location.hash = '#results';
  });
  changed();
}
