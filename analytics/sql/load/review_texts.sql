-- One row a review that stands, for the text stage, in a stable order.
select review_id, title, text, language, source, attributes from staging.review order by review_id
