/** What must hold in every database of Caco, each as one question that finds what breaks it. */
import { createHash } from "node:crypto";
import { quoted, type Snapshot } from "../../../db/dialect/whole.ts";
import { tables } from "../../../db/tables.ts";
import { type FlagRule, verdictOf } from "../../features/fairness/rules.ts";
import { type Ground, kindsRead } from "../../features/reputation/folding.ts";
import { Refolding, type StoredLine } from "../../features/reputation/refolding.server.ts";
import { ruleSets } from "../../features/reputation/rules.ts";
import type { Head } from "../../features/proof/rules.ts";
import { isSigned } from "../../features/proof/signatures.server.ts";
import { walkSeals } from "./chain.ts";
import type { LoggedEvent } from "../../platform/events.server.ts";
import {
  type Check,
  counted,
  found,
  gapless,
  type Looking,
  most,
  named,
  subjects,
  tallied,
  together,
} from "./checks/check.ts";
import { counting, mergedNow, participating, standing } from "./checks/counts.ts";
import { wrongAppeals, wrongConfirmations, wrongCredits } from "./checks/credits.ts";
import { lostWords, miscountedQuestions } from "./checks/rooms.ts";

/** Rows that name the space of their idea, as long as `which` holds of a row `r`. */
const placed = [
  // What is to be decided on in another space, so that the idea may come there.
  { table: "duties", which: `r."end" is null and r.subject not like 'transfer:%'` },
  { table: "reports", which: "r.state = 'open'" },
  { table: "appeals", which: "r.state = 'open'" },
  { table: "talks", which: "true" },
  { table: "notices", which: "true" },
];

const misplaced = (table: string, which: string) =>
  `${table} as r join ideas as i on i.id = r.idea where i.space <> r.space and (${which})`;

/** The column in which the card of an idea `i` lies: its stage, or a step of its space within that which is in use. */
const cardPlace = `i.stage || coalesce((select '/' || e.id from extra_stages as e where e.id = i.extra and e.space = i.space and e.parent = i.stage and e.removed_at is null), '')`;

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
  counted("ideas: merged", "An idea's number of merged ideas is that of those which are part of it now.", {
    table: "ideas",
    column: "merged_in",
    rows: `select count(*) from ${mergedNow}`,
    of: "merges",
  }),
  found(
    "merges: stages",
    "An idea is merged when, and only when, it is part of another one that is not part of it.",
    `select id from ideas where (stage = 'merged') <> exists (select 1 from merges as m where m.source = ideas.id and m.undone_at is null)
     union all select source as id from merges as m where undone_at is null and not exists
       (select 1 from ideas as a join ideas as b on b.space = a.space where a.id = m.source and b.id = m.target and a.id <> b.id)`,
  ),
  tallied("signals: counts", "The counts of signals by affiliation and kind are those of the rows.", {
    table: "signal_counts",
    keys: ["idea", "affiliation", "kind"],
    sql: counting,
    of: ["signals", "ideas", "merges", "idea_authors"],
  }),
  found(
    "ideas: participants",
    "An idea's number of people is that of the signals of others than its authors.",
    `select id from (${participating}) as c where participants <> people`,
    {
      statements: [
        `update ideas set participants = c.people from (${participating}) as c where c.id = ideas.id and ideas.participants <> c.people`,
      ],
      tables: ["ideas", "signals", "merges", "idea_authors"],
    },
  ),
  found(
    "ideas: comments",
    "An idea's number of comments is that of those which are neither deleted nor hidden, on it and on those merged into it.",
    `select id from ideas where comment_count <> ${standing}`,
    {
      // The inner ones first: each time the numbers are right one merge further out.
      statements: Array.from(
        { length: 5 },
        () => `update ideas set comment_count = ${standing} where comment_count <> ${standing}`,
      ),
      tables: ["ideas", "comments", "merges"],
    },
  ),
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
  tallied("spaces: people", "The counts of a space's people by affiliation are those of its members.", {
    table: "space_people",
    keys: ["space", "affiliation"],
    sql: "select m.space as space, p.affiliation as affiliation, count(*) as people from memberships as m join members as p on p.id = m.member group by m.space, p.affiliation",
    of: ["memberships", "members"],
  }),
  found(
    "ideas: spaces",
    "What belongs to an idea and is not done with belongs to the space in which the idea stands.",
    placed.map(({ table, which }) => `select r.id as id from ${misplaced(table, which)}`).join(" union all "),
    {
      statements: placed.map(
        ({ table, which }) =>
          `update ${table} set space = i.space from ideas as i where i.id = ${table}.idea and i.space <> ${table}.space and (${which.replaceAll("r.", `${table}.`)})`,
      ),
      tables: ["ideas", ...placed.map(({ table }) => table)],
    },
  ),
  found(
    "board: cards",
    "The card of an idea lies where the idea stands, and each idea of the board has one.",
    `select i.id as id from ideas as i left join idea_cards as c on c.idea = i.id where (c.idea is null and i.stage in ('adopted', 'building', 'shipped'))
       or (c.idea is not null and (c.space <> i.space or c.stage <> i.stage or c.place <> ${cardPlace} or c.shown <> (i.moderation = 'visible')))`,
    {
      statements: [
        `update idea_cards set space = i.space, stage = i.stage, place = ${cardPlace}, shown = (i.moderation = 'visible') from ideas as i where i.id = idea_cards.idea`,
        `insert into idea_cards (idea, space, stage, place, shown, position, turn, percent, version, touched_at)
           select i.id, i.space, i.stage, ${cardPlace}, i.moderation = 'visible', -i.stage_since * 1024, 1, 0, 1, i.stage_since from ideas as i
           where i.stage in ('adopted', 'building', 'shipped') and not exists (select 1 from idea_cards as c where c.idea = i.id)`,
      ],
      tables: ["idea_cards", "ideas", "extra_stages"],
    },
  ),
  found(
    "products: spaces",
    "An idea belongs to products of the space in which it stands.",
    "select l.idea || ' ' || l.product as id from product_ideas as l join products as p on p.id = l.product join ideas as i on i.id = l.idea where i.space <> p.space",
  ),
  found(
    "releases: published",
    "A release is published from the moment that it names on, and is to be published at one only while it is scheduled.",
    "select id from releases where (state = 'published') <> (published_at is not null) or (state = 'scheduled') <> (publish_at is not null) or (state in ('published', 'scheduled') and published_by is null)",
  ),
  found(
    "releases: moves",
    "The ideas of a release that is published shipped by moves of their own, and those of others by none.",
    `select l.idea || ' ' || l.release as id from release_ideas as l join releases as r on r.id = l.release
     left join stage_moves as b on b.id = l.begun left join stage_moves as s on s.id = l.shipped
     where (r.state <> 'published' and (l.begun is not null or l.shipped is not null)) or (l.begun is not null and l.shipped is null)
       or b.idea <> l.idea or b."to" <> 'building' or s.idea <> l.idea or s."to" <> 'shipped'`,
  ),
  found(
    "releases: answers",
    "Whether something helped is said of ideas of releases that people were asked about.",
    `select a.idea || ' ' || a.member as id from release_answers as a where not exists
       (select 1 from release_ideas as l join releases as r on r.id = l.release where l.release = a.release and l.idea = a.idea and r.state = 'published' and r.asked_at is not null)`,
  ),
  found(
    "tags: spaces",
    "An idea bears tags of the space in which it stands.",
    "select t.idea || ' ' || t.tag as id from idea_tags as t join tags as g on g.id = t.tag join ideas as i on i.id = t.idea where i.space <> g.space",
  ),
  found(
    "ideas: stage",
    "An idea stands in the last stage of its path.",
    "select id from ideas where submitted_at is not null and not exists (select 1 from idea_stages as s where s.idea = ideas.id and s.stage = ideas.stage and s.position = (select max(position) from idea_stages as l where l.idea = ideas.id))",
  ),
  found(
    "talks: closed",
    "A closed talk waits for nobody.",
    "select id from talks where closed_at is not null and turn <> 'nobody'",
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
  found(
    "adoption_proposals: decided",
    "Words of others in a text are confirmed when, and only when, the comment or the note is adopted into it.",
    `select source as id from adoption_proposals as p where (state = 'confirmed') <>
       (exists (select 1 from comment_adoptions as a where a.comment = p.source and a.idea = p.idea)
        or exists (select 1 from note_adoptions as a where a.note = p.source and a.idea = p.idea))`,
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
      `select id from ${table} where idea is not null and subject <> 'idea:' || idea and not exists (select 1 from comments as c where 'comment:' || c.id = ${table}.subject and c.idea = ${table}.idea)`,
    ),
  ),
  found(
    "appeals: decisions",
    "Each appeal is about a decision that there is.",
    "select id from appeals where not exists (select 1 from moderation_acts as a where 'act:' || a.id = appeals.decision) and not exists (select 1 from stage_moves as m where 'move:' || m.id = appeals.decision)",
  ),
  // A draft that is thrown away may be gone.
  subjects("events", "idea", "ideas", "and kind <> 'idea.discarded'"),
  subjects("events", "comment", "comments"),
  subjects("events", "member", "members"),
  subjects("events", "space", "spaces"),
  subjects("events", "invitation", "invitations"),
  subjects("events", "product", "products"),
  subjects("events", "release", "releases"),
  found(
    "signals: log",
    "The last event about a person's signal on an idea says what the signal is.",
    `select coalesce(l.subject, 'idea:' || s.idea) || ' ' || coalesce(l.member, s.member) as id
     from (select subject, payload ->> 'member' as member, payload ->> 'kind' as kind,
                  row_number() over (partition by subject, payload ->> 'member' order by seq desc) as turn
           from events where kind in ('signal.cast', 'signal.undone', 'signal.set_apart')) as l
     full join signals as s on l.subject = 'idea:' || s.idea and l.member = s.member
     where coalesce(l.turn, 1) = 1 and coalesce(l.kind, '') <> coalesce(nullif(s.kind, 'none'), '')`,
  ),
  found(
    "fairness: log",
    "The last event about why a signal counts nowhere says what its row says.",
    `select s.idea || ' ' || s.member as id from signals as s left join (
       select subject, payload ->> 'member' as member, payload ->> 'away' as away,
              row_number() over (partition by subject, payload ->> 'member' order by seq desc) as turn
       from events where kind in ('signal.held', 'signal.discarded', 'signal.released')
     ) as l on l.subject = 'idea:' || s.idea and l.member = s.member and l.turn = 1
     where coalesce(l.away, '') <> coalesce(s.away, '')`,
  ),
  found(
    "fairness: cases",
    "A signal counts nowhere when, and only when, its case is open and not over, or discarded.",
    `select s.idea || ' ' || s.member as id from signals as s
       left join fairness_signals as f on f.idea = s.idea and f.member = s.member
       left join fairness_cases as c on c.id = f."case"
     where coalesce(s.away, '') <> case when c.state = 'discarded' then 'discarded'
       when c.state = 'open' and c.lapsed_at is null then 'held' else '' end`,
  ),
  {
    name: "fairness: flags",
    sentence: "Each flag that a rule set is what its numbers give, and the log says the same.",
    broken: wrongFlags,
  },
  found(
    "forecasts: log",
    "Each outcome of a forecast is what the log says of it.",
    `select o.id as id from forecast_outcomes as o
       left join events as e on e.kind = 'forecast.resolved' and e.payload ->> 'outcome' = o.id
     where coalesce(e.payload ->> 'happened', '') <> o.outcome`,
  ),
  found(
    "forecasts: grounds",
    "What the ledger rests on of a forecast is what each said, but for whoever said what happened.",
    `select o.id || ' ' || a.member as id from forecast_outcomes as o
       join events as e on e.kind = 'forecast.resolved' and e.payload ->> 'outcome' = o.id
       join forecast_answers as a on a.forecast = o.forecast
       left join reputation_grounds as g on g.event = e.id and g.member = a.member
     where o.outcome <> 'void' and a.member <> o.by and coalesce(g.share, -1) <> a.probability * 100
     union all select g.event || ' ' || g.member as id from reputation_grounds as g
       left join events as e on e.id = g.event
       left join forecast_outcomes as o on o.id = e.payload ->> 'outcome'
       left join forecast_answers as a on a.forecast = o.forecast and a.member = g.member
     where g."use" = 'forecast' and (a.member is null or o.outcome = 'void' or o.by = g.member)`,
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
  found(
    "documents: log",
    "Every living text has a snapshot and all updates after it, up to the number that it bears.",
    `select d.idea as id from documents as d left join document_snapshots as s on s.idea = d.idea
       where s.idea is null or d.version_seq > d.seq
         or d.seq - s.seq <> (select count(*) from document_updates as u where u.idea = d.idea and u.seq > s.seq)
         or exists (select 1 from document_updates as u where u.idea = d.idea and (u.seq <= s.seq or u.seq > d.seq))`,
  ),
  found(
    "rooms: log",
    "The log of every room counts from 1 without gaps up to the number that the room bears.",
    `select id from rooms where seq <> (select count(*) from room_events as e where e.room = rooms.id)
       or seq <> (select coalesce(max(e.seq), 0) from room_events as e where e.room = rooms.id)`,
  ),
  {
    name: "rooms: words",
    sentence: "Whatever the board of a room shows has its words.",
    broken: lostWords,
  },
  {
    name: "rooms: questions",
    sentence: "As many people want a question of the audience answered as its room says.",
    broken: miscountedQuestions,
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
    name: "credits: shares",
    sentence:
      "The shares of an idea that were set down are those of what was set down with them, and sum to the whole.",
    broken: wrongCredits,
  },
  {
    name: "credits: confirmations",
    sentence: "What contributors said of each other's shares is what came of it, and leaves the whole.",
    broken: wrongConfirmations,
  },
  {
    name: "credits: appeals",
    sentence: "What an appeal left of the shares is what those who decided said, and leaves the whole.",
    broken: wrongAppeals,
  },
  {
    name: "reputation: ledger",
    sentence: "What counts for whom is what folding the event log gives.",
    broken: wrongReputation,
    mendedBy: "folding",
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
    broken: async ({ snapshot }) => (await walkSeals(snapshot)).wrong,
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
  {
    name: "heads: seals",
    sentence: "Each signed head is as it was signed, and its seal still has its hash.",
    broken: wrongHeads,
  },
];

/** Heads that were not signed as they stand, or that name another hash than their seal has. */
async function wrongHeads({ snapshot }: Looking): Promise<string[]> {
  const heads = await snapshot.all<Head & { seal: string | null }>(
    "select h.*, s.hash as seal from signed_heads as h left join seals as s on s.n = h.n order by h.n",
  );
  return heads.filter((head) => head.seal !== head.hash || !isSigned(head)).map(({ n }) => String(n));
}

/** Flags that their own numbers do not give, or of which the log says something else. */
async function wrongFlags({ snapshot }: Looking): Promise<string[]> {
  const parsed = (value: unknown) =>
    (typeof value === "string" ? JSON.parse(value) : value) as Record<string, string | number | null>;
  const rows = await snapshot.all<{ id: string; rule: FlagRule; numbers: unknown; payload: unknown }>(
    `select f.id as id, f.rule as rule, f.numbers as numbers, e.payload as payload from fairness_flags as f
     left join events as e on e.subject = 'flag:' || f.id and e.kind = 'fairness.flagged'`,
  );
  return rows.flatMap(({ id, rule, numbers: stored, payload: said }) => {
    const [numbers, payload] = [parsed(stored), said === null ? {} : parsed(said)];
    const isSaid = payload.rule === rule && Object.keys(numbers).every((name) => payload[name] === numbers[name]);
    return isSaid && verdictOf(rule, numbers as never).flagged ? [] : [id];
  });
}

/** Lines of reputation that differ from what the log of this moment gives. */
async function wrongReputation({ snapshot }: Looking): Promise<string[]> {
  const folding = new Refolding(ruleSets);
  folding.ground(await allOf<Ground>(snapshot, "reputation_grounds", "event, member"));
  const kinds = kindsRead.map((kind) => `'${kind}'`).join(", ");
  for (let after = 0; ;) {
    const rows = await snapshot.all<LoggedEvent>(
      `select * from events where seq > ? and kind in (${kinds}) order by seq limit 5000`,
      [after],
    );
    for (const row of rows) {
      const payload: unknown = row.payload;
      const read = typeof payload === "string" ? (JSON.parse(payload) as LoggedEvent["payload"]) : row.payload;
      await folding.apply({ ...row, at: Number(row.at), seq: Number(row.seq), payload: read });
    }
    const last = rows.at(-1);
    if (!last) break;
    after = Number(last.seq);
  }
  return folding.differences(await allOf<StoredLine>(snapshot, "reputation_lines", "event, rule, member"));
}

/** The rows of a table of the schema, as the program reads them. */
async function allOf<Row>(snapshot: Snapshot, name: string, order: string): Promise<Row[]> {
  const columns = tables.find((table) => table.name === name)?.columns ?? [];
  const rows = await snapshot.all<Record<string, unknown>>(`select * from ${name} order by ${order}`);
  return rows.map(
    (row) =>
      Object.fromEntries(columns.map(({ name: column, key, dataType }) => [key, asRead(row[column], dataType)])) as Row,
  );
}

function asRead(value: unknown, dataType: string): unknown {
  if (value === null) return null;
  if (dataType.startsWith("boolean")) return value === true || value === 1;
  return dataType.startsWith("number") ? Number(value) : value;
}
