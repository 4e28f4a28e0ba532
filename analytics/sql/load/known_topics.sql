-- Every topic and theme of a release, retired ones too, with its names.
select topic_id, label, label_ja, label_en, level, status from mart.topic order by topic_id
