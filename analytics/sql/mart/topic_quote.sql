-- One row a representative mention of a topic.
select topic_id, rank, mention_id from analysis.topic_quote order by topic_id, rank
