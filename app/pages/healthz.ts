/** The process is alive; says nothing about the database. */
export function loader(): Response {
  return new Response("ok\n");
}
