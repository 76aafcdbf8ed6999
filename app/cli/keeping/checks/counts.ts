/** Counts that are stored beside the rows they count, as questions to the database. */

/** The merges by which ideas are part of an idea now. */
export const mergedNow = "merges as m where m.target = ideas.id and m.undone_at is null";

/** How many comments stand on an idea and on those merged into it. */
export const standing = `(select count(*) from comments as c where c.idea = ideas.id and c.deleted_at is null and c.hidden_at is null)
   + coalesce((select sum(i.comment_count) from ideas as i where i.id in (select m.source from ${mergedNow})), 0)`;

/** Each merged idea with every one that it is part of, and how far away that is; an idea is no further than itself. */
const lineage = `with recursive lineage(idea, source, far) as (
    select id, id, 0 from ideas where merged_in > 0
    union all
    select l.idea, m.source, l.far + 1 from lineage as l join merges as m on m.target = l.source and m.undone_at is null where l.far < 100)`;

/** Whoever writes an idea, or once did: such signals stand apart. */
const writes = (idea: string, member: string) =>
  `(exists (select 1 from ideas as w where w.id = ${idea} and w.author = ${member})
    or exists (select 1 from idea_authors as w where w.idea = ${idea} and w.member = ${member} and w.state in ('accepted', 'left')))`;

/** The signal of each person that counts for an idea: the latest on it and on those merged into it. */
export const counting = `select idea, affiliation, kind, count(*) as people from (
    select s.idea as idea, s.affiliation as affiliation, s.kind as kind from signals as s
      join ideas as i on i.id = s.idea and i.merged_in = 0 where not s.by_author and s.kind <> 'none' and s.away is null
    union all
    select idea, affiliation, kind from (
      ${lineage}
      select l.idea as idea, s.member as member, s.affiliation as affiliation, s.kind as kind, s.by_author as by_author,
             row_number() over (partition by l.idea, s.member order by s.cast_at desc, l.far, s.idea) as turn
      from lineage as l join signals as s on s.idea = l.source and s.away is null) as united
    where turn = 1 and kind <> 'none' and not by_author and not ${writes("united.idea", "united.member")}
  ) as counted group by idea, affiliation, kind`;

/** Each idea with its number of people (`participants`), and with that which its signals give (`people`). */
export const participating = `select i.id as id, i.participants as participants, coalesce(n.people, 0) as people from ideas as i
   left join (select idea, sum(people) as people from (${counting}) as c group by idea) as n on n.idea = i.id`;
