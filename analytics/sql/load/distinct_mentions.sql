-- One row a distinct text that is not excluded, with how many mentions say it.
select mention.text_hash,
    min(mention.computed) as computed,
    min(mention.language) as language,
    min(mention.mention_id) as mention_id,
    count(*) as mentions
from analysis.mention as mention
where mention.excluded is null
group by mention.text_hash
order by mention.text_hash
