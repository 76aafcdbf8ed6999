/**
 * Says before a test file is imported that it runs on PostgreSQL: the schema picks its dialect by this
 * value. With it goes the secret that all servers of one database share.
 */
import { ownServer } from "./own-postgres.ts";

process.env.DATABASE_URL = ownServer();
process.env.SECRET = "the secret of every server of the tests";
