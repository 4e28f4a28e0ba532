-- The pipeline's own state. Tables only; what is derived from them lies in sql/staging.
create schema if not exists ledger;
create schema if not exists staging;
create schema if not exists analysis;

create sequence if not exists ledger.delivery_number;
create table if not exists ledger.delivery (
    delivery_id bigint primary key default nextval('ledger.delivery_number'),
    source varchar not null, kind varchar not null, file varchar not null, sha256 varchar not null,
    mapping_hash varchar not null, run_id varchar not null, bytes bigint not null
);
-- What a delivery looked like: the next one is held against it.
create table if not exists ledger.delivery_column (delivery_id bigint, name varchar);
create table if not exists ledger.delivery_figure (
    delivery_id bigint, field varchar, numbers bigint, least double, most double, mean double, deviation double,
    middle double
);
create table if not exists ledger.drift (delivery_id bigint, rule varchar, sentence varchar);
create table if not exists ledger.run (
    run_number bigint primary key, run_id varchar not null, started_at timestamp not null,
    finished_at timestamp, status varchar not null, exit_code integer, message varchar
);

create table if not exists staging.review_version (
    delivery_id bigint, line bigint, review_id varchar, content_hash varchar, title varchar, text varchar,
    customer_id varchar, product_id varchar, language varchar, url varchar, rating double, rating_share double,
    written_at timestamp, attributes varchar, extra varchar
);
create table if not exists staging.event_version (
    delivery_id bigint, line bigint, event_id varchar, content_hash varchar, customer_id varchar, event varchar,
    order_id varchar, session_id varchar, product_id varchar, currency varchar, occurred_at timestamp,
    value decimal(18, 4), unit_price decimal(18, 4), quantity decimal(18, 4), attributes varchar, extra varchar
);
create table if not exists staging.customer_version (
    delivery_id bigint, line bigint, customer_id varchar, content_hash varchar, signed_up_at timestamp,
    attributes varchar, extra varchar
);
create table if not exists staging.product_version (
    delivery_id bigint, line bigint, product_id varchar, content_hash varchar, name varchar, category varchar,
    price decimal(18, 4), attributes varchar, extra varchar
);
create table if not exists staging.refusal (delivery_id bigint, line bigint, reason varchar);

-- Columns that came later, for warehouses made before them. Of a file that could not be read, records are null.
alter table ledger.delivery add column if not exists records bigint;
alter table ledger.delivery add column if not exists snapshot boolean default false;
alter table staging.review_version add column if not exists deleted boolean default false;
alter table staging.event_version add column if not exists deleted boolean default false;
alter table staging.customer_version add column if not exists deleted boolean default false;
alter table staging.product_version add column if not exists deleted boolean default false;

create table if not exists analysis.scope (
    run_id varchar, as_of timestamp, zone varchar, currency varchar, language varchar,
    slice_values integer, slice_least_reviews integer, slice_most_days integer, kept varchar[]
);
create table if not exists analysis.review_text (
    review_id varchar, language varchar, title varchar, text varchar, attributes varchar, masked integer
);
create table if not exists analysis.mention (
    mention_id varchar, review_id varchar, position integer, text varchar, computed varchar, text_hash varchar,
    language varchar, excluded varchar
);
create table if not exists analysis.vector (
    model_revision varchar, text_hash varchar, vector float[], primary key (model_revision, text_hash)
);
create table if not exists analysis.placement (
    text_hash varchar, topic_id varchar, placement varchar, strength double, x double, y double, copy_of varchar
);
create table if not exists analysis.sentiment (text_hash varchar, sentiment double);
create table if not exists analysis.topic (
    topic_id varchar, label varchar, label_ja varchar, label_en varchar, keywords varchar[],
    parent_topic_id varchar, level integer, status varchar, stability double, is_stable boolean, one_language varchar
);
-- What a language model named a topic, kept so that names do not change from run to run.
create table if not exists analysis.given_name (cache_key varchar, language varchar, label varchar);
create table if not exists analysis.topic_quote (topic_id varchar, rank integer, mention_id varchar);
create table if not exists analysis.customer_segment (customer_id varchar, segment_id varchar);
create table if not exists analysis.segment (
    segment_id varchar, label varchar, label_ja varchar, label_en varchar, status varchar, stability double,
    profile varchar
);
create table if not exists analysis.segment_topic (
    segment_id varchar, topic_id varchar, rate double, lift double, ci_low double, ci_high double, q_value double
);
create table if not exists analysis.trend (
    topic_id varchar, event varchar, slice_by varchar, slice_value varchar, grain varchar, period_start date,
    observed bigint, expected double, rate_ratio double, ci_low double, ci_high double, p_value double,
    q_value double, direction varchar, kind varchar, is_alert boolean
);
create table if not exists analysis.quality (metric varchar, value double, gate varchar, passed boolean);
-- What was fitted once and places what comes later: plain arrays, one row a model (topics, segments) and one a array.
-- `fingerprint` is what a fit hangs on beside the data; `facts` what was measured of it, as JSON.
create table if not exists analysis.model (
    kind varchar primary key, run_id varchar, reason varchar, fingerprint varchar, facts varchar
);
create table if not exists analysis.model_array (
    kind varchar, name varchar, type varchar, shape bigint[], bytes blob, primary key (kind, name)
);
-- The fitted points of topics, one a text, and of segments, one a customer: they go when the text or customer goes.
create table if not exists analysis.fitted_text (
    text_hash varchar, topic_id varchar, point float[], x float, y float
);
create table if not exists analysis.fitted_customer (customer_id varchar, segment_id varchar, point double[]);
-- Texts that sentiment is compared with, with their weight.
create table if not exists analysis.landmark (text_hash varchar, vector float[], weight double);
-- What happened to topics and segments in a fit, and which texts went from one topic to another, and why.
create table if not exists analysis.topic_lineage (
    run_id varchar, topic_id varchar, event varchar, other_topic_id varchar, overlap double
);
create table if not exists analysis.segment_lineage (
    run_id varchar, segment_id varchar, event varchar, other_segment_id varchar, overlap double
);
create table if not exists analysis.move (
    run_id varchar, text_hash varchar, from_topic_id varchar, to_topic_id varchar, reason varchar
);
-- What is other than found since people decided so: a topic merged into another, names, hidden topics. Made anew by
-- every run.
create table if not exists analysis.curated (
    topic_id varchar, into_topic_id varchar, label varchar, label_ja varchar, label_en varchar, is_hidden boolean
);
-- What people decided about topics; it stays when everything else is computed anew.
create schema if not exists curation;
create sequence if not exists curation.decision_number;
create table if not exists curation.decision (
    decision_id bigint primary key default nextval('curation.decision_number'),
    action varchar not null, topic_id varchar not null, detail varchar, made_by varchar not null,
    made_at timestamp not null, undone_by varchar, undone_at timestamp
);
-- Customers who asked to be erased, as a hash that only this home can make; finished when no release holds them.
create table if not exists ledger.erasure (customer_hash varchar primary key, erased_at timestamp, finished_at timestamp);
-- Their reviews of which no version is left, hashed likewise: refused even where a file no longer says whose they are.
create table if not exists ledger.erased_review (review_hash varchar primary key);

create table if not exists analysis.customer_alias (customer_id varchar, published_id varchar);
create table if not exists analysis.run (
    run_id varchar, started_at timestamp, finished_at timestamp, as_of timestamp, model varchar,
    model_revision varchar, dimension integer, seed bigint, settings varchar, input_hash varchar, versions varchar
);

-- Homes made before these columns were.
alter table curation.decision add column if not exists has_effect boolean;
alter table analysis.placement add column if not exists copy_of varchar;
alter table analysis.topic add column if not exists is_stable boolean;
alter table analysis.topic add column if not exists one_language varchar;
-- Whether a text was placed after the fit.
alter table analysis.placement add column if not exists arrived boolean default false;
-- What a text was read from and how, as a hash; and where in it the customer's own words begin and end.
alter table analysis.review_text add column if not exists reading varchar;
alter table analysis.review_text add column if not exists truncated boolean;
alter table analysis.review_text add column if not exists own_start integer;
alter table analysis.review_text add column if not exists own_end integer;
