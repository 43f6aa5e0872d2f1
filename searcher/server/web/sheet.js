// On a narrow screen the filters are a sheet over the results, at the address #filters:
// the browser's back closes it, as its links do.

const narrow = matchMedia('(max-width: 52rem)');
const filters = document.getElementById('filters');
let wasOpen = false;

const isOpen = () => narrow.matches && location.hash === '#filters' && filters.children.length > 0;

function close() {
  location.hash = '#results';
}

// Keeps the focus in the sheet while it is open, and puts it back to the link that opened it.
function changed() {
  const open = isOpen();
  for (const behind of document.querySelectorAll('header, main, footer, .skip')) behind.inert = open;
  if (open) filters.querySelector('a, input')?.focus();
  else if (wasOpen) document.querySelector('.to-filters')?.focus({preventScroll: true});
  wasOpen = open;
}

export function watchSheet() {
  addEventListener('hashchange', changed);
  narrow.addEventListener('change', changed);
  // Beside the sheet are the results.
  document.addEventListener('click', (event) => {
    if (isOpen() && !filters.contains(event.target)) close();
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && isOpen()) close();
  });
  changed();
}
