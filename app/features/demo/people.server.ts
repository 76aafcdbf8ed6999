import type { Tx } from "../../../db/database.ts";
import type { DemoPerson } from "../../../db/demo/shape.ts";
import type { Roles, SignedIn } from "../../platform/actor.ts";
import { record } from "../../platform/events.server.ts";
import { memberRegistered, memberVerified } from "../accounts/events.ts";
import { addMember, type Member } from "../accounts/members.server.ts";
import { actorFrom } from "../accounts/session.server.ts";
import { addressOf } from "./rules.ts";

/** The people of the content as members, by their keys. */
export class People {
  readonly #tx: Tx;
  readonly #members = new Map<string, Member>();
  readonly #roles = new Map<string, Map<string, Roles>>();

  constructor(tx: Tx) {
    this.#tx = tx;
  }

  /** Joins as the form does, with the address confirmed; without a password nobody signs in by one. */
  async add(key: string, { name, affiliation, locale, part }: DemoPerson, at: number): Promise<void> {
    const row = { name, affiliation, locale, email: addressOf(key), emailVerifiedAt: at, passwordHash: null };
    const member = await addMember(this.#tx, { now: at }, { ...row, admin: part === "admin" });
    if (!member) throw new Error(`There are two people called ${key}.`);
    await record(this.#tx, { actor: actorFrom(member), now: at }, [
      memberRegistered(member),
      memberVerified(member.id),
    ]);
    this.#members.set(key, member);
    this.#roles.set(key, new Map());
  }

  /** Takes note that somebody is in a space from now on. */
  enters(key: string, space: string, roles: Roles): void {
    this.#roles.get(key)?.set(space, roles);
  }

  actor(key: string): SignedIn {
    return actorFrom(this.member(key), "demo", this.#roles.get(key));
  }

  member(key: string) {
    const member = this.#members.get(key);
    if (!member) throw new Error(`Nobody is called ${key}.`);
    return member;
  }
}
