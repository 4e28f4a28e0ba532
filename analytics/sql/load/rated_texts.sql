-- One row a distinct text of rated reviews: its mean rating, and a number for the first review that says it.
with texts as (
    select mention.text_hash,
        sum(round(review.rating_share * 1000000)::bigint) / count(*) / 1000000.0 as rating_share,
        min(mention.review_id) as review_id
    from analysis.mention as mention
    join staging.review as review using (review_id)
    where mention.excluded is null and review.rating_share is not null
    group by mention.text_hash
)
select text_hash, rating_share, dense_rank() over (order by review_id) as review from texts order by text_hash
