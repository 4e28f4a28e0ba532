-- Ids that stand twice in a table whose grain is that id.
select mention_id as id from mart.mention group by mention_id having count(*) > 1
union all select review_id from mart.review group by review_id having count(*) > 1
union all select topic_id from mart.topic group by topic_id having count(*) > 1
union all select customer_id from mart.customer group by customer_id having count(*) > 1
union all select segment_id from mart.segment group by segment_id having count(*) > 1
union all select product_id from mart.product group by product_id having count(*) > 1
union all select run_id from mart.run group by run_id having count(*) > 1
