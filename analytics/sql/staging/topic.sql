-- One row a topic as people curated it; analysis.topic has it as it was found. A merged topic is retired, and
-- into_topic_id says where its mentions are. A theme that merging left with one topic or none is no theme any more.
with curated as (
    select topic.topic_id,
        coalesce(curated.label, topic.label) as label,
        coalesce(curated.label_ja, topic.label_ja) as label_ja,
        coalesce(curated.label_en, topic.label_en) as label_en,
        topic.keywords, topic.parent_topic_id, topic.level, topic.status, topic.stability, topic.is_stable,
        topic.one_language, curated.into_topic_id, coalesce(curated.is_hidden, false) as is_hidden
    from analysis.topic as topic
    left join analysis.curated as curated on curated.topic_id = topic.topic_id and topic.status = 'active'
),
emptied as (
    select parent_topic_id as topic_id from curated
    where status = 'active' and parent_topic_id is not null
    group by parent_topic_id
    having count(*) filter (into_topic_id is null) < 2 and count(into_topic_id) > 0
),
standing as (
    select topic_id, status = 'active' and into_topic_id is null and emptied.topic_id is null as stands
    from curated left join emptied using (topic_id)
)
select curated.* replace (
    case when standing.stands then curated.status else 'retired' end as status,
    case when standing.stands and parent.stands then curated.parent_topic_id end as parent_topic_id,
    case when standing.stands then curated.is_stable end as is_stable,
    -- What other topics were merged into is no longer what was found to be of one language.
    case when standing.stands and taken_in.into_topic_id is null then curated.one_language end as one_language
)
from curated
join standing using (topic_id)
left join standing as parent on parent.topic_id = curated.parent_topic_id
left join (select distinct into_topic_id from curated) as taken_in on taken_in.into_topic_id = curated.topic_id
