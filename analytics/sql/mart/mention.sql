-- One row an opinion unit of a review.
select mention_id, review_id, position, text, language, topic_id, placement, strength, sentiment, x, y
from staging.mention
order by review_id, position
