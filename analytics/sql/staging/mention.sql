-- One row a mention with its topic, sentiment and place on the map.
select mention.* exclude (computed), mention.excluded is null as counts,
    case when mention.excluded is null then placement.topic_id end as topic_id,
    case when mention.excluded is null then placement.placement else 'excluded' end as placement,
    placement.strength, placement.x, placement.y, placement.copy_of, sentiment.sentiment
from analysis.mention as mention
left join analysis.placement as placement
    on placement.text_hash = mention.text_hash and mention.excluded is null
left join analysis.sentiment as sentiment
    on sentiment.text_hash = mention.text_hash and mention.excluded is null
