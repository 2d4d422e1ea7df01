/** Sends questions and reports without leaving the page; without this script the forms do the same. */
export function openAsking(page: Document): void {
  page.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    if ('asks' in form.dataset) {
      event.preventDefault();
      void ask(page, form, event.submitter);
    } else if ('reports' in form.dataset) {
      event.preventDefault();
      void report(form, event.submitter);
    }
  });
}

const TOO_LARGE = 413;

async function ask(
  page: Document,
  form: HTMLFormElement,
  submitter: HTMLElement | null,
): Promise<void> {
  const takesFiles = form.enctype === 'multipart/form-data';
  const isChannel = takesFiles || form.getAttribute('action') === '/ask';
  const target = page.querySelector(isChannel ? '#feed' : '#turns');
  // A button in the channel asks in its thread: that is another page.
  if (!target) return sendPlainly(form, submitter);
  const body = toBody(form, submitter);
  const waiting = page.createElement('p');
  waiting.className = 'waiting';
  waiting.textContent = takesFiles ? 'Reading…' : 'Looking it up…';
  if (isChannel) target.prepend(waiting);
  else target.append(waiting);
  const status = page.querySelector('.composer [role="status"]');
  if (status) status.textContent = waiting.textContent;
  setBusy(submitter, true);
  try {
    const piece = await post(form, body);
    const fresh = toElements(page, piece);
    waiting.replaceWith(...fresh);
    page.querySelector('#welcome')?.remove();
    renew(form);
    if (status) status.textContent = 'The answer is on the page.';
    // In the channel the newest answer stands under the composer, in a thread above it.
    if (!isChannel) fresh[0]?.scrollIntoView({ block: 'start' });
  } catch (thrown) {
    waiting.textContent = `${thrown instanceof Error ? thrown.message : 'Muster does not answer.'} ${takesFiles ? 'The files are' : 'Your question is'} still in the field.`;
    if (status) status.textContent = waiting.textContent;
  } finally {
    setBusy(submitter, false);
  }
}

async function report(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
  const output = form.querySelector('output');
  setBusy(submitter, true);
  try {
    const words = await post(form, toBody(form, submitter));
    if (output) output.textContent = words;
    form.querySelector('textarea')?.setAttribute('readonly', '');
  } catch (thrown) {
    if (output)
      output.textContent = thrown instanceof Error ? thrown.message : 'That was not sent.';
  } finally {
    setBusy(submitter, false);
  }
}

function sendPlainly(form: HTMLFormElement, submitter: HTMLElement | null): void {
  // `submit()` raises no event and leaves the button's value out.
  if (submitter instanceof HTMLButtonElement && submitter.name !== '') {
    const field = form.ownerDocument.createElement('input');
    field.type = 'hidden';
    field.name = submitter.name;
    field.value = submitter.value;
    form.append(field);
  }
  form.submit();
}

async function post(form: HTMLFormElement, body: URLSearchParams | FormData): Promise<string> {
  let response: Response;
  try {
    response = await fetch(form.action, {
      method: 'POST',
      body,
      headers: { 'muster-fragment': '1' },
    });
  } catch (cause) {
    throw new Error('Muster does not answer. Is it still running?', { cause });
  }
  if (response.status === TOO_LARGE) throw new Error(await response.text());
  if (!response.ok) throw new Error('Muster could not take that.');
  return response.text();
}

function toBody(form: HTMLFormElement, submitter: HTMLElement | null): URLSearchParams | FormData {
  const filled = new FormData(form, submitter);
  if (form.enctype === 'multipart/form-data') return filled;
  const body = new URLSearchParams();
  for (const [name, value] of filled) body.append(name, String(value));
  return body;
}

function toElements(page: Document, piece: string): readonly Element[] {
  const parsed = new DOMParser().parseFromString(piece, 'text/html');
  return [...parsed.body.children].map((element) => page.importNode(element, true));
}

/** Empties a composer and makes its next question another one. */
function renew(form: HTMLFormElement): void {
  const nonce = form.querySelector<HTMLInputElement>('input[name="nonce"]');
  const bytes = crypto.getRandomValues(new Uint8Array(9));
  if (nonce) nonce.value = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const input = form.querySelector<HTMLInputElement>('input[name="text"], input[type="file"]');
  // A button's form has no field of its own.
  if (!input) return;
  input.value = '';
  input.focus({ preventScroll: true });
}

function setBusy(submitter: HTMLElement | null, isBusy: boolean): void {
  if (submitter instanceof HTMLButtonElement) submitter.disabled = isBusy;
}
