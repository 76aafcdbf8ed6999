/**
 * What can go wrong on purpose. Anything else that is thrown is a bug.
 *
 * `code` is stable and names a sentence in `platform/messages`; sentences say what happened and
 * what to do next, in the reader's language.
 */
export abstract class Problem extends Error {
  /** The HTTP status this becomes. */
  abstract readonly status: number;

  constructor(readonly code: string) {
    super(code);
    this.name = new.target.name;
  }
}

/** It does not exist, or this person may not know that it does. */
export class NotFound extends Problem {
  readonly status = 404;
  constructor() {
    super("not_found");
  }
}

/** The person must sign in first. */
export class Unauthorized extends Problem {
  readonly status = 401;
  constructor() {
    super("sign_in_first");
  }
}

/** The person sees the thing and may not do this to it. */
export class Forbidden extends Problem {
  readonly status = 403;
  constructor(code = "forbidden") {
    super(code);
  }
}

/** Which field is wrong, and the code of the sentence that says why. */
export type FieldErrors = Record<string, string>;

/** The account may not sign in; its owner, who has just proved to be that, reads why. */
export class Banned extends Problem {
  readonly status = 403;
  constructor(readonly reason: string) {
    super("banned");
  }
}

/** What was typed does not do; everything typed is kept. */
export class Invalid extends Problem {
  readonly status = 422;
  constructor(readonly fields: FieldErrors) {
    super("invalid");
  }
}

/** The rules of the domain say no at this moment, whoever asks. */
export class Refused extends Problem {
  readonly status = 409;
}

/** Somebody else, or another tab, was first. */
export class Conflict extends Problem {
  readonly status = 409;
}

/** The request cannot be read. */
export class Malformed extends Problem {
  readonly status = 400;
  constructor() {
    super("malformed");
  }
}

/** More is sent than is taken. */
export class TooLarge extends Problem {
  readonly status = 413;
  constructor(code = "too_large") {
    super(code);
  }
}

/** The database cannot be reached, or is too busy, at this moment. */
export class Unavailable extends Problem {
  readonly status = 503;
  constructor() {
    super("unavailable");
  }
}

/** The disk is full: reading works, writing does not. */
export class DiskFull extends Problem {
  readonly status = 507;
  constructor() {
    super("disk_full");
  }
}

/** Too often in too short a time. */
export class TooMany extends Problem {
  readonly status = 429;
  constructor(readonly retryAfterSeconds: number) {
    super("too_many");
  }
}
