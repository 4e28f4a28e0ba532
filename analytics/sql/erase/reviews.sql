-- Reviews of which no version is left.
select distinct id as review_id from erased_record
where kind = 'review' and id not in (select review_id from staging.review_version)
