-- Files whose records are not the sum of their fates.
select source, file from mart.source_file where records <> accepted + duplicates + superseded + rejected
