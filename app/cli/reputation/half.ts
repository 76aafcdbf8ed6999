/**
 * A thread that rebuilds the ledger for half of the members: a program of its own, as the whole one takes a second to
 * load. It says when it has looked, waits until it may write, and tells what it found.
 */
import { once } from "node:events";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { withDatabase } from "../../../db/database.ts";
import { rebuildReputation } from "../../features/reputation/refolding.server.ts";
import { ruleSets } from "../../features/reputation/rules.ts";
import type { Given } from "./halves.ts";

const { databaseUrl, half } = workerData as Given;
const parent = parentPort as MessagePort;

async function turn(): Promise<void> {
  const told = once(parent, "message");
  parent.postMessage("looked");
  await told;
}

parent.postMessage(await withDatabase(databaseUrl, (db) => rebuildReputation(db, ruleSets, { half, turn })));
