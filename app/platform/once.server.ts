const kept = globalThis as { __caco?: Map<string, unknown> };

/**
 * Makes a thing once for the whole process. In development an edit gives pages a fresh copy of a
 * module while the socket gateway keeps the old one; what must live once survives here.
 */
export function once<Thing>(name: string, make: () => Thing): Thing {
  kept.__caco ??= new Map();
  if (!kept.__caco.has(name)) kept.__caco.set(name, make());
  return kept.__caco.get(name) as Thing;
}
