-- One row a distinct text that has no vector of this model yet; short ones together, so that batches are even.
select distinct mention.text_hash, mention.computed
from analysis.mention as mention
anti join (select text_hash from analysis.vector where model_revision = ?) as known using (text_hash)
where mention.excluded is null
order by length(mention.computed), mention.text_hash
