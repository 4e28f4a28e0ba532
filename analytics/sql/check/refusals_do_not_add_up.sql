-- Sources whose refused records are not all listed.
select source from (
    select source, sum(rejected) as counted, 0 as listed from mart.source_file group by source
    union all select source, 0, count(*) from mart.rejected group by source
)
group by source having sum(counted) <> sum(listed)
