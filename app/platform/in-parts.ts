/** How many items are in one part: a row has some tens of values, and a database takes some ten thousands in a statement. */
const mostInPart = 500;

/** Items in their order, as many at once as one statement takes, whatever there are. */
export function* inParts<Item>(items: readonly Item[]): Generator<Item[]> {
  for (let from = 0; from < items.length; from += mostInPart) yield items.slice(from, from + mostInPart);
}
