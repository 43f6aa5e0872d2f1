// Completions below the search box, as the ARIA pattern for a combobox has them,
// results while one types, and a search inside long facets.
import {formAddress, goTyping, parametersOf} from './history.js';

const suggestAfter = 80; // Milliseconds without a key.

// Calls `action` once there was no call for so long.
function rested(milliseconds, action) {
  let timer = 0;
  const call = () => {
    clearTimeout(timer);
    timer = setTimeout(action, milliseconds);
  };
  call.cancel = () => clearTimeout(timer);
  return call;
}

// Calls `action` at once, and again when it is done if it was called meanwhile and
// did not say false: as fast as answers come, never more than one at a time.
function oneAtATime(action) {
  let running = false;
  let again = false;
  const call = async () => {
    again = true;
    if (running) return;
    running = true;
    try {
      while (again) {
        again = false;
        if (await action() === false) again = false;
      }
    } finally {
      running = false;
    }
  };
  call.cancel = () => { again = false; };
  return call;
}

// An input method is at work: its Enter chooses characters and must not search.
const isComposing = (event) => event.isComposing || event.keyCode === 229;

export function watchSuggestions(input, form, live) {
  const list = document.getElementById('suggestions');
  let active = -1;
  let asked = null;

  for (const [name, value] of Object.entries({
    'role': 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false',
    'aria-controls': list.id, 'aria-haspopup': 'listbox',
  })) input.setAttribute(name, value);

  function close() {
    ask.cancel();
    asked?.abort();
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    activate(-1);
  }

  function activate(index) {
    active = index;
    [...list.children].forEach((option, i) =>
      option.setAttribute('aria-selected', String(i === index)));
    if (index < 0) {
      input.removeAttribute('aria-activedescendant');
    } else {
      input.setAttribute('aria-activedescendant', list.children[index].id);
      list.children[index].scrollIntoView({block: 'nearest'});
    }
  }

  function choose(index) {
    input.value = list.children[index].textContent;
    search.cancel();
    close();
    form.requestSubmit();
  }

  const ask = rested(suggestAfter, async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const query = new URLSearchParams({q: input.value});
      const answer = await fetch(`${document.documentElement.dataset.base}/api/suggest?${query}`, {signal: asked.signal});
      const {suggestions} = await answer.json();
      if (active >= 0) return; // One is being chosen.
      list.replaceChildren(...suggestions.map((text, i) => {
        const option = document.createElement('li');
        option.id = `suggestion-${i}`;
        option.setAttribute('role', 'option');
        const line = document.createElement('span'); // A title may be long, and is cut.
        line.textContent = text;
        option.append(line);
        return option;
      }));
      activate(-1);
      const shown = suggestions.length > 0 && document.activeElement === input;
      list.hidden = !shown;
      input.setAttribute('aria-expanded', String(shown));
    } catch {
      // Without suggestions one types on.
    }
  });

  const search = oneAtATime(() => goTyping(form));

  function changed() {
    activate(-1);
    if (input.value.trim() === '') close();
    else ask();
    if (live) search();
  }

  input.addEventListener('input', (event) => {
    if (!event.isComposing) changed();
  });
  // What was composed is there only now.
  input.addEventListener('compositionend', changed);
  input.addEventListener('blur', close);

  input.addEventListener('keydown', (event) => {
    if (isComposing(event)) {
      if (event.key === 'Enter') event.preventDefault();
      return;
    }
    const count = list.hidden ? 0 : list.children.length;
    if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && count > 0) {
      event.preventDefault();
      // One place more, in which none is active and what was typed stands.
      const step = event.key === 'ArrowDown' ? 1 : -1;
      activate(((active + 1 + step + count + 1) % (count + 1)) - 1);
    } else if (event.key === 'ArrowDown' && input.value.trim() !== '') {
      ask();
    } else if (event.key === 'Enter') {
      search.cancel();
      if (active >= 0) {
        event.preventDefault();
        choose(active);
      } else {
        close();
      }
    } else if (event.key === 'Escape') {
      event.preventDefault();
      if (count > 0) {
        close();
      } else if (input.value !== '') {
        input.value = '';
        if (live) search();
      }
    }
  });

  // Before the box loses its focus and the list goes.
  list.addEventListener('mousedown', (event) => {
    event.preventDefault();
    const option = event.target.closest('[role="option"]');
    if (option && event.button === 0) choose([...list.children].indexOf(option));
  });
}

// A box in each facet that has more values than are listed.
export function watchFacets(form) {
  for (const facet of document.querySelectorAll('.facet[data-field]')) {
    const first = facet.querySelector('ul');
    const {field, values} = facet.dataset;
    if (Number(values) <= facet.querySelectorAll('li').length) continue;
    const find = document.createElement('input');
    find.type = 'search';
    find.className = 'find';
    const {find: label} = document.documentElement.dataset;
    find.placeholder = label;
    find.setAttribute('aria-label', `${label} ${facet.querySelector('legend').textContent}`);
    const listed = [...first.children];
    const rest = facet.querySelector('details');
    find.addEventListener('input', rested(suggestAfter, async () => {
      const part = find.value.trim().replaceAll(',', ' ');
      if (rest) rest.hidden = part !== '';
      if (part === '') {
        first.replaceChildren(...listed);
        return;
      }
      const query = parametersOf(formAddress(form));
      query.delete('ui');
      query.set('limit', '0');
      query.set('facets', `${field}:20~${part}`);
      try {
        const answer = await (await fetch(`${document.documentElement.dataset.base}/api/search?${query}`)).json();
        first.replaceChildren(...answer.facets[field].map((count) => row(field, count)));
      } catch {
        // What is listed stays.
      }
    }));
    find.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') event.preventDefault();
    });
    first.before(find);
  }
}

function row(field, {value, labels, count, selected}) {
  const item = document.createElement('li');
  const label = document.createElement('label');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.name = field;
  box.value = value;
  box.checked = selected;
  box.setAttribute('form', 'search');
  const name = document.createElement('span');
  name.className = 'name';
  name.textContent = labels?.[document.documentElement.lang] ?? value;
  const number = document.createElement('span');
  number.className = 'count';
  number.textContent = count.toLocaleString('en');
  label.append(box, name, number);
  item.append(label);
  return item;
}
