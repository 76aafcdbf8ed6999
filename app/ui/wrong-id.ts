/** The id of a wrong field whose form gave it none: where the links of the box over a form lead. */
export const wrongId = (name: string) => `wrong-${name}`;
