-- One row a distinct text of a topic: the text it is a copy of, its vector by one model, and its fitted point if any.
select placement.text_hash, placement.copy_of, vector.vector, fitted.point
from analysis.placement as placement
join analysis.vector as vector on vector.text_hash = placement.text_hash and vector.model_revision = ?
left join analysis.fitted_text as fitted on fitted.text_hash = placement.text_hash
where placement.topic_id = ?
order by placement.text_hash
