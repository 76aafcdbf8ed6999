/**
 * Gives each test file an empty database of its own, before the file is imported: the schema picks
 * its dialect by this value.
 */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";

const url = new URL(inject("postgres"));
const name = `caco_${randomUUID().replaceAll("-", "")}`;
const client = new pg.Client(url.href);
await client.connect();
await client.query(`create database ${name}`);
await client.end();
url.pathname = name;
process.env.DATABASE_URL = url.href;
