import { keyNames } from "../lib/key-names";
import { useTexts } from "../texts/use-texts";

/** The keys of a chord, drawn as keys. */
export function KeyCaps({ keys }: { readonly keys: string }) {
  const texts = useTexts();
  return (
    <span className="key-caps">
      {keyNames(keys, texts).map((name) => (
        <kbd key={name}>{name}</kbd>
      ))}
    </span>
  );
}
