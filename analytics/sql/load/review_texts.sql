-- One row a review that stands, for the text stage, in a stable order, with what was made of it before.
select review.review_id, review.title, review.text, review.language, review.source, review.attributes,
    before.reading, before.language as read_language, before.title as read_title, before.text as read_text,
    before.attributes as read_attributes, before.masked, before.truncated,
    before.own_start, before.own_end
from staging.review as review
left join analysis.review_text as before using (review_id)
order by review.review_id
