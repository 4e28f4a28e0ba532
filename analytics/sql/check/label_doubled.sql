-- Labels that two active topics share.
select label from mart.topic where status = 'active' group by label having count(*) > 1
