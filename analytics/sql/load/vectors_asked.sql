-- One row a text of the temporary table asked_text that has a vector by the model, in its order.
select asked.text_hash, vector.vector
from asked_text as asked
join analysis.vector as vector on vector.text_hash = asked.text_hash and vector.model_revision = ?
order by asked.place
