-- How many mentions of the release count.
select count(*) as mentions from mart.mention where placement <> 'excluded'
