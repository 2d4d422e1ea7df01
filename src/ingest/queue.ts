/** Lets one piece of work end before the next begins; a failed one holds up nobody. */
export type Queue = <Result>(work: () => Promise<Result>) => Promise<Result>;

export function openQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}
