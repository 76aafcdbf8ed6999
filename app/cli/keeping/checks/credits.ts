/** Whether shares are what those who were asked gave. */
import { outcomeOf, type Verdict } from "../../../features/confirming/appeals.ts";
import { corrected } from "../../../features/confirming/rules.ts";
import { type CreditInput, creditsOf } from "../../../features/crediting/rules.ts";
import type { Looking } from "./check.ts";

/** Freezes of credits of which the shares are others than their inputs give. */
export async function wrongCredits({ snapshot }: Looking): Promise<string[]> {
  const wrong: string[] = [];
  for (const { id } of await snapshot.all<{ id: string }>("select id from credit_freezes order by id")) {
    const inputs = await snapshot.all<CreditInput>(
      'select component, source, member as "by", amount from credit_inputs where "freeze" = ?',
      [id],
    );
    const shares = await snapshot.all<{ member: string; share: number }>(
      'select member, share from credit_shares where "freeze" = ?',
      [id],
    );
    const stored = new Map(shares.map(({ member, share }) => [member, Number(share)]));
    const due = creditsOf(inputs.map(({ amount, ...input }) => ({ ...input, amount: Number(amount) })));
    const isRight = due.length === stored.size && due.every(({ by, share }) => stored.get(by) === share);
    // What was frozen has an author at least: without inputs there is no whole.
    if (!isRight || due.length === 0) wrong.push(id);
  }
  return wrong;
}

/** Freezes of which the confirmed shares are others than their answers give. */
export async function wrongConfirmations({ snapshot }: Looking): Promise<string[]> {
  const wrong: string[] = [];
  const asked = await snapshot.all<{ freeze: string; state: string }>(
    'select "freeze", state from credit_confirmations order by "freeze"',
  );
  for (const { freeze, state } of asked) {
    const people = await snapshot.all<{ id: string; share: number; factor: number | null; confirmed: number | null }>(
      'select member as id, share, factor, confirmed from credit_contributors where "freeze" = ?',
      [freeze],
    );
    const given = await snapshot.all<{ member: string; about: string; points: number }>(
      'select member, about, points from credit_answers where "freeze" = ?',
      [freeze],
    );
    const answers = new Map<string, Map<string, number>>();
    for (const { member, about, points } of given) {
      answers.set(member, (answers.get(member) ?? new Map<string, number>()).set(about, Number(points)));
    }
    const due = corrected(
      people.map(({ id, share }) => ({ id, share: Number(share) })),
      answers,
    );
    const isEnded = state === "confirmed" || state === "kept" || state === "opposed";
    const isRight = people.every((person) => {
      if (!isEnded) return person.factor === null && person.confirmed === null;
      const found = due.people.find(({ id }) => id === person.id);
      return found?.factor === Number(person.factor) && found.confirmed === Number(person.confirmed);
    });
    if (!isRight) wrong.push(freeze);
  }
  return wrong;
}

/** Appeals of which the outcome is another one than what was said gives. */
export async function wrongAppeals({ snapshot }: Looking): Promise<string[]> {
  const wrong: string[] = [];
  const appeals = await snapshot.all<{ id: string; state: string }>("select id, state from credit_appeals order by id");
  for (const { id, state } of appeals) {
    const stood = await snapshot.all<{ id: string; was: number; share: number }>(
      "select member as id, was, share from credit_appeal_shares where appeal = ?",
      [id],
    );
    const judges = await snapshot.all<{ member: string; part: Verdict["part"]; verdict: Verdict["decision"] }>(
      "select member, part, verdict from credit_judges where appeal = ? and verdict is not null",
      [id],
    );
    const given = await snapshot.all<{ member: string; about: string; share: number }>(
      "select member, about, share from credit_judge_shares where appeal = ?",
      [id],
    );
    const verdicts = judges.map(({ member, part, verdict: decision }): Verdict => {
      const own = given.filter((row) => row.member === member).map((row) => [row.about, Number(row.share)] as const);
      return { part, decision, shares: new Map(own) };
    });
    const due = outcomeOf(
      stood.map((row) => ({ id: row.id, share: Number(row.was) })),
      verdicts,
    );
    const isDecided = state === "kept" || state === "changed";
    const isRight = isDecided
      ? due.isChanged === (state === "changed") &&
        stood.length > 0 &&
        stood.every((row) => due.people.find((person) => person.id === row.id)?.share === Number(row.share))
      : stood.length === 0;
    if (!isRight) wrong.push(id);
  }
  return wrong;
}
