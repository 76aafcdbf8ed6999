/**
 * What modules of the tests close after each file: such a module is imported once for many files, so
 * that an `afterAll` of its own would be heard after the first of them alone.
 */
const endings: (() => void | Promise<void>)[] = [];

/** From now on `end` is called after the tests of each file. */
export function afterEachFile(end: () => void | Promise<void>): void {
  endings.push(end);
}

/** Calls all of them; `setup.ts` does, once a file is over. */
export async function endFile(): Promise<void> {
  for (const end of endings) await end();
}
