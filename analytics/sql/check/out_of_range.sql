-- Shares, sentiments, strengths and p-values outside their range.
select 'topic.share' as what from mart.topic where share not between 0 and 1
union all select 'mention.sentiment' from mart.mention where sentiment not between -1 and 1
union all select 'mention.strength' from mart.mention where strength not between 0 and 1
union all select 'topic_period.share' from mart.topic_period where share not between 0 and 1
union all select 'trend.p_value' from mart.trend where p_value not between 0 and 1 or q_value not between 0 and 1
union all select 'review.rating_share' from mart.review where rating_share not between 0 and 1
