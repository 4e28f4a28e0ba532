-- Every topic that was ever published, as the release before has it.
select topic_id, label, label_ja, label_en, keywords, parent_topic_id, level, status, stability
from mart.topic order by topic_id
