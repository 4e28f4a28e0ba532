-- One row a customer: the version that stands.
select * exclude (status, deleted) from staging.customer_record where status = 'accepted' and not deleted
