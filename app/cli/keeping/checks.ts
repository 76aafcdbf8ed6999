/** What must hold in every database of Caco, each as one question that finds what breaks it. */
import { createHash } from "node:crypto";
import { quoted, type Snapshot } from "../../../db/dialect/whole.ts";
import { tables } from "../../../db/tables.ts";
import { firstHash, sealOf, type SealedEvent } from "../../platform/seals.server.ts";

export type Looking = {
  snapshot: Snapshot;
  /** In milliseconds since 1970 UTC. */
  now: number;
  /** Whether a server is at work on this database: only then must waiting work be done by now. */
  isServed: boolean;
};

export type Check = {
  name: string;
  /** What must be. */
  sentence: string;
  /** What breaks it, by ids or what stands for them; nothing when all is well. */
  broken(looking: Looking): Promise<string[]>;
  /** Statements that compute it anew from what is certain, and the tables that may not change meanwhile. */
  mend?: { statements: readonly string[]; tables: readonly string[] };
  /** Or work of the program's own. */
  mendedBy?: "sealing";
};

/** Broken rows of which nobody needs to know more than that they are many. */
const most = 10_000;

/** A check of which the broken rows are found by one query with a column `id`; `?` stands for nothing here. */
function found(name: string, sentence: string, sql: string, mend?: Check["mend"]): Check {
  const broken = async ({ snapshot }: Looking) => {
    const rows = await snapshot.all<{ id: unknown }>(`select id from (${sql}) as broken limit ${most}`);
    return rows.map(({ id }) => String(id));
  };
  return { name, sentence, broken, ...(mend ? { mend } : {}) };
}

/** The ids that several queries find; each group is asked at once. */
async function together(snapshot: Snapshot, groups: readonly (readonly string[])[]): Promise<string[]> {
  const ids: string[] = [];
  for (const queries of groups.filter((group) => group.length > 0)) {
    const asked = queries.map((sql, at) => `select id from (${sql}) as part${at}`).join(" union all ");
    for (const { id } of await snapshot.all<{ id: unknown }>(asked)) ids.push(String(id));
  }
  return ids;
}

/** A stored count that differs from the number of rows: `rows` is a subquery that counts for one `table` row. */
function counted(
  name: string,
  sentence: string,
  { table, column, rows, of }: { table: string; column: string; rows: string; of: string },
): Check {
  return found(name, sentence, `select id from ${table} where ${column} <> (${rows})`, {
    statements: [`update ${table} set ${column} = (${rows}) where ${column} <> (${rows})`],
    tables: [table, of],
  });
}

/** A table of counts that is to be the counts of other rows: `sql` gives what it must hold. */
function tallied(
  name: string,
  sentence: string,
  { table, keys, sql, of }: { table: string; keys: readonly string[]; sql: string; of: readonly string[] },
): Check {
  const key = keys.join(", ");
  const all = `select ${key}, people from ${table} union all select ${key}, -people from (${sql}) as rows_counted`;
  const id = keys.join(" || ' ' || ");
  const off = `select ${id} as id from (${all}) as both_sides group by ${key} having sum(people) <> 0`;
  return found(name, sentence, off, {
    statements: [`delete from ${table}`, `insert into ${table} (${key}, people) ${sql}`],
    tables: [table, ...of],
  });
}

/** Rows that are counted from 1 without gaps by a column, for each value of `per`. */
function gapless(table: string, per: string, column: string, sentence: string): Check {
  const counting = `min(${column}) <> 1 or max(${column}) <> count(*)`;
  return found(`${table}: numbers`, sentence, `select ${per} as id from ${table} group by ${per} having ${counting}`);
}

/** A column that names a row of another table without a reference that the database keeps. */
function named(table: string, column: string, target: string, key = "id"): Check {
  return found(
    `${table}: ${column}`,
    `Each ${column} of ${table} names a row of ${target}.`,
    `select ${quoted(column)} as id from ${table} where ${quoted(column)} is not null and not exists (select 1 from ${target} as t where t.${key} = ${table}.${quoted(column)})`,
  );
}

/** Subjects such as `idea:<id>` in a table, of one type. Some kinds of events are about rows that are gone for good. */
function subjects(table: string, type: string, target: string, unless = ""): Check {
  return found(
    `${table}: ${type}s`,
    `Each ${type} that ${table} are about is there.`,
    `select distinct subject as id from ${table} where subject like '${type}:%' ${unless} and not exists (select 1 from ${target} as t where t.id = substr(${table}.subject, ${type.length + 2}))`,
  );
}

const ofOthers = "select count(*) from signals as s where s.idea = ideas.id and not s.by_author";
const standing =
  "select count(*) from comments as c where c.idea = ideas.id and c.deleted_at is null and c.hidden_at is null";

/** Every check, the quick ones first. */
export const checks: readonly Check[] = [
  {
    name: "database: integrity",
    sentence: "The file of the database is sound.",
    async broken({ snapshot }) {
      if (snapshot.dialect === "postgres") return []; // it has checksums and tools of its own
      const said = await snapshot.all<{ integrity_check: string }>("pragma integrity_check");
      return said.map((row) => row.integrity_check).filter((text) => text !== "ok");
    },
  },
  {
    name: "database: references",
    sentence: "Every row refers to rows that are there.",
    broken: ({ snapshot }) =>
      together(
        snapshot,
        tables.map(({ name, references }) =>
          references.map(({ columns, table, targets }) => {
            const isSet = columns.map((column) => `c.${quoted(column)} is not null`).join(" and ");
            const fits = columns
              .map((column, at) => `p.${quoted(targets[at] ?? "")} = c.${quoted(column)}`)
              .join(" and ");
            const id = columns.map((column) => `c.${quoted(column)}`).join(" || ' ' || ");
            return `select '${name}.${columns.join("+")} ' || ${id} as id from ${quoted(name)} as c
                    where ${isSet} and not exists (select 1 from ${quoted(table)} as p where ${fits}) limit ${most}`;
          }),
        ),
      ),
  },
  {
    name: "database: values",
    sentence: "Nothing is empty that must be there.",
    broken: ({ snapshot }) =>
      together(
        snapshot,
        tables.map(({ name, columns }) =>
          columns
            .filter(({ notNull }) => notNull)
            .map(
              (column) =>
                `select '${name}.${column.name}' as id from ${quoted(name)} where ${quoted(column.name)} is null limit ${most}`,
            ),
        ),
      ),
  },
  {
    name: "database: numbering",
    sentence: "New rows get numbers that no row has.",
    async broken({ snapshot }) {
      if (snapshot.dialect === "sqlite") return []; // it takes the number after the highest
      const rows = await snapshot.all<{ id: string }>(
        `select 'events' as id where (select max(seq) from events) >
           coalesce((select last_value from pg_sequences where schemaname = current_schema() and sequencename = 'events_seq_seq'), 0)`,
      );
      return rows.map(({ id }) => id);
    },
    mend: {
      statements: ["select setval('events_seq_seq', (select max(seq) from events))"],
      tables: ["events"],
    },
  },
  counted("ideas: participants", "An idea's number of people is that of the signals of others than its authors.", {
    table: "ideas",
    column: "participants",
    rows: ofOthers,
    of: "signals",
  }),
  counted("ideas: comments", "An idea's number of comments is that of those which are neither deleted nor hidden.", {
    table: "ideas",
    column: "comment_count",
    rows: standing,
    of: "comments",
  }),
  counted("tags: ideas", "A tag's number of ideas is that of the ideas which carry it.", {
    table: "tags",
    column: "ideas",
    rows: "select count(*) from idea_tags as t where t.tag = tags.id",
    of: "idea_tags",
  }),
  counted("invitations: uses", "The uses of an invitation are those of the people who came by it.", {
    table: "invitations",
    column: "uses",
    rows: "select count(*) from invitation_uses as u where u.invitation = invitations.id",
    of: "invitation_uses",
  }),
  tallied("signals: counts", "The counts of signals by affiliation and kind are those of the rows.", {
    table: "signal_counts",
    keys: ["idea", "affiliation", "kind"],
    sql: "select idea, affiliation, kind, count(*) as people from signals where not by_author group by idea, affiliation, kind",
    of: ["signals"],
  }),
  tallied("spaces: people", "The counts of a space's people by affiliation are those of its members.", {
    table: "space_people",
    keys: ["space", "affiliation"],
    sql: "select m.space as space, p.affiliation as affiliation, count(*) as people from memberships as m join members as p on p.id = m.member group by m.space, p.affiliation",
    of: ["memberships", "members"],
  }),
  found(
    "ideas: stage",
    "An idea stands in the last stage of its path.",
    "select id from ideas where submitted_at is not null and not exists (select 1 from idea_stages as s where s.idea = ideas.id and s.stage = ideas.stage and s.position = (select max(position) from idea_stages as l where l.idea = ideas.id))",
  ),
  found(
    "ideas: path",
    "The stages of an idea's path are counted from 0 without gaps.",
    "select idea as id from idea_stages group by idea having min(position) <> 0 or max(position) <> count(*) - 1",
  ),
  found(
    "ideas: version",
    "An idea's version is its newest text.",
    "select id from ideas where version <> coalesce((select max(number) from idea_versions as v where v.idea = ideas.id), 0)",
  ),
  gapless("idea_versions", "idea", "number", "The versions of an idea are counted from 1 without gaps."),
  gapless("comment_versions", "comment", "number", "The versions of a comment are counted from 1 without gaps."),
  gapless("charters", "space", "version", "The versions of a charter are counted from 1 without gaps."),
  gapless("legal_versions", "document", "version", "The versions of a legal text are counted from 1 without gaps."),
  found(
    "spaces: charter",
    "The charter of a space that is in force is its newest.",
    "select id from spaces where charter_version <> 0 and charter_version <> coalesce((select max(version) from charters as c where c.space = spaces.id), 0)",
  ),
  found(
    "comments: threads",
    "A comment belongs to a thread of its idea, which begins with a comment of its own.",
    "select id from comments where not exists (select 1 from comments as t where t.id = comments.thread and t.thread = t.id and t.parent is null and t.idea = comments.idea)",
  ),
  found(
    "comments: replies",
    "A reply answers a comment of the same thread, and every other comment begins one.",
    "select id from comments where (parent is null and thread <> id) or (parent is not null and not exists (select 1 from comments as p where p.id = comments.parent and p.thread = comments.thread and p.idea = comments.idea))",
  ),
  named("members", "avatar", "files"),
  named("spaces", "logo", "files"),
  named("notices", "latest", "events"),
  named("notice_events", "event", "events"),
  found(
    "consents: versions",
    "Whoever accepted a legal text accepted one that there is.",
    "select member as id from consents where not exists (select 1 from legal_versions as v where v.document = consents.document and v.version = consents.version)",
  ),
  found(
    "charters: acceptances",
    "Whoever accepted a charter accepted one that there is.",
    "select member as id from charter_acceptances where not exists (select 1 from charters as c where c.space = charter_acceptances.space and c.version = charter_acceptances.version)",
  ),
  ...["reports", "moderation_acts"].map((table) =>
    found(
      `${table}: subjects`,
      `Each of ${table} is about its idea or a comment on it.`,
      `select id from ${table} where subject <> 'idea:' || idea and not exists (select 1 from comments as c where 'comment:' || c.id = ${table}.subject and c.idea = ${table}.idea)`,
    ),
  ),
  // A draft that is thrown away may be gone.
  subjects("events", "idea", "ideas", "and kind <> 'idea.discarded'"),
  subjects("events", "comment", "comments"),
  subjects("events", "member", "members"),
  subjects("events", "space", "spaces"),
  subjects("events", "invitation", "invitations"),
  found(
    "signals: log",
    "The last event about a person's signal on an idea says what the signal is.",
    `select coalesce(l.subject, 'idea:' || s.idea) || ' ' || coalesce(l.member, s.member) as id
     from (select subject, payload ->> 'member' as member, payload ->> 'kind' as kind,
                  row_number() over (partition by subject, payload ->> 'member' order by seq desc) as turn
           from events where kind in ('signal.cast', 'signal.undone', 'signal.set_apart')) as l
     full join signals as s on l.subject = 'idea:' || s.idea and l.member = s.member
     where coalesce(l.turn, 1) = 1 and coalesce(l.kind, '') <> coalesce(s.kind, '')`,
  ),
  found(
    "files: bytes",
    "A file that is there has its bytes, as many as it says, and a removed one has none.",
    `select f.id as id from files as f left join file_bytes as b on b.file = f.id and b.size = 'full'
     where (f.removed_at is null and (b.file is null or length(b.bytes) <> f.size)) or (f.removed_at is not null and b.file is not null)`,
  ),
  {
    name: "files: hashes",
    sentence: "The bytes of every file are those that were kept.",
    async broken({ snapshot }) {
      const wrong: string[] = [];
      const rows = await snapshot.all<{ file: string; size: string; hash: string }>(
        "select file, size, hash from file_bytes order by file, size",
      );
      for (const { file, size, hash } of rows) {
        const [row] = await snapshot.all<{ bytes: Buffer }>(
          "select bytes from file_bytes where file = ? and size = ?",
          [file, size],
        );
        const sum = row ? createHash("sha256").update(row.bytes).digest("hex") : "";
        if (sum !== hash) wrong.push(`${file} (${size})`);
      }
      return wrong;
    },
  },
  {
    name: "readers: places",
    sentence: "No reader of the log is beyond its end.",
    broken: async ({ snapshot }) =>
      (
        await snapshot.all<{ id: string }>(
          snapshot.dialect === "postgres"
            ? `select reader as id from reader_cursors where ("transaction", seq) > (select "transaction", seq from events union all select 0, 0 order by 1 desc, 2 desc limit 1)`
            : "select reader as id from reader_cursors where seq > coalesce((select max(seq) from events), 0)",
        )
      ).map(({ id }) => id),
  },
  {
    name: "jobs: leases",
    sentence: "No job has been left under way for long by a server that ended.",
    async broken({ snapshot, now, isServed }) {
      if (!isServed) return [];
      const rows = await snapshot.all<{ id: string }>(
        "select id from jobs where state = 'running' and claimed_until < ?",
        [now - 10 * 60_000],
      );
      return rows.map(({ id }) => id);
    },
  },
  {
    name: "seals: chain",
    sentence: "The event log is as it was sealed: nothing was changed, left out or put in between.",
    broken: brokenSeals,
  },
  {
    name: "seals: end",
    sentence: "Every event is sealed; of a server at work, those older than a minute.",
    async broken({ snapshot, now, isServed }) {
      const last = "(select max(e.seq) from events as e join seals as s on s.event_id = e.id)";
      const rows = await snapshot.all<{ id: string; seq: number; at: number; sealed: number | null }>(
        `select id, seq, at, ${last} as sealed from events where not exists (select 1 from seals where event_id = events.id) order by seq limit ${most}`,
      );
      // A server seals within seconds. Where there is none, the end waits for the next one.
      return rows
        .filter(({ seq, at, sealed }) => {
          const isSkipped = snapshot.dialect === "sqlite" && sealed !== null && seq < sealed;
          return isSkipped || (isServed && at < now - 60_000);
        })
        .map(({ id }) => id);
    },
    mendedBy: "sealing",
  },
];

type Link = { n: number; event_id: string; hash: string } & (SealedEvent | { id: null });

async function brokenSeals({ snapshot }: Looking): Promise<string[]> {
  const wrong: string[] = [];
  let before = firstHash;
  let n = 0;
  for (;;) {
    const links = await snapshot.all<Link>(
      `select s.n, s.event_id, s.hash, e.id, e.at, e.actor, e.kind, e.space, e.subject, e.cause, e.payload, e.rules
       from seals as s left join events as e on e.id = s.event_id where s.n > ? order by s.n limit 1000`,
      [n],
    );
    for (const link of links) {
      if (link.n !== n + 1) wrong.push(`${n + 1} is missing`);
      n = link.n;
      if (link.id === null) wrong.push(`${n}: there is no event ${link.event_id}`);
      else if (sealOf(before, withPayload(link)) !== link.hash) wrong.push(`${n}: event ${link.event_id}`);
      before = link.hash;
    }
    if (links.length === 0) return wrong;
  }
}

/** SQLite keeps JSON as text. */
function withPayload(event: SealedEvent): SealedEvent {
  const payload: unknown = event.payload;
  return typeof payload === "string" ? { ...event, payload: JSON.parse(payload) as SealedEvent["payload"] } : event;
}
