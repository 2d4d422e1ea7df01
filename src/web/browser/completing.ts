type Choice = { readonly label: string; readonly detail: string; readonly text: string };
type Completion = { readonly choices: readonly Choice[]; readonly isChosenByEnter: boolean };

/** Completes slash commands in a field, as the combobox pattern of the ARIA practices has it. */
export function openCompletion(field: HTMLElement): void {
  const input = field.querySelector('input');
  if (!input) return;
  const list = document.createElement('ul');
  list.id = `${input.id}-choices`;
  list.className = 'choices';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'Completions');
  field.append(list);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');

  let choices: readonly Choice[] = [];
  let active = -1;
  /** The text that the choices complete. */
  let completed = '';
  /** Counts what was typed, so that an answer to older text is dropped. */
  let typed = 0;

  const close = (): void => {
    typed += 1;
    choices = [];
    active = -1;
    list.hidden = true;
    list.replaceChildren();
    input.setAttribute('aria-expanded', 'false');
    input.removeAttribute('aria-activedescendant');
  };

  const activate = (index: number): void => {
    active = index;
    for (const [at, item] of [...list.children].entries()) {
      item.setAttribute('aria-selected', String(at === index));
      if (at === index) item.scrollIntoView({ block: 'nearest' });
    }
    if (index < 0) input.removeAttribute('aria-activedescendant');
    else input.setAttribute('aria-activedescendant', `${list.id}-${index}`);
  };

  /** A fast typist may be past what the choices complete, before the next ones come. */
  const goesOn = ({ text }: Choice): boolean =>
    input.value === completed || text.toLowerCase().startsWith(input.value.toLowerCase());

  const choose = (choice: Choice): void => {
    input.value = choice.text;
    input.setSelectionRange(choice.text.length, choice.text.length);
    input.focus();
    void refresh();
  };

  const show = (completion: Completion): void => {
    choices = completion.choices;
    completed = input.value;
    list.replaceChildren(...choices.map((choice, index) => toItem(choice, `${list.id}-${index}`)));
    list.hidden = choices.length === 0;
    input.setAttribute('aria-expanded', String(choices.length > 0));
    activate(completion.isChosenByEnter && choices.length > 0 ? 0 : -1);
  };

  const refresh = async (): Promise<void> => {
    typed += 1;
    const mine = typed;
    // Only what stands before the caret is completed, and only at the end of the text.
    if (!input.value.startsWith('/') || input.selectionStart !== input.value.length) return close();
    try {
      const response = await fetch(`/complete?text=${encodeURIComponent(input.value)}`);
      if (!response.ok || mine !== typed) return;
      const completion: Completion = await response.json();
      if (mine === typed) show(completion);
    } catch {
      // A page that lost its server completes nothing; asking will say so.
      if (mine === typed) close();
    }
  };

  input.addEventListener('input', () => void refresh());
  input.addEventListener('blur', close);
  input.form?.addEventListener('submit', close);
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || choices.length === 0) return;
    const choice = choices[active];
    switch (event.key) {
      case 'ArrowDown':
        activate((active + 1) % choices.length);
        break;
      case 'ArrowUp':
        activate(active <= 0 ? choices.length - 1 : active - 1);
        break;
      case 'Escape':
        close();
        break;
      case 'Enter':
        if (!choice || !goesOn(choice)) return;
        choose(choice);
        break;
      case 'Tab': {
        const chosen = choice ?? choices[0];
        if (!chosen || event.shiftKey || chosen.text === input.value || !goesOn(chosen)) return;
        choose(chosen);
        break;
      }
      default:
        return;
    }
    event.preventDefault();
  });
  // The field keeps its focus when a choice is pressed.
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const item = event.target instanceof Element ? event.target.closest('li') : null;
    const choice = item ? choices[[...list.children].indexOf(item)] : undefined;
    if (choice) choose(choice);
  });
}

function toItem(choice: Choice, id: string): HTMLLIElement {
  const item = document.createElement('li');
  item.id = id;
  item.setAttribute('role', 'option');
  item.setAttribute('aria-selected', 'false');
  // Commands and options are shown as they are typed, names as they are read.
  item.className = /^\/|:$/u.test(choice.label) ? 'typed' : 'name';
  item.append(toSpan('label', choice.label), ' ', toSpan('detail', choice.detail));
  return item;
}

function toSpan(name: string, text: string): HTMLSpanElement {
  const span = document.createElement('span');
  span.className = name;
  span.textContent = text;
  return span;
}
