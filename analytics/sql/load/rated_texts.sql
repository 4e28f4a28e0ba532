-- One row a distinct text of rated reviews: its mean rating; a mention of a long review says less of its rating.
select mention.text_hash,
    sum(round(review.rating_share * 1000000)::bigint) / count(*) / 1000000.0 as rating_share
from analysis.mention as mention
join staging.review as review using (review_id)
where mention.excluded is null and review.rating_share is not null
group by mention.text_hash
order by mention.text_hash
