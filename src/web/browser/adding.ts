/** Lets files be dropped anywhere on a page that takes them; without this script the field itself takes a drop. */
export function openAdding(page: Document): void {
  const adding = page.querySelector<HTMLDetailsElement>('[data-takes-files]');
  const input = adding?.querySelector<HTMLInputElement>('input[type="file"]');
  if (!adding || !input) return;

  page.addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    // Otherwise the browser would leave the page for the file.
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    adding.classList.add('is-wanted');
  });
  page.addEventListener('dragleave', (event) => {
    if (event.relatedTarget === null) adding.classList.remove('is-wanted');
  });
  page.addEventListener('drop', (event) => {
    adding.classList.remove('is-wanted');
    const files = event.dataTransfer?.files;
    if (!files || files.length === 0) return;
    event.preventDefault();
    adding.open = true;
    input.files = files;
    adding.querySelector('button')?.focus();
  });
}
