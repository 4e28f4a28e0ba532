-- One row a mention that went from one topic to another in a run.
select move.run_id, mention.mention_id, move.from_topic_id, move.to_topic_id, move.reason
from analysis.move as move
join analysis.mention as mention on mention.text_hash = move.text_hash and mention.excluded is null
order by move.run_id, mention.mention_id
