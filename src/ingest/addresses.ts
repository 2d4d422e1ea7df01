/** Query parameters that say how a reader came to a page, not which page it is. */
const TRACKING =
  /^(?:utm_\w*|mc_[ce]id|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|igsh|_ga|_gl|mkt_tok|ref|ref_src|ref_url|referrer|cmpid|cmp|ncid|ocid|smid|smtyp|partner|taid|feature|spm|at_\w+|xtor|wt_mc|src|source|share|__twitter_impression|outputtype|amp)$/i;

/**
 * What is equal for two addresses of one page: without scheme, "www.", tracking parameters, fragment,
 * closing slash and the marks of its mobile copies. Null for what is no web address.
 */
export function pageKey(address: string): string | null {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  const host = url.host.replace(/^(?:www|m|mobile|amp|edition)\./, '');
  const path = url.pathname
    .replace(/(?:\/amp|\/index\.html?)?\/*$/, '')
    .replace(/\.amp(?=\.html?$)/, '');
  const kept = [...url.searchParams].filter(([name]) => !TRACKING.test(name));
  kept.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const query = new URLSearchParams(kept).toString();
  return `${host}${path}${query === '' ? '' : `?${query}`}`;
}
