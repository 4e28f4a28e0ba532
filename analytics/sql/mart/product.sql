-- One row a product that is listed, reviewed or bought.
with ids as (
    select product_id from staging.product
    union select product_id from staging.review where product_id is not null
    union select product_id from staging.event where product_id is not null
),
reviews as (
    select product_id, count(*) as reviews,
        sum(round(rating_share * 1000000)::bigint) / count(rating_share) / 1000000.0 as mean_rating
    from staging.review group by product_id
),
purchases as (
    select product_id, count(distinct coalesce(order_id, event_id)) as purchases
    from staging.event where event = 'purchase' group by product_id
)
select ids.product_id, product.name, product.category, product.price,
    coalesce(reviews.reviews, 0) as reviews, reviews.mean_rating, coalesce(purchases.purchases, 0) as purchases
from ids
left join staging.product as product using (product_id)
left join reviews using (product_id)
left join purchases using (product_id)
order by ids.product_id
