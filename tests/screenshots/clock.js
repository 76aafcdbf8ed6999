/** Imported before the server: its clock stands still, so that each picture of it is the same as the last. */
const still = Number(process.env.STILL_AT);
const Real = Date;

globalThis.Date = /** @type {DateConstructor} */ (
  /** @type {unknown} */ (
    class extends Real {
      /** @param {[]} given */
      constructor(...given) {
        if (given.length === 0) super(still);
        else super(...given);
      }

      /** @override */
      static now() {
        return still;
      }
    }
  )
);
