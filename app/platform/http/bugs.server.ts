import { isRouteErrorResponse, type HandleErrorFunction } from "react-router";
import { contextOf } from "../context.server.ts";
import { Problem } from "../errors.ts";

/** Writes what was not foreseen to the log, with the request's id, which the error page shows too. */
export const handleError: HandleErrorFunction = (error, { request, context }) => {
  if (request.signal.aborted || error instanceof Problem || isRouteErrorResponse(error)) return;
  const { log, request: id } = contextOf({ context });
  log.error({ err: error, request: id }, "a request failed");
};
