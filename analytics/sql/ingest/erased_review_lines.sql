-- Lines of the file of reviews that is being taken in that are of a customer, or are a review, that was erased.
select line from incoming
where customer_id in (select customer_id from erased_customer) or review_id in (select review_id from erased_review)
order by line
