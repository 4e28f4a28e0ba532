-- One row a customer: the version that stands.
select * exclude (status) from staging.customer_record where status = 'accepted'
