-- Mentions whose review is not published.
select mention_id from mart.mention anti join mart.review using (review_id)
