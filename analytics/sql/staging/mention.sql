-- One row a mention with its topic, sentiment and place on the map; one of a merged topic is in what that went into.
select mention.* exclude (computed), mention.excluded is null as counts,
    case when mention.excluded is null then coalesce(topic.into_topic_id, placement.topic_id) end as topic_id,
    case when mention.excluded is null then placement.placement else 'excluded' end as placement,
    placement.strength, placement.x, placement.y, placement.copy_of, sentiment.sentiment
from analysis.mention as mention
left join analysis.placement as placement
    on placement.text_hash = mention.text_hash and mention.excluded is null
left join analysis.sentiment as sentiment
    on sentiment.text_hash = mention.text_hash and mention.excluded is null
left join staging.topic as topic on topic.topic_id = placement.topic_id
