-- One row a mention that is not excluded, with the vector it was placed by.
select mention.mention_id, vector.vector
from analysis.mention as mention
join analysis.vector as vector on vector.text_hash = mention.text_hash and vector.model_revision = ?
where mention.excluded is null
order by mention.mention_id
