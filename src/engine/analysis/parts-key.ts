let given = 0;

/** Names parts that are placed, or counted, apart from all others; see `FieldParts`. */
export function nextPartsKey(): number {
  given += 1;
  return given;
}
