-- Runs other than the newest whose metrics are published without their run.
select run_id from mart.quality anti join mart.run using (run_id)
