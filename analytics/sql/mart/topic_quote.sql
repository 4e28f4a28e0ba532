-- One row a representative mention of a topic that still is in it as people curated it, and not hidden unless it is.
select quote.topic_id, row_number() over (partition by quote.topic_id order by quote.rank)::integer as rank,
    quote.mention_id
from analysis.topic_quote as quote
semi join staging.topic_mention as member
    on member.topic_id = quote.topic_id and member.mention_id = quote.mention_id
join staging.mention as mention on mention.mention_id = quote.mention_id
join staging.topic as own on own.topic_id = mention.topic_id
join staging.topic as quoted on quoted.topic_id = quote.topic_id
where not own.is_hidden or quoted.is_hidden
order by quote.topic_id, rank
