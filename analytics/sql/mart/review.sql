-- One row a review: what a customer wrote, personal data masked.
with feelings as (
    select review_id, sum(round(sentiment * 1000000)::bigint) / count(sentiment) / 1000000.0 as sentiment
    from staging.mention where counts group by review_id
)
select review.review_id, review.source, alias.published_id as customer_id, review.product_id, text.language,
    review.written_at, review.rating, review.rating_share, text.title, text.text, feelings.sentiment, review.url,
    text.attributes
from staging.review as review
join analysis.review_text as text using (review_id)
left join feelings using (review_id)
left join analysis.customer_alias as alias using (customer_id)
order by review.review_id
