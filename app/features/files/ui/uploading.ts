/** Sends files by script. Loaded when the first one is chosen. */
import type { ShownFile } from "../queries.server.ts";
import { limits } from "../rules.ts";

export type Outcome = { file: ShownFile } | { code: string };

/** Sends one file to an idea; `progress` hears how much of it has left, from 0 to 1. Never throws. */
export function sendFile(idea: string, file: File, progress: (part: number) => void): Promise<Outcome> {
  // What the server would refuse is not sent at all.
  if (file.size > limits.file) return Promise.resolve({ code: "file_too_large" });
  const form = new FormData();
  form.append("file", file, file.name);
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/ideas/${idea}/files/new`);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => progress(total > 0 ? loaded / total : 0));
    request.addEventListener("load", () => resolve(outcomeIn(request.status, request.response)));
    request.addEventListener("error", () => resolve({ code: "offline" }));
    request.send(form);
  });
}

type Answer = { file?: ShownFile; problem?: string; code?: string; fields?: Record<string, string> } | null;

function outcomeIn(status: number, answer: Answer): Outcome {
  if (answer?.file) return { file: answer.file };
  if (status === 413) return { code: "file_too_large" };
  // Said in plain words where too many are sent at once.
  if (status === 429) return { code: "too_many" };
  return { code: answer?.fields?.file ?? answer?.problem ?? answer?.code ?? "bug" };
}
