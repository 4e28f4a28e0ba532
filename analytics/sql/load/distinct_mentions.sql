-- One row a distinct text that is not excluded, with its vector and how many mentions say it.
select mention.text_hash,
    min(mention.computed) as computed,
    min(mention.language) as language,
    min(mention.mention_id) as mention_id,
    count(*) as mentions,
    any_value(vector.vector) as vector
from analysis.mention as mention
join analysis.vector as vector on vector.text_hash = mention.text_hash and vector.model_revision = ?
where mention.excluded is null
group by mention.text_hash
order by mention.text_hash
