-- Whether fewer records stand than are published; those after as_of stand without being published.
select 'reviews' as what
where (select count(*) from mart.review) > (select sum(accepted) from mart.source_file)
