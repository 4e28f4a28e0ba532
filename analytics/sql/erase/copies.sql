-- Copies of a text that nobody says any more are copies of the first one that is left.
update analysis.placement as placement
set copy_of = left_over.text_hash
from (select copy_of, min(text_hash) as text_hash from analysis.placement group by copy_of) as left_over
where placement.copy_of = left_over.copy_of
    and placement.copy_of not in (select text_hash from analysis.mention)
