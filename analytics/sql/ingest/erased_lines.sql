-- Lines of the file that is being taken in that are of a customer who was erased.
select line from incoming where customer_id in (select customer_id from erased_customer) order by line
