/** What several pictures are called together: `frame0001-0250.png` for `frame0001.png` to `frame0250.png`. */
export function nameOfAll(first: string, last: string): string {
  if (first === last) return first;
  const [a, b] = [tokens(first), tokens(last)];
  let before = 0;
  while (before < Math.min(a.length, b.length) - 1 && a[before] === b[before]) before++;
  let after = 0;
  while (after < Math.min(a.length, b.length) - before - 1 && a.at(-1 - after) === b.at(-1 - after)) after++;
  const middle = (parts: readonly string[]): string => parts.slice(before, parts.length - after).join("");
  return `${a.slice(0, before).join("")}${middle(a)}-${middle(b)}${a.slice(a.length - after).join("")}`;
}

/** Runs of digits, the ending, and what lies between. */
function tokens(name: string): readonly string[] {
  return name.match(/\d+|\.[^.\d]*$|\D+?(?=\d|\.[^.\d]*$|$)/g) ?? [name];
}
