-- One row a topic and each topic at or above it, itself included.
with recursive lines as (
    select topic_id, topic_id as ancestor_id from staging.topic
    union
    select lines.topic_id, parent.parent_topic_id
    from lines join staging.topic as parent on parent.topic_id = lines.ancestor_id
    where parent.parent_topic_id is not null
)
select topic_id, ancestor_id from lines
