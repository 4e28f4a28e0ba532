-- One row a name that a language model gave a topic before.
select cache_key, language, label from analysis.given_name order by cache_key, language
