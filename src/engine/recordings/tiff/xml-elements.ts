/** The start of an element, with the text up to what comes next; or its end. */
export type XmlEvent =
  | {
      readonly kind: "start";
      /** Without its namespace. */
      readonly name: string;
      readonly attributes: ReadonlyMap<string, string>;
      readonly text: string;
      readonly closed: boolean;
    }
  | { readonly kind: "end"; readonly name: string };

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/**
 * The elements of a text in XML, in one pass whose time grows with its length only. What is not well-formed is passed over: what is
 * missing then is for the caller to see. Knows no document types, so nothing can be made larger by entities.
 */
export function* xmlElements(text: string): Generator<XmlEvent> {
  let at = text.indexOf("<");
  while (at >= 0) {
    const passed = endOfNoElement(text, at);
    if (passed !== null) {
      at = text.indexOf("<", passed);
      continue;
    }
    const end = endOfTag(text, at);
    if (end < 0) return;
    const next = text.indexOf("<", end);
    const tag = text.slice(at + 1, end);
    if (tag.startsWith("/")) {
      yield { kind: "end", name: localName(tag.slice(1).trim()) };
    } else {
      const closed = tag.endsWith("/");
      const name = localName(/^[^\s/]+/.exec(tag)?.[0] ?? "");
      const between = next < 0 ? "" : text.slice(end + 1, next);
      yield { kind: "start", name, attributes: attributesOf(tag), text: unescaped(between.trim()), closed };
      if (closed) yield { kind: "end", name };
    }
    at = next;
  }
}

/** Where a comment, a section of data or a declaration ends; null where none begins. */
function endOfNoElement(text: string, at: number): number | null {
  const endOf = (close: string) => {
    const end = text.indexOf(close, at);
    return end < 0 ? text.length : end + close.length;
  };
  if (text.startsWith("<!--", at)) return endOf("-->");
  if (text.startsWith("<![CDATA[", at)) return endOf("]]>");
  if (text.startsWith("<?", at)) return endOf("?>");
  return text.startsWith("<!", at) ? endOf(">") : null;
}

/** The ">" of a tag, which may stand in the values of attributes too. */
function endOfTag(text: string, start: number): number {
  let quote = "";
  for (let at = start; at < text.length; at++) {
    const letter = text[at];
    if (quote !== "") {
      if (letter === quote) quote = "";
    } else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === ">") return at;
  }
  return -1;
}

function attributesOf(tag: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [, name, double, single] of tag.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)) {
    found.set(localName(name), unescaped(double ?? single ?? ""));
  }
  return found;
}

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function unescaped(text: string): string {
  return text.replace(/&(#x[0-9a-fA-F]{1,6}|#\d{1,7}|\w{2,4});/g, (whole, entity: string) => {
    if (!entity.startsWith("#")) return ENTITIES[entity] ?? whole;
    const code = entity[1] === "x" ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
