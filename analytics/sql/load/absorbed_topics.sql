-- One row a topic that is no more and that the last thing to happen to it merged into another.
select lineage.topic_id, arg_max(lineage.other_topic_id, lineage.rowid) as other_topic_id
from analysis.topic_lineage as lineage
anti join analysis.topic as topic on topic.topic_id = lineage.topic_id and topic.status = 'active'
group by lineage.topic_id
having arg_max(lineage.event, lineage.rowid) = 'merged'
order by lineage.topic_id
