import type { Quantity as QuantityValue } from "../lib/format";

/** A number with its unit in a quieter tone. */
export function Quantity({ value }: { readonly value: QuantityValue }) {
  return (
    <span className="quantity">
      {value.text} <span className="unit">{value.unit}</span>
    </span>
  );
}
