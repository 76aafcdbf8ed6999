import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { Unusable } from "../streams.ts";
import {
  authorKey,
  ballotOf,
  type Meta,
  metaOf,
  projectOf,
  type Section,
  sectionColumns,
  sections,
} from "./pabulib.ts";
import { csvRecords } from "./records.ts";
import { numberedName, type Place, type Reading, type Row, rowOf, type Source, type SourceIdea } from "./source.ts";

const longestName = 80;

type Project = { idea: SourceIdea; votes: string; approvals: number };

/** Reads a Pabulib file with approval votes. Throws `Unusable` when it is none. */
export async function readPabulib(file: string, reading: Reading): Promise<Source> {
  if (!existsSync(file) || !statSync(file).isFile()) throw new Unusable(`There is no file ${file}.`);
  const entries = new Map<string, string>();
  const projects = new Map<string, Project>();
  const voters = new Set<string>();
  const signals: Source["signals"] = [];
  let meta: Meta | undefined;
  const knownMeta = () => (meta ??= metaIn(file, entries, reading.now));

  await eachRow(file, reading, {
    META: ({ key = "", value = "" }) => void entries.set(key, value),
    PROJECTS: (row, place) => {
      const project = projectOf(row, place, knownMeta());
      if ("reason" in project) return leaveOut(place, project.reason);
      if (projects.has(project.value.key)) return leaveOut(place, `project_id "${project.value.key}" is there twice`);
      projects.set(project.value.key, { idea: project.value, votes: row.votes ?? "", approvals: 0 });
    },
    VOTES: (row, place) => {
      const ballot = ballotOf(row);
      if ("reason" in ballot) return leaveOut(place, ballot.reason);
      const { person, isRepeating } = ballot.value;
      if (voters.has(person)) return leaveOut(place, `voter_id "${person}" is there twice`);
      voters.add(person);
      if (isRepeating) note(place, "the vote names a project more than once: it counts once");
      for (const key of ballot.value.projects) {
        const project = projects.get(key);
        if (!project) {
          leaveOut(place, `the vote for "${key}" is for no project that is imported`);
          continue;
        }
        project.approvals++;
        signals.push({ idea: key, person, kind: "support", at: knownMeta().end });
      }
    },
  });

  for (const { idea, votes, approvals } of projects.values()) {
    if (votes !== "" && votes !== String(approvals)) {
      note(idea.place, `the file says ${votes} votes, its ballots are ${approvals}: the ballots count`);
    }
  }
  const { name, author, key, language } = knownMeta();
  return {
    format: "pabulib",
    key,
    name: name.slice(0, longestName),
    purpose: {
      en: `Projects and votes of a participatory budget: ${author}.`,
      fr: `Projets et votes d’un budget participatif\u202f: ${author}.`,
    },
    language,
    ideas: [...projects.values()].map((project) => project.idea),
    signals,
    replaced: 0,
    nameOf: (person, of) => (person === authorKey ? author : numberedName(person, of)),
  };

  function leaveOut(place: Place, reason: string): void {
    reading.remark({ ...place, kind: "left out", reason });
  }

  function note(place: Place, reason: string): void {
    reading.remark({ ...place, kind: "note", reason });
  }
}

function metaIn(file: string, entries: ReadonlyMap<string, string>, now: number): Meta {
  const meta = metaOf(entries, now);
  if ("reason" in meta) throw new Unusable(`${file} cannot be imported: ${meta.reason}.`);
  return meta.value;
}

/** Hands each row to its section. The sections follow one another: META, PROJECTS, VOTES. */
async function eachRow(
  file: string,
  reading: Reading,
  take: Record<Section, (row: Row, place: Place) => void>,
): Promise<void> {
  const name = path.basename(file);
  reading.progress.start(`reading ${name}`, Math.ceil(statSync(file).size / 1024), "KB");
  let passed = 0;
  let columns: string[] | undefined;
  const records = csvRecords(file, {
    delimiter: ";",
    width: () => columns?.length ?? 0,
    onBytes: (bytes) => reading.progress.reach(Math.ceil(bytes / 1024)),
  });
  for await (const { line, cells } of records) {
    if (cells?.length === 1 && cells[0]?.trim() === sections[passed]) {
      passed++;
      columns = undefined;
      continue;
    }
    const section = sections[passed - 1];
    if (!section) throw new Unusable(`${file} does not begin with META: it is no Pabulib file.`);
    if (!columns) {
      columns = cells?.map((cell) => cell.trim()) ?? [];
      const missing = sectionColumns[section].find((column) => !columns?.includes(column));
      if (missing) throw new Unusable(`${file} has no column "${missing}" in ${section}: it is no Pabulib file.`);
      continue;
    }
    const row = rowOf(cells, columns);
    if ("value" in row) take[section](row.value, { file: name, line });
    else reading.remark({ file: name, line, kind: "left out", reason: row.reason });
  }
  if (passed < sections.length) throw new Unusable(`${file} has no ${sections[passed]}: it is no Pabulib file.`);
}
