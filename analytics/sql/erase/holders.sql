-- The tables of the analysis, or of a release, that have a column of this name.
select table_name from duckdb_columns()
where database_name = ? and schema_name = ? and column_name = ?
order by table_name
