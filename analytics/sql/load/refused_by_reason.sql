-- One row a source and rule: how many records it refused, and where the first stands.
select source, split_part(reason, ':', 1) as rule, count(*) as records,
    arg_min(file || ' line ' || line, (file, line)) as first, arg_min(reason, (file, line)) as reason
from mart.rejected
group by all
order by records desc, source, rule
