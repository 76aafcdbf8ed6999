/** Runs before the test file is imported: the schema picks its dialect by this value. */
import { inject } from "vitest";

process.env.DATABASE_URL = inject("postgres");
