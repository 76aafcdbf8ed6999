/** What the run that starts PostgreSQL and the tests that use it both know. */
import pg from "pg";

/** The name of the migrated database that others are copies of. */
export const templateName = "caco_template";

/** Runs one statement beside the databases of the tests. */
export async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client(server);
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
