-- One row a product: the version that stands.
select * exclude (status) from staging.product_record where status = 'accepted'
