-- One row a thing that happened to a topic in a run, by a fit or by what people decided.
select run_id, topic_id, event, other_topic_id, overlap from analysis.topic_lineage
order by run_id, topic_id, event, other_topic_id
