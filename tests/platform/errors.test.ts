import { expect, it } from "vitest";
import * as errors from "../../app/platform/errors.ts";

it("each problem has one status and a stable code", () => {
  const { NotFound, Unauthorized, Forbidden, Invalid, Refused, Conflict, Malformed, TooLarge, TooMany } = errors;
  const problems = [
    new NotFound(),
    new Unauthorized(),
    new Forbidden(),
    new Forbidden("verify_first"),
    new Invalid({ title: "title_missing" }),
    new Refused("signals_closed"),
    new Conflict("idea_exists"),
    new Malformed(),
    new TooLarge(),
    new TooMany(30),
  ];
  expect(problems.map(({ name, status, code }) => `${name} ${status} ${code}`)).toEqual([
    "NotFound 404 not_found",
    "Unauthorized 401 sign_in_first",
    "Forbidden 403 forbidden",
    "Forbidden 403 verify_first",
    "Invalid 422 invalid",
    "Refused 409 signals_closed",
    "Conflict 409 idea_exists",
    "Malformed 400 malformed",
    "TooLarge 413 too_large",
    "TooMany 429 too_many",
  ]);
});
