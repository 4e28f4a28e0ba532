-- One row a review and slice that it counts in: all, and the most reviewed values of each other slice.
with tagged as (
    select review_id, 'language' as slice_by, text.language as slice_value
    from staging.review join analysis.review_text as text using (review_id)
    union all
    select review_id, 'product', product_id from staging.review
    union all
    select review_id, 'segment', segment_id
    from staging.review join analysis.customer_segment using (customer_id)
    union all
    select review_id, attribute.key, json_extract_string(attributes, '$."' || attribute.key || '"')
    from analysis.review_text
    cross join (select unnest(kept) as key from analysis.scope) as attribute
),
sizes as (
    select slice_by, slice_value, count(*) as reviews,
        row_number() over (partition by slice_by order by count(*) desc, slice_value) as place,
        -- One value that all reviews have would only repeat what is said of all.
        count(*) = (select count(*) from staging.review) as is_all
    from tagged where slice_value is not null group by slice_by, slice_value
)
select review_id, 'all' as slice_by, '' as slice_value from staging.review
union all
select review_id, slice_by, slice_value
from tagged
join sizes using (slice_by, slice_value)
cross join analysis.scope as scope
where not sizes.is_all and sizes.reviews >= scope.slice_least_reviews and sizes.place <= scope.slice_values
