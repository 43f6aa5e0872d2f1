// The dialogs of the page, and the buttons that open them and do what a link cannot.

const actions = {};

// `button[data-do=name]` calls `action` with the button.
export function on(name, action) {
  actions[name] = action;
}

// Calls the action of a name, as its buttons do.
export function act(name, button = null) {
  actions[name](button);
}

export function open(id) {
  const dialog = document.getElementById(id);
  if (!dialog.open) dialog.showModal();
  return dialog;
}

export const isOpen = () => document.querySelector('dialog[open]') !== null;

// Says `text` on a button for a moment, in place of its own.
export function answer(button, text) {
  const own = button.textContent;
  if (own === text) return;
  button.textContent = text;
  setTimeout(() => { button.textContent = own; }, 1500);
}

// Copies a text. False where that is not allowed, as on a page that came by HTTP.
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement('textarea');
    area.value = text;
    (document.querySelector('dialog[open]') ?? document.body).append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    return copied;
  }
}

export function watchDialogs() {
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button[data-do]');
    if (button) act(button.dataset.do, button);
    // Beside a dialog is what is behind it.
    if (event.target.matches('dialog')) {
      const box = event.target.getBoundingClientRect();
      const inside = event.clientX >= box.left && event.clientX <= box.right &&
        event.clientY >= box.top && event.clientY <= box.bottom;
      if (!inside) event.target.close();
    }
  });
}
