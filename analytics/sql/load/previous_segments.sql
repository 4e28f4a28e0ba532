-- Every segment that was ever published, as the release before has it.
select segment_id, label, label_ja, label_en, status, stability, profile::varchar as profile
from mart.segment order by segment_id
