-- One row a topic and mention in it or below it.
select ancestor.ancestor_id as topic_id, mention.mention_id, mention.review_id, mention.sentiment,
    mention.language, mention.copy_of
from staging.mention as mention join staging.topic_ancestor as ancestor using (topic_id)
