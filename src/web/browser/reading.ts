/** Where the window has room, citations open the reading room beside the answer. */
const WIDE_ENOUGH = '(min-width: 70rem)';

export function openReading(page: Document): void {
  const desk = page.querySelector<HTMLElement>('.desk');
  if (!desk || page.querySelector('#room')) return;
  let opener: HTMLAnchorElement | null = null;

  const close = (): void => {
    desk.querySelector('.pane')?.remove();
    desk.classList.remove('is-reading');
    opener?.removeAttribute('aria-current');
    opener?.focus();
    opener = null;
  };

  const open = async (link: HTMLAnchorElement): Promise<void> => {
    let room: Element | null;
    try {
      const response = await fetch(link.href);
      const parsed = new DOMParser().parseFromString(await response.text(), 'text/html');
      room = parsed.querySelector('#room');
    } catch {
      room = null;
    }
    if (!room) {
      page.location.assign(link.href);
      return;
    }
    opener?.removeAttribute('aria-current');
    opener = link;
    link.setAttribute('aria-current', 'true');
    const pane = toPane(page, link.href, room.querySelector('h1')?.textContent ?? '', close);
    pane.append(page.importNode(room, true));
    desk.querySelector('.pane')?.remove();
    desk.append(pane);
    desk.classList.add('is-reading');
    showIn(pane, pane.querySelector('#cited'));
    pane.querySelector<HTMLElement>('.pane-head button')?.focus({ preventScroll: true });
  };

  page.addEventListener('click', (event) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
      return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const pane = link?.closest<HTMLElement>('.pane');
    if (link && pane && showInPane(pane, link)) {
      event.preventDefault();
      return;
    }
    if (!link || !('reads' in link.dataset) || !matchMedia(WIDE_ENOUGH).matches) return;
    event.preventDefault();
    void open(link);
  });
  page.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && desk.querySelector('.pane')?.contains(page.activeElement))
      close();
  });
}

/** Moves to a sentence of the article that the pane shows; false when the link leads elsewhere. */
function showInPane(pane: HTMLElement, link: HTMLAnchorElement): boolean {
  if (link.pathname !== pane.dataset.article || link.classList.contains('button')) return false;
  const sentence = pane.querySelector(`[id="${CSS.escape(link.hash.slice(1))}"]`);
  if (!sentence) return false;
  for (const shown of pane.querySelectorAll('.is-shown')) shown.classList.remove('is-shown');
  sentence.classList.add('is-shown');
  showIn(pane, sentence);
  return true;
}

/** Scrolls the pane alone, so that the answer beside it stays where it is. */
function showIn(pane: HTMLElement, piece: Element | null): void {
  if (!piece) return;
  const below = piece.getBoundingClientRect().top - pane.getBoundingClientRect().top;
  pane.scrollTop += below - pane.clientHeight / 4;
}

function toPane(page: Document, href: string, name: string, close: () => void): HTMLElement {
  const pane = page.createElement('aside');
  pane.className = 'pane';
  pane.setAttribute('aria-label', 'Reading room');
  pane.dataset.article = new URL(href).pathname;
  const head = page.createElement('div');
  head.className = 'pane-head';
  const title = page.createElement('p');
  title.className = 'pane-title';
  title.textContent = name;
  const whole = page.createElement('a');
  whole.className = 'button quiet';
  whole.href = href;
  whole.textContent = 'Open as a page';
  const button = page.createElement('button');
  button.type = 'button';
  button.className = 'quiet';
  button.textContent = 'Close';
  button.addEventListener('click', close);
  head.append(title, whole, button);
  pane.append(head);
  return pane;
}
