-- One row a product: the version that stands.
select * exclude (status, deleted) from staging.product_record where status = 'accepted' and not deleted
